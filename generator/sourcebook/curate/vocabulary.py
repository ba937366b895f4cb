"""What an entry of curation.yml may say: the actions, what each acts on, and the values that can be given.

The tables are read by the reader, which checks entries by them, and by the schema, which tells editors the same. Values
are described by fragments of JSON Schema.
"""

from __future__ import annotations

from typing import Any, get_args

from sourcebook import records

Fragment = dict[str, Any]

TEXT: Fragment = {"type": "string", "minLength": 1, "maxLength": 5000}
_DAY: Fragment = {"type": "string", "pattern": r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"}
_FLAG: Fragment = {"type": "boolean"}
_NUMBER: Fragment = {"type": "number"}


def _or_nothing(fragment: Fragment) -> Fragment:
    return {**fragment, "type": [fragment["type"], "null"]}


def _one_of(literal: Any) -> Fragment:
    return {"type": "string", "enum": list(get_args(literal))}


_SPAN: Fragment = {**TEXT, "description": "words of the article, as they stand in or beside the quoted ones"}
_SOURCE_KIND = _one_of(records.SourceKind)

# What can be corrected of each kind of finding.
SETS: dict[str, dict[str, Fragment]] = {
    "quote": {
        "speaker": _or_nothing({**TEXT, "description": "name of who said it; null where the text does not tell"}),
        "speaker_label": _or_nothing({**TEXT, "description": "the words for a speaker without a name"}),
        "kind": {"type": "string", "enum": ["direct", "mixed", "indirect"]},
        "in_recording": {**_FLAG, "description": "spoken in the recording or document that is reported on"},
        "words": {**_SPAN, "description": "all that is said, where more or less than the quoted words"},
    },
    "number": {
        "value": {**_NUMBER, "description": "the number; for a range give low and high instead"},
        "low": _or_nothing({**_NUMBER, "description": "least value; null where open"}),
        "high": _or_nothing({**_NUMBER, "description": "greatest value; null where open"}),
        "bound": _one_of(records.Bound),
        "unit": _or_nothing(TEXT),
        "dimension": _one_of(records.Dimension),
        "counted": _or_nothing({**TEXT, "description": "what is counted or measured"}),
        "attributed_to": _or_nothing({**TEXT, "description": "name of the source that gives it"}),
    },
    "date": {
        "value": _or_nothing({**TEXT, "description": "a TIMEX3 value such as 2016-11-03, 2016-11, P2D or 2016-W44"}),
        "type": {"type": "string", "enum": ["DATE", "TIME", "DURATION", "SET"]},
    },
    "name": {
        "entity": {**TEXT, "description": "full name of whom or what these words name"},
        "type": _one_of(records.EntityType),
    },
    "source": {
        "name": TEXT,
        "kind": _SOURCE_KIND,
        "cited_for": _or_nothing(TEXT),
    },
    "authenticity": {
        "stance": _one_of(records.Stance),
        "object": {**TEXT, "description": "what the statement is about: recording, photograph, identity, …"},
        "holder": _or_nothing({**TEXT, "description": "name of who says so; null for the article itself"}),
        "holder_kind": _SOURCE_KIND,
        "method": _or_nothing(TEXT),
    },
    "block": {"kind": _one_of(records.BlockKind)},
    "article": {
        "title": TEXT,
        "outlet": TEXT,
        "authors": {"type": "array", "items": TEXT},
        "agencies": {"type": "array", "items": TEXT},
        "dateline": _or_nothing(TEXT),
        "published": {**_DAY, "description": "YYYY-MM-DD, YYYY-MM or YYYY"},
        "url": {"type": "string", "pattern": "^https?://[^ ]+$"},
        "language": {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
    },
    "entity": {
        "type": _one_of(records.EntityType),
        "name": TEXT,
        "description": _or_nothing(TEXT),
        "wikidata": _or_nothing({"type": "string", "pattern": "^Q[1-9][0-9]*$"}),
    },
    "row": {
        "topic": TEXT,
        "status": {"type": "string", "enum": ["agree", "differ", "conflict"]},
    },
    "event": {"label": TEXT},
}
RATINGS: dict[str, dict[str, Fragment]] = {
    "source": {"reliability": _one_of(records.Reliability)},
    **{
        what: {"credibility": {"type": "integer", "enum": list(get_args(records.Credibility))}}
        for what in ("quote", "number", "authenticity")
    },
}
# Findings of one article, each told by the words it stands on.
FINDINGS = ("quote", "number", "date", "name", "source", "authenticity")
EVERYTHING = tuple(SETS)

# What each action acts on; the first is meant where an entry does not say.
ACTIONS: dict[str, tuple[str, ...]] = {
    "reject": (*FINDINGS, "entity", "row"),
    "confirm": (*FINDINGS, "block", "entity", "row", "event"),
    "correct": EVERYTHING,
    "add": FINDINGS,
    "merge": ("entity",),
    "split": ("entity",),
    "name": ("entity",),
    "describe": ("entity",),
    "join": ("row", "event"),
    "part": ("row", "event"),
    "rate": tuple(RATINGS),
    "note": ("article", *(what for what in EVERYTHING if what != "article")),
}
ABOUT = {
    "reject": "the finding is wrong: it is taken off the site",
    "confirm": "the finding is right; with 'set', these values stand whatever the machine finds later",
    "correct": "the finding is there, and its values are those in 'set'",
    "add": "a finding that the machine missed",
    "merge": "the names at 'at' and in 'with' are of one person, organisation or place",
    "split": "the name at 'at', in its article, is of another than the rest",
    "name": "what the person, organisation or place is to be called",
    "describe": "one line on the person, organisation or place, and its Wikidata item",
    "join": "rows that compare the same thing, or articles on one event",
    "part": "cells that do not belong in their row, or an article that is on another event",
    "rate": "Admiralty code: reliability of a source (A to F), credibility of a statement (1 to 6)",
    "note": "an editor's note, shown with the article",
}
# Actions without which 'set' is nothing, and those that take none.
NEED_SET = frozenset({"correct", "name", "describe", "rate"})
MAY_SET = NEED_SET | {"confirm", "add", "join"}
NEED_WITH = frozenset({"merge", "join"})
MAY_WITH = NEED_WITH | {"split", "part", "reject", "confirm", "correct"}
# What is told by its article alone, without quoted words.
WITHOUT_WORDS = frozenset({"article", "event"})
# What a person must say of a finding that the machine did not make.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "number": (("value", "low", "high"),),
    "date": (("value",), ("type",)),
    "name": (("entity",), ("type",)),
    "source": (("name",), ("kind",)),
    "authenticity": (("stance",), ("object",)),
}
KEYS: dict[str, Fragment] = {
    "do": {"type": "string", "enum": list(ACTIONS)},
    "what": {"type": "string", "enum": list(EVERYTHING)},
    "article": {**TEXT, "description": "id of the article: its path below the seeds folder, without suffix"},
    "at": {},
    "with": {},
    "set": {},
    "was": {},
    "note": {**TEXT, "description": "the text of an editor's note"},
    "by": {**TEXT, "description": "who says so"},
    "date": {**_DAY, "pattern": r"^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", "description": "YYYY-MM-DD"},
    "reason": {**TEXT, "description": "why"},
}
SELECTOR: dict[str, Fragment] = {
    "exact": {**TEXT, "description": "the words, exactly as in the article"},
    "prefix": {"type": "string", "maxLength": 500, "description": "what stands just before them"},
    "suffix": {"type": "string", "maxLength": 500, "description": "what stands just after them"},
}


def values_of(do: str, what: str) -> dict[str, Fragment]:
    """Return the values that an action may set on a kind of finding, with the fragments they must agree with."""
    if do == "rate":
        return RATINGS[what]
    if do == "name":
        return {"name": SETS["entity"]["name"]}
    if do == "describe":
        return {key: SETS["entity"][key] for key in ("description", "wikidata")}
    return SETS[what] if do in MAY_SET else {}
