"""Bringing an article into the seeds: a web page is fetched as it is, a file is copied, nothing is overwritten."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

from sourcebook.errors import FetchError, ReadError
from sourcebook.fetch import LARGEST, Fetched, fetch
from sourcebook.read import folder
from sourcebook.text import slug

_WEB = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# Suffixes that pages have in their addresses; they are no part of an article's name.
_PAGE_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp|cms)$", re.IGNORECASE)
_NAME_LENGTH = 60


def add(what: str, seeds: Path, *, name: str | None = None, timeout: float = 20.0, allow_private: bool = False) -> Path:
    """Bring one article into a folder of seeds.

    A web page is kept byte for byte as NAME.html, with NAME.yml beside it: its address, the time of retrieval (UTC)
    and its SHA-256. The site's robots.txt is respected.

    Args:
        what: an http or https address, or a file in a format that is read.
        seeds: the folder of seeds, made where it is not there.
        name: the new file's name without suffix; made from title, address or file name where not given.
        timeout: seconds to wait for each answer, and for the page in all.
        allow_private: fetch from this machine and from private networks, too.

    Returns:
        The path of the new article.

    Raises:
        FetchError: if the page or file cannot be had, or an article of that name is there already.
    """
    if _WEB.match(what):
        return _add_page(fetch(what, timeout=timeout, allow_private=allow_private), seeds, name)
    return _add_file(Path(what), seeds, name)


def _add_page(page: Fetched, seeds: Path, name: str | None) -> Path:
    title = _read(".html", page.data, page.url)
    base = _safe(name) if name else _name_for(title, page.url)
    sidecar = {
        "url": page.url,
        "retrieved": dt.datetime.now(tz=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sha256": hashlib.sha256(page.data).hexdigest(),
    }
    return _keep(seeds, base, ".html", page.data, yaml.safe_dump(sidecar, sort_keys=False, width=1000).encode())


def _add_file(file: Path, seeds: Path, name: str | None) -> Path:
    suffix = file.suffix.lower()
    if suffix not in folder.READERS:
        remedy = f"save it as one of {', '.join(folder.READERS)}"
        raise FetchError("articles cannot be read from such a file", file=str(file), remedy=remedy)
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        beside = next((path for end in folder.SIDECARS if (path := file.with_suffix(end)).is_file()), None)
        sidecar = None if beside is None else beside.read_bytes()
    except OSError as error:
        remedy = "check the name, or begin an address with https://"
        raise FetchError(f"the file cannot be read: {error.strerror}", file=str(file), remedy=remedy) from error
    if len(data) > LARGEST:
        raise FetchError(f"the file is larger than {LARGEST // 1_000_000} MB", file=str(file), remedy="split it")
    _read(suffix, data, str(file))
    return _keep(seeds, _safe(name or file.stem), suffix, data, sidecar)


def _read(suffix: str, data: bytes, name: str) -> str | None:
    """Return the article's title, if it has one; what cannot be read is not added."""
    try:
        drafts, _ = folder.READERS[suffix](data, name)
    except ReadError as error:
        raise FetchError(error.message, file=error.file, line=error.line, remedy=error.remedy) from error
    if not any(draft.text.strip() for draft in drafts):
        raise FetchError("there is no article text in it", file=name, remedy="add the file that has it")
    return drafts[0].metadata.title


def _name_for(title: str | None, url: str) -> str:
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    last = _PAGE_SUFFIX.sub("", parts[-1]) if parts else ""
    # The last part of an address is a name where it has words; a number or "index" says nothing.
    return _safe(title or (last if "-" in last or "_" in last else "") or urlsplit(url).netloc + " " + last)


def _safe(name: str) -> str:
    made = slug(name, limit=_NAME_LENGTH + 1)
    if len(made) > _NAME_LENGTH:
        made = made[:_NAME_LENGTH].rsplit("-", 1)[0]
    # Names that Windows keeps for devices, and the file of corrections beside the articles.
    reserved = re.fullmatch(r"(?:con|prn|aux|nul|com\d|lpt\d|curation|readme|licen[cs]e|copying|changelog)", made)
    return f"{made}-article" if reserved else made


def _keep(seeds: Path, base: str, suffix: str, data: bytes, sidecar: bytes | None) -> Path:
    there = [path for end in (*folder.READERS, *folder.SIDECARS) if (path := seeds / f"{base}{end}").exists()]
    if there:
        raise FetchError("the file is there already and was left as it is", file=str(there[0]), remedy="give a --name")
    article, beside = seeds / f"{base}{suffix}", seeds / f"{base}.yml"
    made: list[Path] = []
    try:
        seeds.mkdir(parents=True, exist_ok=True)
        # The sidecar first: whoever watches the folder then reads the article with it.
        for path, content in ((beside, sidecar), (article, data)):
            if content is not None:
                _write_new(path, content)
                made.append(path)
    except OSError as error:
        for path in made:
            path.unlink(missing_ok=True)
        remedy = "check the folder's permissions and the disk's space, or give a --name"
        raise FetchError(f"cannot be written: {error.strerror}", file=str(article), remedy=remedy) from error
    return article


def _write_new(path: Path, content: bytes) -> None:
    # "x" fails where another process made the file since we looked.
    try:
        with path.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except FileExistsError:
        raise
    except OSError:
        path.unlink(missing_ok=True)
        raise
