"""The tables of the benchmarks: what the documentation shows is what was recorded; absent peers are named."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.bench import peers, stages, written
from tests.bench.rows import Row
from tests.test_kept_site import made


def test_the_documentation_shows_the_recorded_tables() -> None:
    """Nobody typed them; `python -m tests.bench.written` writes them."""
    text = written.PAGE.read_text(encoding="utf-8")
    assert "<!-- recorded: peers -->" in text
    assert written.written(text) == text


def test_a_peer_that_is_absent_is_named_and_the_others_are_measured(tmp_path: Path) -> None:
    """A generator that fails, and one that makes too few pages, are lines; one that builds all pages is a row."""

    def lay(plain: Path, project: Path) -> None:
        (project / "made.html").write_bytes((plain / "docs" / "a.md").read_bytes())

    def nothing(plain: Path, project: Path) -> None:
        del plain, project

    (tmp_path / "plain" / "docs").mkdir(parents=True)
    (tmp_path / "plain" / "docs" / "a.md").write_text("# A\n", encoding="utf-8")
    for name in ("Good", "Lazy", "Broken"):
        (tmp_path / "peers" / name / "bin").mkdir(parents=True)
        (tmp_path / "peers" / name / "bin" / "python").symlink_to(sys.executable)
    made = ("python", "-c", "print('1.2.3')")
    known = [
        peers.Peer("Good", (), lay, made, made[1:]),
        peers.Peer("Lazy", (), nothing, made, made[1:]),
        peers.Peer("Broken", (), lay, ("python", "-c", "import sys; sys.exit('no theme')"), made[1:]),
    ]
    labels = ("cold", "one change", "cold, by the clock", "one change, by the clock")
    ours = [Row(f"build, {label}", "1 article", 2.0, 6.0 + nth, "s") for nth, label in enumerate(labels)]
    rows, absent = peers.rows(tmp_path / "plain", ours, tmp_path / "peers", 1, known)
    assert [row.what.replace("build, one change", "") for row in rows] == [
        "Good 1.2.3 / plain MkDocs",
        " / Good 1.2.3",
        ", by the clock / Good 1.2.3",
    ]
    assert [row.value for row in rows[1:]] == [7.0, 9.0]
    assert [line.split(":")[0] for line in absent] == ["Lazy", "Broken"]
    assert "it made 0 of 1 pages" in absent[0]
    assert "no theme" in absent[1]


def test_a_generator_is_given_the_frame_of_a_page_as_it_was_built(tmp_path: Path) -> None:
    """Its own words are taken out of the page; what could be a command of the other generator is none any more."""
    page = tmp_path / "plain" / "site" / "articles" / "report-00000.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        "<head><title>One</title></head><nav>{{ frame }}</nav>"
        '<article class="md-content__inner x"><p>words</p></article>'
        '<ul class="md-nav__list" data-md-component="toc" y>one</ul></nav><footer>',
        encoding="utf-8",
    )
    (tmp_path / "plain" / "docs").mkdir()
    peers.framed(tmp_path / "plain", tmp_path / "made")
    assert (tmp_path / "made" / "layouts" / "_default" / "single.html").read_text(encoding="utf-8") == (
        '<head><title>{{ .Title }}</title></head><nav>{ { frame }}</nav><article class="md-content__inner x">'
        "{{ .Content }}</article>"
        '<ul class="md-nav__list" data-md-component="toc" y>{{ .TableOfContents }}</ul></nav><footer>'
    )
    page.write_text("<p>words</p>", encoding="utf-8")
    with pytest.raises(peers.AbsentError, match="no place"):
        peers.framed(tmp_path / "plain", tmp_path / "other")


def test_each_stage_of_a_build_is_timed_for_itself(tmp_path: Path) -> None:
    """Every stage of a cold build takes time of its own, and what a stage within another takes is counted once."""
    project = made(tmp_path)
    (project / "mkdocs.yml").write_bytes((project / "settings.yml").read_bytes())
    held = [getattr(holder, name) for holder, name, _ in stages.PLACES]
    start = time.perf_counter()
    measured = stages.measure(project / "mkdocs.yml")
    whole = time.perf_counter() - start
    spent = measured.seconds
    assert set(measured.most) == set(spent)
    assert min(measured.most.values()) > 20
    assert set(spent) == {*(stage for _, _, stage in stages.PLACES), stages.REST}
    assert all(clock > 0 for clock, _ in spent.values())
    # Nothing that takes long is counted for another stage.
    assert spent["extraction"] > max(spent["reading articles"], spent["linking"])
    assert sum(clock for clock, _ in spent.values()) == pytest.approx(whole, rel=0.05)
    assert held == [getattr(holder, name) for holder, name, _ in stages.PLACES]


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells of all that was ever held")
def test_the_most_memory_is_told_from_now_on() -> None:
    """What was let go of before does not count, nor what a process held that was begun from here."""
    program = """
from tests.bench import memory
most = [memory.most()]
for size in (200_000_000, 0):
    memory.reset()
    held = bytearray(size)
    del held
    most.append(memory.most())
assert most[1] - most[0] > 150 < most[1] - most[2], most
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
