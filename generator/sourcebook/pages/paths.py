"""Where each page stands, and how one page links to another."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote

from sourcebook.text import digest, slug

# Names with a meaning to MkDocs, to Windows, or to our own further pages; compared in lower case.
_RESERVED = re.compile(
    r"index|readme|404|organisations|places|groups|page-\d+|con|prn|aux|nul|com\d|lpt\d",
)
_CLEAN = re.compile(r"[a-z0-9][a-z0-9_]*(?:-[a-z0-9_]+)*")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LONGEST = 80
# A list of more pages than this links from each to those that are so many pages before and after.
_ALL_PAGES = 16
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def stem(identifier: str) -> str:
    """Return the file name, without suffix, of the page of an article, a person or a source.

    An id that is a safe name on every file system is its own file name. Any other gets a digest of itself behind its
    slug, so that two ids never share a file, whatever else the folder holds.
    """
    if len(identifier) <= _LONGEST and _CLEAN.fullmatch(identifier) and not _RESERVED.fullmatch(identifier):
        return identifier
    return f"{slug(identifier, 60)}--{digest(identifier, length=8)}"


def pair(one: str, other: str) -> str:
    """Return the file name, without suffix, of the page of two articles.

    Two stems of their own are joined by two hyphens, which neither of them holds; with any other name a digest of both
    ids follows, so that two pairs never share a file.
    """
    stems = stem(one), stem(other)
    joined = "--".join(stems)
    if "--" not in stems[0] and "--" not in stems[1] and len(joined) <= 2 * _LONGEST:
        return joined
    return f"{slug(one, 40)}--{slug(other, 40)}--{digest(one, other, length=8)}"


def anchor(identifier: str) -> str:
    """Return the id that an element of a page gets for a finding: the finding's own where it is a plain one."""
    return identifier if _PLAIN.fullmatch(identifier) else f"x-{digest(identifier)}"


def part(path: str, number: int) -> str:
    """Return the path of the `number`-th page (from 1) of a list that begins at `path`."""
    if number == 1:
        return path
    folder, name = posixpath.split(path)
    name = name.removesuffix(".md")
    made = f"page-{number}.md" if name == "index" else f"{name}--page-{number}.md"
    return posixpath.join(folder, made)


def linked(nth: int, total: int) -> list[int]:
    """Return the numbers of the pages of a list, of `total` pages, to which its `nth` links.

    Of a long list these are the first, the last, the next and some further off, so that any is a few steps away.
    """
    if total <= _ALL_PAGES:
        return list(range(1, total + 1))
    near = {nth + way * step for step in _STEPS for way in (-1, 1)}
    return [number for number in sorted({1, nth, total} | near) if 1 <= number <= total]


@lru_cache(maxsize=65536)
def address(path: str, *, directory_urls: bool) -> str:
    """Return the address, below the site's root, at which MkDocs serves the Markdown file `path`."""
    if not path.endswith(".md"):
        return path
    bare = path.removesuffix(".md")
    if posixpath.basename(bare) == "index":
        folder = posixpath.dirname(bare)
        return (f"{folder}/" if folder else "") + ("" if directory_urls else "index.html")
    return f"{bare}/" if directory_urls else f"{bare}.html"


def href(source: str, target: str, anchor: str | None = None, *, directory_urls: bool) -> str:
    """Return the relative link from the page of file `source` to the page of file `target`.

    Args:
        source: path of the Markdown file that holds the link, below the docs folder.
        target: path of the file that is linked to, below the docs folder.
        anchor: id on the target page.
        directory_urls: MkDocs' ``use_directory_urls``.
    """
    if source == target and anchor is not None:
        return _fragment(anchor)
    here = address(source, directory_urls=directory_urls)
    start = here if here.endswith("/") else posixpath.dirname(here)
    return _relative(start, address(target, directory_urls=directory_urls)) + (
        "" if anchor is None else _fragment(anchor)
    )


@lru_cache(maxsize=4096)
def _relative(start: str, there: str) -> str:
    made = posixpath.relpath("/" + there, "/" + start)
    return quote(made + ("/" if there.endswith("/") or not there else ""), safe="/-_.~")


def _fragment(anchor: str) -> str:
    return "#" + (anchor if _PLAIN.fullmatch(anchor) else quote(anchor, safe="-_.~"))
