"""Pictures of another time or place, in a report on them: "dates back to 2017", "was shot in a different city"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects, scope
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token
    from sourcebook.records import Stance

_YEAR = re.compile(r"(?:19|20)\d\d")
_IT = frozenset({"it", "they", "these", "this"})
_PAST = frozenset({"ago", "earlier", "previously", "years", "decades"})
_PLACING = frozenset({"in", "at", "on", "from", "during", "before"})
_MADE_UP = frozenset({"film", "movie", "drama", "series", "game", "advert", "commercial", "documentary", "exercise"})


@begins("dated", "date be have come stem originate pass present recycle recirculate resurface")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on origins for one token."""
    lemma = token.lemma_.lower()
    if token.pos_ not in {"VERB", "AUX"}:
        return
    if lemma == "date":
        yield from _dates_back(token)
    elif lemma == "be":
        yield from _is_years_old(token)
    elif lemma == "have":
        yield from _nothing_to_do(token)
    elif lemma in {"pass", "present"}:
        yield from _passed_off(token)
    elif lemma in {"recycle", "recirculate"}:
        yield from _recycled(token)
    else:
        yield from _taken(token)


def _pictured(token: Token | None) -> Thing | None:
    """Return the recording or picture that a subject names, "it" among them."""
    if token is None:
        return None
    if token.lower_ in _IT:
        return Thing("claim", token)
    found = objects.artefact(token)
    return found if found is not None and (found.label != "document" or objects.firm(token)) else None


def _open(verb: Token) -> bool:
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
    return grammar.hypothetical(verb) or modal or verb.dep_ == "xcomp"


def _dates_back(verb: Token) -> Iterator[Finding]:
    """Find "the footage dates back to 2017", "dates from a flood six years ago"."""
    thing = _pictured(grammar.subject(verb))
    when = [t for c in verb.children if c.lower_ in {"back", "from", "to"} for t in c.subtree]
    dated = any(_YEAR.fullmatch(t.text) or t.ent_type_ == "DATE" or t.lower_ in _PAST for t in when)
    if thing is not None and dated and not _open(verb) and not grammar.negated(verb) and verb.tag_ != "VBG":
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "origin", "medium")


def _is_years_old(be: Token) -> Iterator[Finding]:
    """Find "the video is six years old"."""
    old = next((c for c in be.children if c.dep_ == "acomp" and c.lower_ == "old"), None)
    about = grammar.subject(be)
    thing = _pictured(about)
    years = old is not None and any(t.lower_ in {"years", "months", "weeks", "decades"} for t in old.subtree)
    if thing is not None and old is not None and years and not _open(be):
        stance: Stance = "disputed"
        yield Finding((old.left_edge.i, old.i + 1), be, thing, stance, "origin", "medium")


def _nothing_to_do(have: Token) -> Iterator[Finding]:
    """Find "it has nothing to do with the storm"."""
    thing = _pictured(grammar.subject(have))
    nothing = next((c for c in have.children if c.lower_ == "nothing"), None)
    do = nothing is not None and any(t.lemma_ == "do" for t in have.subtree)
    if thing is not None and nothing is not None and do and not _open(have):
        yield Finding((nothing.i, nothing.i + 1), have, thing, "disputed", "origin", "medium")


def _passed_off(verb: Token) -> Iterator[Finding]:
    """Find "passing off an old video as new", "had been passed off as footage of the attack"."""
    off = any(c.lower_ == "off" for c in verb.children)
    about = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if verb.dep_ in {"acl", "relcl"} and about is None:
        about = verb.head
    thing = _pictured(about) if about is not None else None
    as_what = any(c.lower_ == "as" for c in verb.children)
    if verb.lemma_ == "pass" and off and as_what and thing is not None and not grammar.negated(verb):
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "passed-as", "medium", grammar.taker(verb))


def _recycled(verb: Token) -> Iterator[Finding]:
    """Find "people keep recycling it", "the clip has been recirculated"."""
    thing = next(filter(None, map(_pictured, grammar.arguments(verb))), None)
    if thing is not None and not grammar.negated(verb) and not grammar.hypothetical(verb):
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "origin", "medium")


def _taken(verb: Token) -> Iterator[Finding]:
    """Find "it was shot in a different city four years ago", "was not taken on its premises", "filmed for a drama"."""
    about = grammar.subject(verb)
    thing = _pictured(scope.behind_path(verb) or about)
    passive = verb.tag_ == "VBN" or verb.lemma_.lower() in {"come", "stem", "originate"}
    if thing is None or not passive or _open(verb) or verb.dep_ in {"acl", "amod"}:
        return
    places = [c for c in verb.children if c.dep_ in {"prep", "npadvmod", "advmod"}]
    within = [t for c in places for t in c.subtree]
    here = any(c.lower_ in _PLACING for c in places)
    if grammar.negated(verb):
        if here:
            yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "origin", "medium")
        return
    elsewhere = any(t.lower_ in groups("authenticity")["different"] | {"elsewhere"} for t in within)
    before = any(t.lower_ in _PAST for t in within) or any(_of_last_year(t) for t in within)
    staged = any(c.lower_ in {"for", "from"} and any(t.lemma_ in _MADE_UP for t in c.subtree) for c in places)
    if elsewhere or before or staged:
        yield Finding((verb.i, verb.i + 1), verb, thing, "disputed", "origin", "medium")


def _of_last_year(token: Token) -> bool:
    """Tell whether a word dates a picture to another year: "in 2012", "last year"."""
    last = token.lower_ == "year" and any(c.lower_ == "last" for c in token.children)
    return last or _YEAR.fullmatch(token.text) is not None
