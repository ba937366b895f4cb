"""The locked packages, and a CycloneDX bill of materials of them.

The form is CycloneDX 1.5 (ECMA-424): https://cyclonedx.org/docs/1.5/json/
"""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "model.lock", "cluster.lock")
_ENTRY = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;]+)(?: *; *(?P<marker>.+?))?(?: *\\| --hash.*)")
_HASH = re.compile(r"--hash=sha256:(?P<value>[0-9a-f]{64})")


class Locked(NamedTuple):
    """One package of a lock: name, version, the environments it is for, the hashes of its files."""

    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]


def locked() -> list[Locked]:
    """Return the packages of all locks, by name."""
    return sorted(each for name in LOCKS for each in _parse((ROOT / name).read_text(encoding="utf-8")))


def _parse(text: str) -> list[Locked]:
    found: list[Locked] = []
    for line in text.splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry:
            found.append(Locked(canonicalize_name(entry["name"]), entry["version"], entry["marker"], ()))
        if hashed := _HASH.search(line):
            found[-1] = found[-1]._replace(hashes=(*found[-1].hashes, hashed["value"]))
    return found


def declared() -> dict[str, list[Requirement]]:
    """Return the requirements that pyproject.toml names: those of the package, and those of its groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {"": project["project"]["dependencies"], **project.get("dependency-groups", {})}
    return {group: [Requirement(str(each)) for each in named] for group, named in groups.items()}


def licence(name: str) -> str | None:
    """Return the licence that an installed package states; ``None`` where it states none or is not installed."""
    try:
        told = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    classified = [line.rsplit(" :: ", 1)[-1] for line in told.get_all("Classifier") or () if "License ::" in line]
    stated = (told.get("License-Expression"), "; ".join(classified), (told.get("License") or "").split("\n")[0])
    return next((value.strip() for value in stated if value and value.strip() not in {"UNKNOWN", "OSI Approved"}), None)


def bill() -> dict[str, Any]:
    """Return the bill of materials: equal for equal locks and installed packages."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": [_component(each) for each in locked()],
    }


def _component(package: Locked) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"pkg:pypi/{package.name}@{package.version}",
        "name": package.name,
        "version": package.version,
        "purl": f"pkg:pypi/{package.name}@{package.version}",
        "properties": [{"name": "sourcebook:sha256", "value": value} for value in package.hashes],
    }
    stated = licence(package.name)
    return made | ({"licenses": [{"license": {"name": stated}}]} if stated else {})
