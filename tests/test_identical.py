"""Two builds of the same seeds give the same site, byte for byte."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, STORY


def build(project: Path, names: list[str], seed: str) -> dict[str, str]:
    """Build a site of the story's files, copied in the order given; return its files' digests."""
    (project / "seeds").mkdir(parents=True)
    for name in names:
        shutil.copyfile(STORY / name, project / "seeds" / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    for name in ("_home.md", "about.md", "architecture.md", "method.md", "using-the-plugin.md", "assets"):
        given, place = ROOT / "docs" / name, project / "docs" / name
        place.parent.mkdir(exist_ok=True)
        shutil.copytree(given, place) if given.is_dir() else shutil.copy(given, place)
    env = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    site = project / "site"
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_builds_are_identical(tmp_path: Path) -> None:
    """Neither the order of the files, nor a path with spaces, nor how Python orders its sets changes a byte."""
    names = sorted(path.name for path in STORY.iterdir())
    one = build(tmp_path / "one", names, "1")
    other = build(tmp_path / "an other, ünlike place", names[::-1], "2")
    assert len(one) > 80
    assert {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)} == set()
