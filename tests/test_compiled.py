"""Templates are compiled once, and what is kept of them is believed only where it is certainly ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from sourcebook.compiled import Compiled

SOURCES = {
    "page": "{% include 'part' %} {{ name|upper }} {{ 'x'|twice }}",
    "part": "{% for n in all %}{{ n }}{% endfor %}",
}


def environment(sources: dict[str, str] = SOURCES, twice: Callable[[str], str] = lambda t: t + t) -> jinja2.Environment:
    """Return an environment with templates of these sources."""
    made = jinja2.Environment(loader=jinja2.DictLoader(sources), autoescape=True)
    made.filters["twice"] = twice
    return made


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Return the list to which the name of each template is added that Jinja compiles."""
    found: list[str | None] = []
    compiled = jinja2.Environment.compile

    def noted(env: jinja2.Environment, source: str, name: str | None = None, *rest: str) -> object:
        found.append(name)
        return compiled(env, source, name, *rest)

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    return found


def filled(folder: Path | None, env: jinja2.Environment, *made_of: str, code: Compiled | None = None) -> str:
    """Fill a template in with what is kept in a folder, as a build of its own would."""
    code = code or Compiled()
    code.begin(env, folder, *made_of)
    text = env.get_template("page").render(name="<a>", all=[1, 2])
    code.finish()
    return text


def kept(folder: Path) -> Path:
    """Return the one file of code."""
    (found,) = folder.rglob("*.code")
    return found


def test_the_next_build_compiles_nothing(tmp_path: Path, names: list[str | None]) -> None:
    """What one build compiled the next one takes from the cache, with the same result."""
    plain = environment().get_template("page").render(name="<a>", all=[1, 2])
    names.clear()
    assert filled(tmp_path, environment(), "theme") == plain
    assert sorted(map(str, names)) == ["page", "part"]
    names.clear()
    assert filled(tmp_path, environment(), "theme") == plain
    assert names == []


@pytest.mark.parametrize("what", ["source", "filter", "made of", "settings"])
def test_what_changed_is_compiled_anew(tmp_path: Path, names: list[str | None], what: str) -> None:
    """A changed template, filter, setting or library is seen."""

    def changed(text: str) -> str:
        return text * 3

    filled(tmp_path, environment(), "theme")
    names.clear()
    env = environment({**SOURCES, "part": "other"}) if what == "source" else environment()
    if what == "filter":
        env = environment(twice=changed)
    if what == "settings":
        env.trim_blocks = True
    fresh = environment(dict(SOURCES) | ({"part": "other"} if what == "source" else {}))
    if what == "filter":
        fresh = environment(twice=changed)
    text = filled(tmp_path, env, "other" if what == "made of" else "theme")
    assert names == (["part"] if what == "source" else ["page", "part"])
    assert text == fresh.get_template("page").render(name="<a>", all=[1, 2])


@pytest.mark.parametrize("what", ["cut", "bit", "empty", "writable", "linked", "unreadable"])
def test_a_file_that_may_not_be_ours_is_not_believed(tmp_path: Path, names: list[str | None], what: str) -> None:
    """A damaged file, one that others may write to, and a link are put aside; the next build is right."""
    plain = filled(tmp_path, environment())
    file = kept(tmp_path)
    data = file.read_bytes()
    if what == "cut":
        file.write_bytes(data[:-7])
    elif what == "bit":
        file.write_bytes(data[:-200] + bytes([data[-200] ^ 1]) + data[-199:])
    elif what == "empty":
        file.write_bytes(b"")
    elif what == "writable":
        file.chmod(0o666)
    elif what == "linked":
        file.rename(tmp_path / "elsewhere")
        file.symlink_to(tmp_path / "elsewhere")
    else:
        file.unlink()
        file.mkdir()
    names.clear()
    assert filled(tmp_path, environment()) == plain
    assert sorted(map(str, names)) == ["page", "part"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owner there")
def test_somebody_elses_file_is_not_believed(
    tmp_path: Path, names: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code that another user wrote is never run."""
    filled(tmp_path, environment())
    names.clear()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    filled(tmp_path, environment())
    assert sorted(map(str, names)) == ["page", "part"]


def test_without_a_folder_code_stays_in_memory(names: list[str | None]) -> None:
    """While a site is served each build has an environment of its own; the second one compiles nothing."""
    code = Compiled()
    filled(None, environment(), code=code)
    names.clear()
    filled(None, environment(), code=code)
    assert names == []


def test_the_key_is_the_same_in_every_process(tmp_path: Path) -> None:
    """No place in memory is part of the key, neither for the pages' own environment nor for the theme's."""
    program = (
        "import sys; from pathlib import Path; from sourcebook import compiled, pages;"
        "from mkdocs.theme import Theme; c = compiled.Compiled();"
        "c.begin(pages.environment(), Path('x')); print(c._place);"
        "c = compiled.Compiled(); c.begin(Theme(name='material').get_env(), Path('x')); print(c._place)"
    )
    run = [subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)]
    run.append(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path)
    )
    assert run[0].stdout == run[1].stdout
    assert len(set(run[0].stdout.split())) == 2
