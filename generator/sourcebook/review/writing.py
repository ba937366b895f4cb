"""Writes entries into curation.yml: whole or not at all, one writer at a time, with its comments and order kept."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from sourcebook import curate
from sourcebook.curate import nodes, reading
from sourcebook.errors import CurationError
from sourcebook.store import write_whole

HEAD = f"# yaml-language-server: $schema={curate.SCHEMA}\n{reading.ROOT}:\n"
# A writer holds the lock for some milliseconds; one that is older was left by a crash.
WAIT_SECONDS = 10.0
STALE_SECONDS = 30.0


def append(folder: Path, entry: dict[str, Any], *, instead_of: str = "") -> str:
    """Add an entry at the end of a folder's corrections.

    Args:
        folder: the folder of articles.
        entry: the entry as a mapping of plain values.
        instead_of: text of an entry that was written before and is taken out at the same time.

    Returns:
        The text that was added.

    Raises:
        CurationError: the file cannot be written or is broken, or holds its entries in a form that cannot be continued
            without changing it; it is as it was then.
    """
    with _locked(folder):
        path = curate.path_of(folder)
        old = _text(path)
        base = _without(old, instead_of) if instead_of and instead_of in old else old
        made, new = _continued(base, entry, path.name)
        _check(base, new, path.name)
        _write(path, new)
    return made


def remove(folder: Path, text: str) -> None:
    """Take out an entry that `append` wrote, if it stands there as it was written.

    Raises:
        CurationError: it does not, or the file cannot be written; the file is as it was then.
    """
    with _locked(folder):
        path = curate.path_of(folder)
        old = _text(path)
        if old.count(text) != 1:
            raise CurationError("the entry has been changed since", file=path.name, remedy="edit the file by hand")
        new = _without(old, text)
        curate.parse(new.encode("utf-8"), file=path.name)
        _write(path, new)


def _without(old: str, text: str) -> str:
    return old.replace(text, "", 1)


def _text(path: Path) -> str:
    if not path.exists():
        return ""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CurationError("the file cannot be read", file=path.name, remedy="mend it first") from error


def _continued(old: str, entry: dict[str, Any], file: str) -> tuple[str, str]:
    """Return an entry's text, and the file's text with it at its end."""
    root = nodes.compose(old.removeprefix("\ufeff"), file=file)
    listed = _list(root)
    indent = listed.start_mark.column if listed is not None and listed.start_mark and listed.value else 2
    dumped = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=110)
    made = "".join(" " * indent + line for line in dumped.splitlines(keepends=True))
    if root is None:
        return made, old + ("\n" if old and not old.endswith("\n") else "") + HEAD + made
    if listed is not None and listed.flow_style:
        if listed.value or not (listed.start_mark and listed.end_mark):
            remedy = "write it as a list with a '- ' before each entry"
            raise CurationError("the corrections stand in brackets", file=file, line=1, remedy=remedy)
        bare = old.removeprefix("\ufeff")
        old = old[: len(old) - len(bare)] + bare[: listed.start_mark.index] + bare[listed.end_mark.index :]
    return made, old + ("" if old.endswith("\n") else "\n") + made


def _list(root: yaml.Node | None) -> yaml.SequenceNode | None:
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == reading.ROOT and isinstance(value, yaml.SequenceNode):
            return value
    return None


def _check(old: str, new: str, file: str) -> None:
    """Make sure that the new text says all that the old one says, and one correct entry more."""
    before, after = (curate.parse(text.encode("utf-8"), file=file) for text in (old, new))
    same = [_said(e) for e in after.entries[: len(before.entries)]] == [_said(e) for e in before.entries]
    if not same or len(after.entries) != len(before.entries) + 1 or len(after.errors) != len(before.errors):
        told = str(after.errors[-1]) if len(after.errors) > len(before.errors) else "it would change other entries"
        raise CurationError(f"the entry cannot be added: {told}", file=file, remedy="add it by hand")


def _said(entry: Any) -> tuple[Any, ...]:
    return (entry.do, entry.what, entry.place, entry.others, entry.values, entry.was, entry.note, entry.by, entry.date)


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        remedy = "make room or make the folder writable; the file is as it was"
        raise CurationError(f"the file cannot be written: {error.strerror}", file=path.name, remedy=remedy) from error


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, a file that only one process can make; one left by a crash is taken over."""
    lock = folder / ".curation.lock"
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            with contextlib.suppress(OSError):
                if time.time() - lock.stat().st_mtime > STALE_SECONDS:
                    lock.unlink(missing_ok=True)
            if time.monotonic() > until:
                raise CurationError(
                    "another program is writing the file", file=folder.name, remedy="try again"
                ) from None
            time.sleep(0.01)
        except OSError as error:
            remedy = "make the folder writable"
            raise CurationError(
                f"the folder cannot be written: {error.strerror}", file=folder.name, remedy=remedy
            ) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
