"""Recordings and pictures of another time, so that what is said of them is not set against the one reported on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sourcebook.annotate.authenticity.finding import Finding
    from sourcebook.parsed import Token

_YEAR = re.compile(r"(?:19|20)\d\d")
_BESIDE = frozenset({"amod", "compound", "det", "nmod", "npadvmod"})


def told_apart(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; the object of one about an earlier artefact says so: ``earlier recording``."""
    for finding in found:
        thing = finding.thing
        if thing.artefact and thing.token is not None and _earlier(thing.token):
            yield replace(finding, thing=Thing(f"earlier {thing.label}", thing.token))
        else:
            yield finding


def _earlier(token: Token) -> bool:
    """Tell whether "the previous message" is meant, or "the last message", which came out in a year that is named."""
    words = groups("authenticity")
    beside = {t.lower_ for c in token.children if c.dep_ in _BESIDE and c.i < token.i for t in (c, *c.children)}
    if beside & words["earlier"]:
        return True
    return bool(beside & words["latest"]) and any(_YEAR.fullmatch(t.text) for t in token.sent if t.i > token.i)
