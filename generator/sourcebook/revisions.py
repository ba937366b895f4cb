"""The findings of a build that is named on the command line: a facts.json, a folder of articles, or a git revision."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from sourcebook import changes, pipeline
from sourcebook.errors import SourcebookError
from sourcebook.records import Corpus


def corpus_of(what: str, *, seeds: Path, cache: Path | None) -> Corpus:
    """Return the findings of a build.

    Args:
        what: path of a facts.json, path of a folder of articles, or a git revision of this project.
        seeds: the folder of articles within the project, for a revision.
        cache: where findings are kept between runs.

    Raises:
        SourcebookError: it is none of these.
    """
    path = Path(what)
    if path.is_file():
        return changes.corpus_of(path.read_bytes(), file=what)
    if path.is_dir():
        return pipeline.analyse_folder(path, cache=cache).corpus
    with tempfile.TemporaryDirectory(prefix="sourcebook-") as folder:
        _check_out(what, seeds, Path(folder))
        return pipeline.analyse_folder(Path(folder) / _below(seeds), cache=cache).corpus


def _below(seeds: Path) -> Path:
    try:
        return seeds.resolve().relative_to(Path.cwd().resolve())
    except ValueError as error:
        remedy = "run the command in the project's folder"
        raise SourcebookError("the articles lie outside this folder", file=str(seeds), remedy=remedy) from error


def _check_out(revision: str, seeds: Path, folder: Path) -> None:
    """Put a revision's articles into a folder; the working tree stays as it is."""
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        remedy = "give a facts.json, a folder of articles, or a revision that `git log` knows"
        raise SourcebookError("this is no file, folder or git revision", text=revision, remedy=remedy)
    archive = _git("archive", "--format=tar", commit.decode().strip(), "--", _below(seeds).as_posix())
    if archive is None:
        raise SourcebookError("this revision has no such folder of articles", text=str(seeds), remedy="give --seeds")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")


def _git(*words: str) -> bytes | None:
    try:
        done = subprocess.run(["git", *words], capture_output=True, check=False)  # noqa: S603, S607 - no shell
    except OSError as error:
        raise SourcebookError(f"git cannot be run: {error.strerror}", remedy="install git, or give files") from error
    return done.stdout if done.returncode == 0 else None
