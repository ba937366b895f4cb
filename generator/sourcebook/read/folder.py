"""The folder of seeds: which files are articles, and one seed for each article."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from sourcebook.errors import ReadError, SkippedError, SourcebookError
from sourcebook.read import html, jsonld, markdown, sidecar, text
from sourcebook.read.draft import Draft, Reader
from sourcebook.read.kept import Kept, drafted
from sourcebook.records import Seed
from sourcebook.spilled import Growing, selected

OnProgress = Callable[[int, int, str], None]

# The order settles which of two files of one name is the article.
READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".json": jsonld.read,
    ".jsonl": jsonld.read_lines,
}
SIDECARS = (".yml", ".yaml")
# People's corrections, which another stage reads, and what computers leave behind.
_NOT_SEEDS = frozenset({"curation.yml", "curation.yaml", "thumbs.db", "desktop.ini"})
_READ_ME = frozenset({"readme", "license", "licence", "copying", "changelog"})
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# A hundred times the longest article, in bytes; of pages as many as are fetched, for finding the article takes a minute
# for each five megabytes; of files of many articles as much as fits into memory several times.
_LONGEST = 50_000_000
_LONGEST_OF = {".html": 10_000_000, ".htm": 10_000_000, ".json": 1_000_000_000, ".jsonl": 1_000_000_000}
_PERMISSION = "check that you may read it"


def read_folder(
    root: Path, *, on_progress: OnProgress | None = None, kept: Kept | None = None, aside: Path | None = None
) -> tuple[Sequence[Seed], list[SourcebookError]]:
    """Read every article below a folder.

    What is wrong with one file stops no other. Neither ids nor order depend on the order in which the file system
    lists the files.

    Args:
        root: the folder of seeds.
        on_progress: called after each file with the number of files done, the number of all, and the file's path
            below `root`.
        kept: where what was read from web pages is kept between runs; nothing is kept without it.
        aside: where the seeds of a large folder are put, in a file that has no name.

    Returns:
        The seeds sorted by id, and all errors sorted by file; a `SkippedError` is about a file that is no article.

    Raises:
        ReadError: if `root` is not a folder that can be listed.
        WriteError: they cannot be put aside, as on a full disk.
    """
    errors: list[SourcebookError] = []
    paths = _articles(root, errors)
    taker: Growing[Seed] = Growing(Seed, aside)
    # The number of each, and its file.
    found: dict[str, tuple[int, str]] = {}
    for done, (path, article, beside) in enumerate(paths, start=1):
        name = _name(root, path)
        try:
            seeds, more = _read_file(root, path, (name, article, beside), kept)
        except ReadError as error:
            seeds, more = [], [error]
        errors.extend(more)
        for seed in seeds:
            if seed.id in found:
                errors.append(_twice(seed, found[seed.id][1]))
            else:
                found[seed.id] = len(found), seed.path
                taker.add(seed)
        if on_progress is not None:
            on_progress(done, len(paths), name)
    read = selected(taker.done(), [found[key][0] for key in sorted(found)])
    return read, sorted(errors, key=lambda error: (error.file or "", error.line or 0, error.message))


def seed_paths(root: Path) -> list[Path]:
    """Return the article files below a folder, sorted; sidecars and files that are no articles are not in it.

    Args:
        root: the folder of seeds.

    Returns:
        Their paths, each beginning with `root`.

    Raises:
        ReadError: if `root` is not a folder that can be listed.
    """
    return [path for path, _, _ in _articles(root, [])]


def _articles(root: Path, errors: list[SourcebookError]) -> list[tuple[Path, str, bool]]:
    """Return the article files, sorted, each with the id of its article and whether a sidecar may stand beside it."""
    try:
        there = root.is_dir()
    except OSError as error:
        raise ReadError("the folder cannot be read", file=_printable(str(root)), remedy=_PERMISSION) from error
    if not there:
        remedy = "name a folder that holds articles"
        raise ReadError("there is no such folder", file=_printable(str(root)), remedy=remedy)
    files = [(path, path.suffix.lower()) for path in _walk(root, errors)]
    sidecars = {_alike(path) for path, suffix in files if suffix in SIDECARS}
    names = {path.with_suffix("") for path, suffix in files if suffix in READERS} if sidecars else set()
    order = {suffix: number for number, suffix in enumerate(READERS)}
    kept: list[tuple[str, int, str, Path]] = []
    for path, suffix in files:
        if suffix in READERS and path.stem.lower() not in _READ_ME:
            kept.append((_id(root, path), order[suffix], path.as_posix(), path))
        elif suffix not in SIDECARS:
            errors.append(_no_article(root, path))
        elif path.with_suffix("") not in names:
            remedy = "give it the name of its article, or remove it"
            errors.append(ReadError("no article stands beside this sidecar", file=_name(root, path), remedy=remedy))
    return [(path, article, bool(sidecars) and _alike(path) in sidecars) for article, _, _, path in sorted(kept)]


def _alike(path: Path) -> str:
    """Return a path without suffix, the same for all that a file system may take for it."""
    return unicodedata.normalize("NFC", str(path.with_suffix(""))).casefold()


def _walk(root: Path, errors: list[SourcebookError]) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        place = _name(root, Path(error.filename)) if error.filename else None
        errors.append(ReadError(f"the folder cannot be read: {error.strerror}", file=place, remedy=_PERMISSION))

    for folder, folders, files in os.walk(root, onerror=refuse):
        here = Path(folder)
        linked = [name for name in folders if (here / name).is_symlink()]
        for name in linked:
            remedy = "put the articles themselves into the folder"
            message = "links to folders are not followed"
            errors.append(ReadError(message, file=_name(root, here / name), remedy=remedy))
        pages = {name.rsplit(".", 1)[0] for name in files if name.lower().endswith((".html", ".htm"))}
        folders[:] = [
            name
            for name in folders
            if name not in linked and not name.startswith(".") and not _is_of_saved_page(name, pages)
        ]
        for name in files:
            if not name.startswith(".") and not name.endswith("~") and name.lower() not in _NOT_SEEDS:
                yield here / name


def _is_of_saved_page(folder: str, pages: set[str]) -> bool:
    # Browsers save a page's pictures and scripts beside it in such a folder.
    return folder.endswith("_files") and folder.removesuffix("_files") in pages


def _no_article(root: Path, path: Path) -> SkippedError:
    if path.stem.lower() in _READ_ME:
        remedy = "rename it if it is one"
        return SkippedError("this file is not read as an article", file=_name(root, path), remedy=remedy)
    kind = f"a file ending in '{path.suffix}'" if path.suffix else "a file without suffix"
    remedy = f"rename it, or move it out of the folder (known: {', '.join(READERS)})"
    return SkippedError(f"{kind} is not an article", file=_name(root, path), remedy=remedy)


def _read_file(
    root: Path, path: Path, of: tuple[str, str, bool], kept: Kept | None
) -> tuple[list[Seed], list[ReadError]]:
    """Read a file of articles; `of` are its name for errors, the id of its article, whether it may have a sidecar."""
    name, article, may = of
    suffix = path.suffix.lower()
    data = _bytes(root, path, name, limit=_LONGEST_OF.get(suffix, _LONGEST))
    if not data.strip():
        raise ReadError("the file is empty", file=name, remedy="put the article's text into it or remove it")
    beside, beside_data, errors = _sidecar(root, path) if may else (None, b"", [])
    drafts, more = drafted(READERS[suffix], suffix, data, name, kept)
    errors.extend(more)
    if beside is not None and any(draft.part is not None for draft in drafts):
        beside = sidecar.for_many(beside)
    errors.extend(beside.errors if beside else ())
    seeds: dict[str, Seed] = {}
    for draft in drafts:
        seed = _seed(draft, name=name, base=article, data=data, beside=(beside, beside_data))
        if seed.id in seeds and seeds[seed.id].sha256 != seed.sha256:
            seed = msgspec.structs.replace(seed, id=f"{seed.id}-{seed.sha256[:6]}")
        if seed.id in seeds:
            errors.append(_twice(seed, seeds[seed.id].path))
        elif not seed.text.strip():
            errors.append(ReadError("there is no text in it", file=name, remedy="put the article's text into it"))
        else:
            seeds[seed.id] = seed
    return list(seeds.values()), errors


def _seed(draft: Draft, *, name: str, base: str, data: bytes, beside: tuple[sidecar.Sidecar | None, bytes]) -> Seed:
    made_of = data if draft.content is None else draft.content
    digest = hashlib.sha256(made_of).hexdigest()
    article = base if draft.part is None else f"{base}/{draft.part}"
    metadata, notes = draft.metadata, draft.notes
    given, given_data = beside
    if given is not None:
        metadata = sidecar.apply(given, metadata)
        if given.values.get("sha256", digest) != digest:
            notes = (*notes, "The file has changed since it was retrieved: its SHA-256 is not the one in the sidecar.")
    if zeros := draft.text.count("\0"):
        notes = (*notes, f"The text holds {zeros} NUL character{'s' if zeros > 1 else ''}.")
    # The name is part of the key: findings carry it, and the suffix decides how the bytes are read.
    key = hashlib.sha256(b"\0".join((name.encode(), article.encode(), digest.encode(), given_data))).hexdigest()
    return Seed(
        id=article,
        path=name,
        sha256=digest,
        key=key,
        text=draft.text,
        encoding=draft.encoding,
        metadata=metadata,
        notes=notes,
    )


def _sidecar(root: Path, path: Path) -> tuple[sidecar.Sidecar | None, bytes, list[ReadError]]:
    present = [found for suffix in SIDECARS if (found := path.with_suffix(suffix)).is_file()]
    present = [found for found in present if found.name.lower() not in _NOT_SEEDS]
    if not present:
        return None, b"", []
    name = _name(root, present[0])
    try:
        data = _bytes(root, present[0], name, limit=_LONGEST)
    except ReadError as error:
        return None, b"", [error]
    message = f"{present[0].name} is there too and is the one read"
    errors = [ReadError(message, file=_name(root, other), remedy="remove one") for other in present[1:]]
    return sidecar.read(data, name), data, errors


def _bytes(root: Path, path: Path, name: str, *, limit: int) -> bytes:
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            if not path.resolve(strict=True).is_relative_to(root.resolve()):
                remedy = "put the file itself into the folder"
                message = "this is a link to a file outside the folder; it was not read"
                raise ReadError(message, file=name, remedy=remedy)
            status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("this is not a regular file", file=name, remedy="remove it")
        if status.st_size > limit:
            raise ReadError(f"the file is larger than {limit // 1_000_000} MB", file=name, remedy="split it")
        return path.read_bytes()
    except FileNotFoundError as error:
        remedy = "a link may point to nothing, or the file went away just now"
        raise ReadError("the file is not there any more", file=name, remedy=remedy) from error
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"the file cannot be read: {reason}", file=name, remedy=_PERMISSION) from error


def _twice(seed: Seed, first: str) -> ReadError:
    if seed.path == first:
        return ReadError(f"the article '{seed.id}' stands in it twice", file=seed.path, remedy="remove one")
    remedy = "rename or remove one of the two"
    return ReadError(f"{first} has the same name and is the one read", file=seed.path, remedy=remedy)


def _id(root: Path, path: Path) -> str:
    return unicodedata.normalize("NFC", _printable(path.relative_to(root).with_suffix("").as_posix()))


def _name(root: Path, path: Path) -> str:
    return _printable(path.relative_to(root).as_posix())


def _printable(name: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", name)
