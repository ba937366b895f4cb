"""The folder that `mkdocs serve` shows: what does not change stays in it from build to build, untouched.

The folder is a temporary one, made for this server alone, and nobody else writes there. So MkDocs is told of another
folder while it empties it, one that is not there; pages that stand are not built, files that were copied are not copied
again, and what is gone is removed at the end. After a build that failed, and where settings have changed, all is made
anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

# A folder below the site's that is never made: there is nothing in it that MkDocs could remove.
_NOWHERE = ".sourcebook-nowhere"


class Sign(NamedTuple):
    """By what a file is known again: its size in bytes, its time of change in nanoseconds, its number."""

    size: int
    changed: int
    number: int


class Served:
    """What stands in the folder that is served. One object lives as long as the server."""

    def __init__(self) -> None:
        self.stays = False
        # What the last build noted of its pages.
        self.pages: dict[str, Any] = {}
        self._settings = ""
        self._whole = False
        self._site = ""
        self._written: dict[str, Sign] = {}
        self._copied: dict[str, tuple[Sign, Sign]] = {}
        self._names: frozenset[str] = frozenset()

    def begin(self, config: MkDocsConfig, settings: str | None) -> None:
        """Begin a build.

        Args:
            config: the site's settings; they name no folder that could be emptied where what is there stays.
            settings: a digest of all settings; ``None`` where somebody may take part in the build whom we do not know.
        """
        self._site = config.site_dir
        self.stays = self._whole and settings == self._settings and Path(self._site).is_dir()
        self._whole, self._settings = False, settings or ""
        if self.stays:
            config.site_dir = str(Path(self._site, _NOWHERE))
        else:
            self._written, self._copied, self._names = {}, {}, frozenset()

    def place(self, files: Iterable[File], config: MkDocsConfig) -> None:
        """Name the folder again, in the settings and in the files that were listed meanwhile."""
        if not self.stays:
            return
        nowhere, config.site_dir = config.site_dir, self._site
        for file in files:
            if file.dest_dir == nowhere:
                file.dest_dir = self._site
                # Files remember their places once asked.
                vars(file).pop("abs_dest_path", None)

    def stands(self, path: str) -> bool:
        """Return whether a page that was built stands as it was written; `path` is that below the folder."""
        known = self._written.get(path)
        return self.stays and known is not None and _sign(os.path.join(self._site, path)) == known  # noqa: PTH118

    def copy(self, file: File) -> None:
        """Copy a file that is no page, unless it stands as it was copied."""
        # What was not read from a file, as the work of a plugin, is written each time.
        source = _sign(file.abs_src_path) if file.abs_src_path else None
        known = self._copied.get(file.dest_uri)
        if source and known == (source, _sign(file.abs_dest_path)):
            return
        file.copy_file()
        self._copied.pop(file.dest_uri, None)
        made = _sign(file.abs_dest_path)
        if source and made and _sign(file.abs_src_path or "") == source:
            self._copied[file.dest_uri] = (source, made)

    def finish(self, files: Iterable[File], pages: dict[str, Any], places: Mapping[str, str]) -> None:
        """Remove what is no longer part of the site, and note what stands.

        Args:
            files: the files of the site.
            pages: what is to be known of the pages that may stand, by the paths of their Markdown.
            places: their paths below the folder.
        """
        names = frozenset(file.dest_uri for file in files)
        for name in self._names - names:
            _remove(Path(self._site), name)
        signs = {path: _sign(os.path.join(self._site, path)) for path in places.values()}  # noqa: PTH118
        self._written = {path: sign for path, sign in signs.items() if sign}
        self._copied = {path: signs for path, signs in self._copied.items() if path in names}
        self.pages, self._names, self._whole = pages, names, True


def _sign(path: str) -> Sign | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of files at each build
    except OSError:
        return None
    return Sign(found.st_size, found.st_mtime_ns, found.st_ino)


def _remove(site: Path, name: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    with suppress(OSError):
        (site / name).unlink(missing_ok=True)
        for folder in Path(name).parents[:-1]:
            (site / folder).rmdir()
