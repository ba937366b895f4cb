"""What the exports need to know beside the findings, and what they hand on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Final, Literal

from sourcebook.records import Record


class Options(Record, frozen=True, kw_only=True):
    """Choices of the site that the exports are made for.

    Args:
        text: whole articles, or the sentences that carry findings alone (an article may ask for that itself).
        site_name: name of the site; the exports are titled and the feed is signed with it.
        site_description: one sentence on the site.
        site_url: address of the site's root where known; links are relative without it.
        pages: address of each article's page below the site's root, by the article's id.
        released: day (YYYY-MM-DD) on which the data set is published; without it the latest day known of any article.
        license: address of the licence of the data set, where there is one.
        most_annotated: above so many articles no Web Annotations are made: they would be larger than the site.
        feed: entries that the feed holds, the newest first.
    """

    text: Literal["full", "excerpts"] = "full"
    site_name: str = "Sourcebook"
    site_description: str = "News reports about one story, with everything they say and where they say it."
    site_url: str | None = None
    pages: Mapping[str, str] = {}
    released: str | None = None
    license: str | None = None
    most_annotated: int = 1000
    feed: int = 200


class ExportFile(Record, frozen=True, kw_only=True):
    """A file of the export: path below the docs folder, content, and how the data page names and describes it.

    A file without a label is part of another one's offer and not listed for itself. ``size`` is that of its content in
    bytes, ``sha256`` the digest in hexadecimal digits. A file that ``stands`` is there since the build before, and its
    content is left out.
    """

    path: str
    size: int
    sha256: str
    label: str = ""
    note: str = ""
    data: bytes = b""
    stands: bool = False


def file_of(path: str, data: bytes, label: str = "", note: str = "") -> ExportFile:
    """Return a file with its digest."""
    sha256 = hashlib.sha256(data).hexdigest()
    return ExportFile(path=path, data=data, size=len(data), label=label, note=note, sha256=sha256)


class Cut(Record, frozen=True, kw_only=True):
    """A table as it was made: the digest of its cells; and of its blocks of rows digests and sizes in the CSV file."""

    mark: bytes
    blocks: tuple[tuple[bytes, int], ...]


class Last(Record, frozen=True, kw_only=True):
    """What the build before made and what stands as it did: files by path, without content, and tables by name.

    ``read`` gives a file's content, nothing where it is no longer there.
    """

    files: Mapping[str, ExportFile] = {}
    tables: Mapping[str, Cut] = {}
    read: Callable[[str], bytes] = lambda _: b""


NOTHING: Final = Last()
