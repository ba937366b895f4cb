"""Pages to disk: only what changed, all at once at the end, and nothing that is not ours."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path

from sourcebook.beside import STAGING, Beside, GivenUp, unwritten
from sourcebook.digests import Digests
from sourcebook.errors import WriteError
from sourcebook.records import File, Page
from sourcebook.store import WRITING, write_whole

MANIFEST = ".sourcebook.json"
# Generated files carry this in their first lines, so that they are known for ours when the manifest is lost.
MARK = "sourcebook"
_HEAD_BYTES = 400
# Where files were written first that is so old was left by a build that was killed, in seconds.
_LEFT_SECONDS = 3600


def stands(docs: Path, digests: Digests) -> Callable[[str, str], bool]:
    """Return a function that tells whether the last build's file at a path has the bytes of a SHA-256 digest."""
    known = read_manifest(docs)

    def standing(path: str, digest: str) -> bool:
        try:
            return path in known and digests.of(os.path.join(docs, path)) == digest  # noqa: PTH118
        except OSError:
            return False

    return standing


def write_pages(
    pages: Iterable[Page | File],
    docs: Path,
    *,
    standing: Callable[[], AbstractSet[str]] = frozenset,
    beside: Beside | None = None,
) -> int:
    """Make the generated part of `docs` consist of `pages`.

    Each changed page is first written beside its place, and let go of before the next is asked for; only when all are
    on disk are they moved there, and only then are files removed that the last build wrote and this one does not.
    Hand-written files are never touched.

    Args:
        pages: all generated pages and files; no two with one path.
        docs: the folder that MkDocs reads.
        standing: tells paths of further pages, which stand there as they are to be, and of those that `beside` holds;
            called when `pages` have all come.
        beside: where changed pages are written first.

    Returns:
        How many files were written or removed.

    Raises:
        WriteError: a page's place is taken by a file that is not ours, or lies outside of `docs` by a link, or the disk
            is full or read-only; nothing is changed then.
    """
    with beside or Beside(docs) as staged:
        _remove_left(docs, staged)
        paths = set()
        for page in pages:
            paths.add(page.path)
            staged.add(page)
        # Read now: another build may have written since this one began.
        known = read_manifest(docs)
        wanted = standing() | paths
        _check_folders(docs, wanted | known)
        _check_places(docs, staged.paths, known)
        try:
            _place(staged, known, wanted)
        except OSError as error:
            raise unwritten(error, docs) from error
        return len(staged.paths) + len(known - wanted)


def _place(staged: Beside, known: set[str], wanted: AbstractSet[str]) -> None:
    """Move what is staged to its place, and remove what was known and is wanted no longer."""
    docs, gone = staged.docs, sorted(known - wanted)
    docs.mkdir(parents=True, exist_ok=True)
    if not known.issuperset(staged.paths):
        # Listed before they are there: were this build killed between two, the next would know both for ours.
        _save_manifest(docs, known | wanted)
    staged.move()
    for path in gone:
        _remove(docs, path)
    if staged.paths or gone:
        _save_manifest(docs, wanted)


def rewrite(fill: Callable[[Beside], bool], docs: Path, *, is_over: Callable[[], bool] = lambda: False) -> None:
    """Write files in the place of those that the last build wrote under their paths; others are left out.

    Args:
        fill: puts the files beside their places; returns whether they are to be moved there.
        docs: the folder that MkDocs reads.
        is_over: tells whether to give up; all stays as it is then.

    Raises:
        WriteError: the disk is full or read-only, or a path leads out of `docs` by a link.
    """
    with contextlib.suppress(GivenUp), Beside(docs, is_over) as beside:
        if not fill(beside):
            return
        beside.leave_out(read_manifest(docs))
        _check_folders(docs, beside.paths)
        try:
            beside.move()
        except OSError as error:
            raise unwritten(error, docs) from error


def _check_places(docs: Path, changed: Iterable[str], known: AbstractSet[str]) -> None:
    """Refuse to write over what a person has written."""
    for path in changed:
        if path not in known and not _is_ours(docs / path):
            raise WriteError(
                "a hand-written file stands where a page is to be generated",
                file=str(docs / path),
                remedy="rename or move it",
            )


def read_manifest(docs: Path) -> set[str]:
    """Return the paths below `docs` that the last build wrote; empty where none did or the list is damaged."""
    try:
        listed = json.loads((docs / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {path for path in listed if isinstance(path, str) and _is_below(path)}


def _is_below(path: str) -> bool:
    parts = path.split("/")
    return not path.startswith("/") and ".." not in parts and "" not in parts


def _check_folders(docs: Path, paths: Iterable[str]) -> None:
    """Refuse folders that are links out of the pages' folder: nothing is written or removed elsewhere."""
    root = docs.resolve()
    for folder in {Path(path).parent for path in paths}:
        if not (docs / folder).resolve().is_relative_to(root):
            remedy = "remove the link; pages are written below the folder of pages alone"
            raise WriteError("a link leads out of the folder of pages", file=str(docs / folder), remedy=remedy)


def _is_ours(path: Path) -> bool:
    if not path.exists() and not path.is_symlink():
        return True
    try:
        with path.open("rb") as file:
            return MARK.encode() in file.read(_HEAD_BYTES)
    except OSError:
        return False


def _remove_left(docs: Path, beside: Beside) -> None:
    """Remove what killed builds left, whatever the clock says not our own; what another build writes is younger."""
    oldest = time.time() - _LEFT_SECONDS
    for path in (*docs.glob(f"{STAGING}*"), *docs.glob(f"{WRITING}*")):
        with contextlib.suppress(OSError):
            if path != beside.folder and path.stat().st_mtime < oldest:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _save_manifest(docs: Path, paths: Iterable[str]) -> None:
    text = json.dumps({"written by": MARK, "files": sorted(paths)}, indent=1)
    write_whole(docs / MANIFEST, text.encode("utf-8"))


def _remove(docs: Path, path: str) -> None:
    place = docs / path
    place.unlink(missing_ok=True)
    for folder in place.relative_to(docs).parents:
        if folder == Path():
            break
        try:
            (docs / folder).rmdir()
        except OSError:
            break
