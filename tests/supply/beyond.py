"""Leave in cluster.lock only what requirements.lock does not hold: `make lock` runs it."""

from __future__ import annotations

import re

from packaging.utils import canonicalize_name
from tests.supply.bill import ROOT

_NAME = re.compile(r"([A-Za-z0-9._-]+)==")
_HEAD = '# What the extra "cluster" needs beyond requirements.lock; for its tests (`make cluster`).\n'


def beyond(more: str, known: str) -> str:
    """Return the entries of one lock that another does not hold."""
    held = {canonicalize_name(found[1]) for line in known.splitlines() if (found := _NAME.match(line))}
    kept: list[str] = []
    keeps = False
    for line in more.splitlines(keepends=True):
        if found := _NAME.match(line):
            keeps = canonicalize_name(found[1]) not in held
        if keeps:
            kept.append(line)
    return _HEAD + "".join(kept)


if __name__ == "__main__":
    path = ROOT / "cluster.lock"
    known = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    path.write_text(beyond(path.read_text(encoding="utf-8"), known), encoding="utf-8")
