"""The command line: help, exit codes, one line an error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed program."""
    command = [str(Path(sys.executable).with_name("sourcebook")), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["build", "facts", "add", "check", "schema"])
def test_every_command_has_help(tmp_path: Path, command: str) -> None:
    """Help says what a command does."""
    done = run(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "Usage:" in done.stdout


def test_facts_works_on_any_folder(story: Path, tmp_path: Path) -> None:
    """The export is written to the named file, from a folder outside any project."""
    done = run("facts", str(story), "-o", "facts.json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((tmp_path / "facts.json").read_text(encoding="utf-8"))["schema"] == 1
    assert run("facts", str(story), "--cache", "c", cwd=tmp_path).stdout == (tmp_path / "facts.json").read_text("utf-8")


def test_strict_ends_with_an_error_when_an_article_has_one(story: Path, tmp_path: Path) -> None:
    """The good articles are written all the same; the message names file and remedy."""
    (story / "empty.txt").write_bytes(b"")
    lenient = run("facts", str(story), "-o", "a.json", "--cache", "c", cwd=tmp_path)
    strict = run("facts", str(story), "-o", "b.json", "--cache", "c", "--strict", cwd=tmp_path)
    assert (lenient.returncode, strict.returncode) == (0, 1)
    assert lenient.stderr == strict.stderr
    assert "empty.txt" in strict.stderr
    assert len(strict.stderr.splitlines()) == 1
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_check_reads_and_reports(story: Path, tmp_path: Path) -> None:
    """All is well is said; an error is named and the exit code tells."""
    assert run("check", "--seeds", str(story), cwd=tmp_path).returncode == 0
    (story / "bad.yml").write_text("outlet: [", encoding="utf-8")
    done = run("check", "--seeds", str(story), cwd=tmp_path)
    assert done.returncode == 1
    assert "bad.yml" in done.stderr


def test_build_writes_pages_and_nothing_the_second_time(story: Path, tmp_path: Path) -> None:
    """Pages are written once; the second run says that nothing was."""
    assert story.is_dir()
    first = run("build", "--pages-only", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert (tmp_path / "docs" / "index.md").is_file()
    assert "0 files written" in run("build", "--pages-only", cwd=tmp_path).stdout


def test_a_missing_folder_is_a_usage_error(tmp_path: Path) -> None:
    """Exit code 2 and the folder's name."""
    done = run("facts", "nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert "nowhere" in done.stderr


def test_a_place_that_cannot_be_written_is_one_line(story: Path, tmp_path: Path) -> None:
    """An output folder that does not exist ends in one clear line."""
    done = run("facts", str(story), "-o", "no/such/facts.json", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("sourcebook: no/such/facts.json: cannot be written")
    assert len(done.stderr.splitlines()) == 1
