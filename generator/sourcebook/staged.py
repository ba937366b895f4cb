"""A site that is made beside the one that is there, and takes its place when it is whole.

MkDocs empties the site's folder and fills it file by file: a build that is stopped leaves half a site. So it is given a
hidden folder within the site's, and what was made there is moved to its place at the end, entry by entry.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from sourcebook.errors import WriteError

# MkDocs leaves what is hidden when it empties a folder.
_NEXT, _LAST = ".sourcebook-next-", ".sourcebook-last-"
# What is so old, in seconds, was left by a build that was killed.
_LEFT_SECONDS = 3600
# Another build may put its own into a place between our two moves.
_TRIES = 10


class Staged:
    """The folder that MkDocs fills in place of the site's.

    Args:
        config: the site's settings; they name the folder until the site has taken its place.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._site = Path(config.site_dir)
        self._folder: Path | None = None

    def begin(self) -> bool:
        """Make the folder; return whether there is one: where none can be made, the site is filled in its place."""
        try:
            self._site.mkdir(parents=True, exist_ok=True)
            self._remove_left()
            self._folder = Path(tempfile.mkdtemp(prefix=_NEXT, dir=self._site))
        except OSError:
            return False
        # Made for its owner alone; what is served may be read by others.
        self._folder.chmod(0o755)
        self._config.site_dir = str(self._folder)
        return True

    def finish(self) -> None:
        """Move what was made to its place, and remove what was there before.

        Raises:
            WriteError: something cannot be moved.
        """
        if self._folder is None:
            return
        folder, self._folder = self._folder, None
        self._config.site_dir = str(self._site)
        try:
            last = Path(tempfile.mkdtemp(prefix=_LAST, dir=self._site))
            made = {entry.name for entry in folder.iterdir()}
            for name in sorted(made):
                _exchange(folder / name, self._site / name, last)
            for entry in list(self._site.iterdir()):
                if not entry.name.startswith(".") and entry.name not in made:
                    entry.rename(last / entry.name)
        except OSError as error:
            raise WriteError(
                f"the site cannot be put in its place: {error.strerror}",
                file=str(error.filename or self._site),
                remedy="make the site's folder writable and build again",
            ) from error
        shutil.rmtree(last, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)

    def drop(self) -> None:
        """Leave the site as it was."""
        if self._folder is not None:
            self._config.site_dir = str(self._site)
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _remove_left(self) -> None:
        oldest = time.time() - _LEFT_SECONDS
        for path in (*self._site.glob(f"{_NEXT}*"), *self._site.glob(f"{_LAST}*")):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    shutil.rmtree(path)


def _exchange(made: Path, place: Path, last: Path) -> None:
    """Move an entry to its place; a file replaces a file at once, a folder goes out of the way first."""
    for number in range(_TRIES):
        if place.is_dir() and not place.is_symlink():
            with contextlib.suppress(FileNotFoundError):
                place.rename(last / f"{number}-{place.name}")
        try:
            made.rename(place)
        except OSError:
            if number == _TRIES - 1 or not made.exists():
                raise
        else:
            return
