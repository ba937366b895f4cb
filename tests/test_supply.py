"""What the project stands on: hashes for all, no package for nothing, licences known, and a package that installs."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from tests.supply.bill import ROOT, bill, declared, licence, locked

# Needed without an import: the theme that mkdocs.yml names, and what MkDocs runs and our pages and plugin are made for:
# the Markdown processor that the escaping is written against, and the observer that the plugin gives its handlers to.
NOT_IMPORTED = {"mkdocs-material", "markdown", "watchdog"}
# Programs of the groups, and packages of types, which are not imported either.
PROGRAMS = {"ruff", "mypy", "pre-commit", "types-pyyaml", "types-markdown", "types-jsonschema", "setuptools"}
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|Python Software Foundation|PSF|MPL|Mozilla|Unlicense|HPND|Zlib|CC0|CNRI|0BSD|LGPL|Artistic"
)
# Their metadata name no licence, the file of the licence in the package does: MIT.
BY_FILE = {"axe-playwright-python": "MIT"}


def imported(folder: Path) -> set[str]:
    """Return the top modules that the files below a folder import anywhere."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(name.name.split(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
            elif (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) == "importlib.import_module"
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(ast.literal_eval(node.args[0]).split(".")[0])
    return found


def distributions(modules: set[str]) -> set[str]:
    """Return the packages that modules belong to; one that is not installed here is known by its module's name."""
    homes = importlib.metadata.packages_distributions()
    return {canonicalize_name(name) for module in modules for name in homes.get(module, (module,))}


def test_every_locked_package_has_hashes() -> None:
    """No package can come in another form than the one that was locked."""
    assert len(locked()) > 50
    assert [each.name for each in locked() if not each.hashes] == []


def test_every_declared_package_is_locked() -> None:
    """The lock holds each requirement, in a version that it allows."""
    versions = {each.name: each.version for each in locked()}
    wrong = [
        str(each)
        for group in declared().values()
        for each in group
        if not each.specifier.contains(versions.get(canonicalize_name(each.name), "0"), prereleases=True)
    ]
    assert wrong == []


def test_no_declared_package_is_unused() -> None:
    """Each requirement of the package is imported by it, each of the tests by them."""
    named = {canonicalize_name(each.name) for each in declared()[""]}
    assert named - distributions(imported(ROOT / "generator")) - NOT_IMPORTED == set()
    test = {canonicalize_name(each.name) for name, group in declared().items() if name for each in group}
    assert test - distributions(imported(ROOT / "tests")) - PROGRAMS == set()


def test_every_imported_package_is_declared() -> None:
    """Nothing that the package imports came with something else by chance."""
    named = {canonicalize_name(each.name) for each in declared()[""]}
    model = {each.name for each in locked() if each.name.startswith("mooring")}
    foreign = imported(ROOT / "generator") - set(sys.stdlib_module_names) - {"sourcebook"}
    homes = importlib.metadata.packages_distributions()
    stray = {m for m in foreign if m in homes and not {canonicalize_name(name) for name in homes[m]} & (named | model)}
    assert stray == CAME_ALONG


# Imported for what another requirement gives: arrays and layers of spaCy, safe strings of Jinja, packages of MkDocs.
CAME_ALONG = {"markupsafe", "numpy", "thinc"}


def test_licences_are_known_and_free() -> None:
    """Each package that is installed here states a licence under which it may be used and passed on."""
    here = {canonicalize_name(each.name) for each in importlib.metadata.distributions()}
    stated = {each.name: licence(each.name) or BY_FILE.get(each.name) for each in locked() if each.name in here}
    assert len(stated) > 50
    assert {name: told for name, told in stated.items() if told is None or not FREE.search(told)} == {}


def test_the_bill_of_materials_lists_every_package() -> None:
    """The bill is CycloneDX, names each package once with its hashes, and has a licence for those installed here."""
    made = json.loads(json.dumps(bill()))
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    refs = [each["bom-ref"] for each in made["components"]]
    assert len(refs) == len(set(refs)) == len(locked())
    assert all(each["properties"] for each in made["components"])


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what the package is built from."""
    folder = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder)
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "generator", folder / "generator", ignore=ignored)
    return folder


def built(source: Path, what: str, out: Path) -> Path:
    """Build a wheel or an sdist without the network and return its path."""
    out.mkdir(exist_ok=True)
    code = f"import sys; from setuptools import build_meta; print(build_meta.build_{what}(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, out], cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out / done.stdout.splitlines()[-1]


def contents(wheel: Path) -> set[str]:
    """Return the names of a wheel's files of ours."""
    with zipfile.ZipFile(wheel) as opened:
        return {name for name in opened.namelist() if name.startswith("sourcebook/")}


def test_wheel_and_sdist_hold_the_whole_package_and_install(source: Path, tmp_path: Path) -> None:
    """Every file of the package is in both; installed elsewhere without the network, the program runs."""
    ours = {p.relative_to(source / "generator").as_posix() for p in source.rglob("generator/**/*") if p.is_file()}
    wheel = built(source, "wheel", tmp_path / "wheel")
    assert contents(wheel) == ours
    with tarfile.open(built(source, "sdist", tmp_path / "sdist")) as opened:
        opened.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert contents(built(unpacked, "wheel", tmp_path / "again")) == ours
    target = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", target, wheel]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    command = [
        sys.executable,
        "-c",
        "import sourcebook; print(sourcebook.__file__); from sourcebook.cli import main; main()",
    ]
    env = {**os.environ, "PYTHONPATH": str(target)}
    shown = subprocess.run([*command, "schema"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    where, _, schema = shown.stdout.partition("\n")
    assert where.startswith(str(target))
    assert "$schema" in json.loads(schema)
