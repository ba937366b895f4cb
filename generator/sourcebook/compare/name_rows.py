"""Rows of names and descriptions: how reports write a name, and what they call the same person, body or place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sourcebook.compare.maker import Maker
from sourcebook.compare.words import FUNCTION_WORDS
from sourcebook.records import Cell, Comparison, Entity, EntityType, Span
from sourcebook.text import fold

# Reasons of an alias by which the text itself says that it is a name of the person.
STATED_NAMES = frozenset({"given as the real name", "given as another name"})
# So many descriptions of one article are shown.
MOST_DESCRIPTIONS = 2
# An entity with descriptions in more articles is the folder's theme; the row would be a list, not a comparison.
MOST_CELLS = 40
_AFTER = re.compile(
    r"""\s*(?:
        ,\s+(?:who\s+is\s+|which\s+is\s+)?
            (?P<apposed>(?:a|an|the|one\ of|another|or|also\ known|better\ known|known)\s[^,.;:()"]{3,80})(?=[,.;:)])
      | \s\((?P<glossed>[^()\d]{4,60})\)
      | \s(?:is|was|are|were|became|has\ become)\s(?P<called>(?:a|an|the|one\ of)\s[^,.;:()"]{3,80})
    )""",
    re.VERBOSE,
)
_OF = re.compile(
    r"(?:the|a|an|its|their)\s(?:(?!(?:in|of|on|for|at|to|from|near|by)\s)[\w'-]+\s){0,4}?"
    r"(?:city|town|village|province|district|region|port|island)\sof\s$"
)
_SORT = re.compile(r"\s(?:province|city|town|village|district|region|governorate|peninsula|valley|island)\b")
_PLACE_NOUN = re.compile(
    r"\b(?:city|town|village|capital|suburb|province|district|stronghold|country|state|port|island|hub|region|area|border"
    r"|neighbou?rhood|name)\b"
)
_NO_DESCRIPTION = re.compile(
    r"\b(?:name|pseudonym|nickname|hundred|thousand|million|time|day|week|year)\s|^one of (?:them|those|these)\b"
)
_MODIFIER = re.compile(r"['’]?s?\s+(?!(?:is|was|has|had|and|who|said|says)\b)[a-z]{3,}(?<!ed)\b")
_WORDS_BEFORE = re.compile(r"[\w'/-]+\s+")
_DETERMINERS = frozenset({"the", "a", "an", "another", "its", "his", "her", "their"})
# How far before a name, in characters, and how many words, its description may begin.
BEFORE = 90
MOST_WORDS = 7


def rows(maker: Maker, entities: Sequence[Entity]) -> list[Comparison]:
    """Return rows of names that reports give or write differently, and of what they call the same bearer."""
    made = []
    for entity in entities:
        if len({mention.article for mention in entity.mentions}) > 1:
            made += _names(maker, entity)
            made += _descriptions(maker, entity)
    return made


def _names(maker: Maker, entity: Entity) -> list[Comparison]:
    stated = [form for form in entity.aliases if form.why in STATED_NAMES]
    made = []
    if entity.type == "person" and len({fold(form.form) for form in stated}) > 1:
        cells = [
            cell for form in stated for article in form.articles if (cell := _name_cell(maker, article, form.form))
        ]
        if len({c.article for c in cells}) > 1:
            why = "names that the reports themselves give for one person"
            topic = f"names of {entity.name}"
            made.append(maker.row("name", topic, "differ", cells, why=why, across_events=True))
    if entity.type != "place":
        made += _spellings(maker, entity)
    return made


def _spellings(maker: Maker, entity: Entity) -> list[Comparison]:
    """Return a row where two articles write a name in full and neither form is short for the other."""
    fullest: dict[str, str] = {}
    for mention in entity.mentions:
        form = maker.shown(mention.article, mention.start, mention.end)
        kept = fullest.get(mention.article, "")
        written = not form.isupper() and not form.startswith(("#", "@")) and len(form.split()) > 1
        if written and (len(form.split()), len(form), form) > (len(kept.split()), len(kept), kept):
            fullest[mention.article] = form
    forms = {form: [w for w in fold(form).split() if w != "the"] for form in fullest.values()}
    distinct = list({" ".join(words): words for words in forms.values()}.values())
    apart = any(not _short_for(a, b) for i, a in enumerate(distinct) for b in distinct[i + 1 :] if a != b)
    if not apart or len(fullest) > MOST_CELLS:
        return []
    cells = [cell for article, form in fullest.items() if (cell := _name_cell(maker, article, form))]
    if len({c.article for c in cells}) < 2:  # noqa: PLR2004 - a row needs two reports
        return []
    topic = f"how {entity.name} is named"
    return [maker.row("name", topic, "differ", cells, why="written or named differently", across_events=True)]


def _short_for(one: Sequence[str], other: Sequence[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def _name_cell(maker: Maker, article: str, form: str) -> Cell | None:
    at = maker.articles[article].text.find(form)
    return None if at < 0 else Cell(article=article, evidence=Span(at, at + len(form)), value=form, source=None)


def _descriptions(maker: Maker, entity: Entity) -> list[Comparison]:
    found: dict[str, dict[str, Cell]] = defaultdict(dict)
    for role in entity.roles:
        _keep(maker, found, role.article, Span(role.start, role.end))
    for mention in entity.mentions:
        if maker.articles[mention.article].sentences:
            text = maker.texts[mention.article]
            for span in _around(text, mention.start, mention.end, entity.type):
                if not _NO_DESCRIPTION.search(text[span.start : span.end]):
                    _keep(maker, found, mention.article, span)
    told = {said for inside in found.values() for said in inside}
    cells = [cell for inside in found.values() for cell in list(inside.values())[:MOST_DESCRIPTIONS]]
    nested = all(_short_for(a.split(), b.split()) for a in told for b in told)
    if len(found) < 2 or nested or len(cells) > MOST_CELLS:  # noqa: PLR2004 - a row needs two reports
        return []
    topic = f"{'who' if entity.type == 'person' else 'what'} {entity.name} is"
    return [maker.row("wording", topic, "differ", cells, why="described in other words", across_events=True)]


def _keep(maker: Maker, found: dict[str, dict[str, Cell]], article: str, span: Span) -> None:
    words = [w for w in maker.folded(article, span.start, span.end).split() if w not in FUNCTION_WORDS]
    said = " ".join(words)
    known = found.get(article, {})
    if said and not any(said in other or other in said for other in known):
        value = maker.shown(article, span.start, span.end)
        evidence = maker.sentence(article, span.start, span.end)
        found[article][said] = Cell(article=article, evidence=evidence, value=value, source=None)


def _around(text: str, start: int, end: int, kind: EntityType) -> Iterator[Span]:
    """Yield the stretches beside a name that say who or what its bearer is."""
    after = _AFTER.match(text, end, min(len(text), end + 120))
    if after and (kind != "place" or _PLACE_NOUN.search(after.group())):
        group = next(name for name, value in after.groupdict().items() if value)
        yield Span(after.start(group), after.start(group) + len(after[group].rstrip()))
    base = max(0, start - BEFORE)
    sort = _SORT.match(text, end) if kind == "place" else None
    if sort:
        yield Span(start, sort.end())
    of = _OF.search(text[base:start])
    if of:
        yield Span(base + of.start(), end)
    if kind == "place" or (kind != "person" and _MODIFIER.match(text, end)):
        return
    yield from _before(text, base, start, end)


def _before(text: str, base: int, start: int, end: int) -> Iterator[Span]:
    """Yield the stretch from a determiner to the name, if only describing words stand between."""
    words = [m.span() for m in _WORDS_BEFORE.finditer(text, base, start)]
    taken = start
    lower = False
    for first, last in reversed(words[-MOST_WORDS:]):
        word = text[first:last].rstrip()
        if last != taken:
            return
        if word.casefold() in _DETERMINERS:
            if lower:
                yield Span(first, end)
            return
        if word.casefold() in FUNCTION_WORDS and word != "and":
            return
        if not lower and word.endswith(("ing", "ed")):
            return
        lower = lower or word[0].islower()
        taken = first
