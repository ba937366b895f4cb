"""Rows of names and descriptions: how reports write a name, and what they call the same person, body or place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from sourcebook.compare.maker import Maker
from sourcebook.compare.words import FUNCTION_WORDS, compared
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
      | \s(?:(?:has|had|have)\s[a-z]+\s[^,.;:()"]{0,40}?\sto\sbecome|is|was|are|were|became|has\ become)
            \s(?P<called>(?:a|an|the|one\ of)\s[^,.;:()"]{3,80})
    )""",
    re.VERBOSE,
)
_OF = re.compile(
    r"(?:the|a|an|its|their)\s(?:(?!(?:in|of|on|for|at|to|from|near|by)\s)[\w'-]+\s){0,4}?"
    r"(?:city|town|village|province|district|region|port|island)\sof\s$"
)
_SORT = re.compile(r"\s(?:province|city|town|village|district|region|governorate|peninsula|valley|island)\b")
_NAMED_SORT = re.compile(r"\b([A-Z][\w'-]{3,})" + _SORT.pattern)
_PLACE_NOUN = re.compile(
    r"\b(?:city|town|village|capital|suburb|province|district|stronghold|country|state|port|island|hub|region|area|border"
    r"|neighbou?rhood|name)\b"
)
_NO_DESCRIPTION = re.compile(
    r"(?<![\w-])(?:pseudonym|nickname|hundred|thousand|million|time|day|week|year)\s|^one of (?:them|those|these)\b"
    r"|^(?:right|left|centre|center|middle|above|below|top|bottom|pictured|file|photo|background|far \w+|second \w+)$"
    # A clause of its own, or what happened, not what the bearer is.
    r"|\b(?:has|have|had|is|was|were|are|will|would|said|says|can|could|may|might|last|recent|latest)\b",
    re.IGNORECASE,
)
# "Among those who met with X is the minister": what follows is said of somebody else.
_RELATED = re.compile(r"\b(?:with|to|about|against|than)\s$", re.IGNORECASE)
_BODY_NOUN = re.compile(
    r"\b(?:agency|arm|wing|group|network|party|organi[sz]ation|militia|force|unit|battalion|army|movement|front|service"
    r"|company|firm|newspaper|website|channel|station|broadcaster|outlet|ministry|department|office|court|union|bank"
    r"|charity|council|committee|club|university|hospital|operator|regulator|monitor|watchdog)\s$",
    re.IGNORECASE,
)
_NAMING = re.compile(r"\bname\s")
# "X, also known as Y": another name that the report gives.
_KNOWN_AS = re.compile(
    r"(?:,?\s(?:who|which)\s(?:is|was)|,|\s(?:is|was))?\s(?:also|better|formerly)?\s?known\s(?:[^,.;:()\"\n]{0,40}\s)?as\s"
    r"(?P<name>(?:[A-Z][\w'-]+\s?){2,6})"
)
_CALLED = frozenset({"known", "called", "named", "formerly", "better", "sometimes", "abbreviated", "dubbed"})
_MODIFIER = re.compile(r"['’]?s?\s+(?!(?:is|was|has|had|and|who|said|says)\b)[a-z]{3,}(?<!ed)\b")
# In a text that is read backwards.
_WORD_BEFORE = re.compile(r"\s+[\w'/-]+")
_DETERMINERS = frozenset({"the", "a", "an", "another", "its", "his", "her", "their"})
# How far before a name, in characters, and how many words, its description may begin.
BEFORE = 90
MOST_WORDS = 7


def rows(maker: Maker, entity: Entity, sorted_out: Sequence[tuple[str, int, int]] = ()) -> list[Comparison]:
    """Return rows of a name that reports give or write differently, and of what they call its bearer.

    Args:
        maker: of all articles.
        entity: the bearer, whom reports of two articles or more speak of.
        sorted_out: where reports say of a place of this name what sort of place it is: article, start and end.
    """
    several = len({mention.article for mention in entity.mentions}) > 1
    return [*(_names(maker, entity) if several else ()), *_descriptions(maker, entity, sorted_out)]


def sorts(plain: str) -> Iterator[tuple[str, int, int]]:
    """Yield where a text says of a name what sort of place it is ("X province"), also where it is no finding."""
    for match in _NAMED_SORT.finditer(plain):
        yield match[1], match.start(), match.end()


def _names(maker: Maker, entity: Entity) -> list[Comparison]:
    stated = [form for form in entity.aliases if form.why in STATED_NAMES]
    made = []
    if entity.type == "person":
        cells = [
            cell for form in stated for article in form.articles if (cell := _name_cell(maker, article, form.form))
        ]
        cells += _known_as(maker, entity)
        cells = list({(cell.article, fold(cell.value)): cell for cell in cells}.values())
        if len({c.article for c in cells}) > 1 and len({fold(c.value) for c in cells}) > 1:
            why = "names that the reports themselves give for one person"
            topic = f"names of {entity.name}"
            made.append(maker.row("name", topic, "differ", cells, why=why, across_events=True))
    if entity.type != "place":
        made += _spellings(maker, entity)
    return made


def _known_as(maker: Maker, entity: Entity) -> list[Cell]:
    """Return the names by which, as reports say beside a mention, somebody is known as well."""
    found = []
    for mention in entity.mentions:
        known = _KNOWN_AS.match(maker.texts[mention.article], mention.end, mention.end + 160)
        if known:
            start, end = known.start("name"), known.start("name") + len(known["name"].rstrip())
            value = maker.shown(mention.article, start, end)
            evidence = maker.sentence(mention.article, start, end)
            found.append(Cell(article=mention.article, evidence=evidence, value=value, source=None))
    return found


def _spellings(maker: Maker, entity: Entity) -> list[Comparison]:
    """Return a row where two articles write a name in full and neither form is short for the other."""
    fullest: dict[str, str] = {}
    for mention in entity.mentions:
        form = maker.shown(mention.article, mention.start, mention.end)
        kept = fullest.get(mention.article, "")
        written = not form.isupper() and not form.startswith(("#", "@")) and len(form.split()) > 1
        if written and (len(form.split()), len(form), form) > (len(kept.split()), len(kept), kept):
            fullest[mention.article] = form
            if len(fullest) > MOST_CELLS:
                return []
    forms = {form: [w for word in form.split() if (w := compared(word)) != "the"] for form in fullest.values()}
    distinct = list({" ".join(words): words for words in forms.values()}.values())
    apart = any(not _short_for(a, b) for i, a in enumerate(distinct) for b in distinct[i + 1 :] if a != b)
    if not apart:
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


def _descriptions(maker: Maker, entity: Entity, sorted_out: Iterable[tuple[str, int, int]]) -> list[Comparison]:
    found: dict[str, dict[str, Cell]] = defaultdict(dict)
    own = frozenset(word for form in (entity.name, *(a.form for a in entity.aliases)) for word in fold(form).split())
    for article, span in _described(maker, entity, sorted_out):
        _keep(maker, found, article, span, own)
        if len(found) > MOST_CELLS:
            # Whoever stands in thousands of articles need not be looked for in all.
            return []
    told = {said for inside in found.values() for said in inside}
    cells = [cell for inside in found.values() for cell in list(inside.values())[:MOST_DESCRIPTIONS]]
    nested = all(_short_for(a.split(), b.split()) for a in told for b in told)
    if len(found) < 2 or len(told) < 2 or len(cells) > MOST_CELLS:  # noqa: PLR2004 - a row needs two reports
        return []
    topic = f"{'who' if entity.type == 'person' else 'what'} {entity.name} is"
    if nested:
        why = "one says more than the other, and nothing else"
        return [maker.row("wording", topic, "agree", cells, why=why, across_events=True)]
    return [maker.row("wording", topic, "differ", cells, why="described in other words", across_events=True)]


def _described(maker: Maker, entity: Entity, sorted_out: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, Span]]:
    """Yield the stretches of articles that may say who or what somebody is."""
    # A comma in a role parts it from another person's name.
    yield from ((role.article, Span(role.start, role.end)) for role in entity.roles if "," not in role.text)
    for mention in entity.mentions:
        if maker.articles[mention.article].sentences:
            text = maker.texts[mention.article]
            inverted = _RELATED.search(text[max(0, mention.start - 12) : mention.start])
            for span in () if inverted else _around(text, mention.start, mention.end, entity.type):
                said = text[span.start : span.end]
                names_only = entity.type != "person" and not _says(said)
                if not (
                    names_only or _NO_DESCRIPTION.search(said) or (entity.type != "place" and _NAMING.search(said))
                ):
                    yield mention.article, span
    for article, start, end in sorted_out:
        if maker.articles[article].sentences:
            yield article, Span(start, end)


def _says(said: str) -> bool:
    """Return whether a description says what something is, and not only how else it is called: "also known as X"."""
    return any(word.islower() and word not in FUNCTION_WORDS and word not in _CALLED for word in said.split())


def _keep(maker: Maker, found: dict[str, dict[str, Cell]], article: str, span: Span, own: Collection[str]) -> None:
    """Keep a description, unless it only repeats another of the article or the name itself (`own`, its words)."""
    words = [w for w in maker.folded(article, span.start, span.end).split() if w not in own]
    words = [w for w in words if w not in FUNCTION_WORDS and w != "another"]
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
    before = text[base:start]
    # Nearly always something else stands before a name, which is quicker seen than searched.
    of = _OF.search(before) if before.rstrip().endswith("of") else None
    if of:
        yield Span(base + of.start(), end)
    if kind == "place" or (kind != "person" and _MODIFIER.match(text, end)):
        return
    yield from _before(text, base, start, end, kind)


def _before(text: str, base: int, start: int, end: int, kind: EntityType) -> Iterator[Span]:
    """Yield the stretch from a determiner to the name, if only describing words stand between."""
    backwards = text[base:start][::-1]
    taken = start
    lower = False
    for _ in range(MOST_WORDS):
        found = _WORD_BEFORE.match(backwards, start - taken)
        if found is None:
            return
        first = start - found.end()
        word = text[first:taken].rstrip()
        if word.casefold() in _DETERMINERS:
            if lower and (kind == "person" or _BODY_NOUN.search(text[first:start])):
                yield Span(first, end)
            return
        if word.casefold() in FUNCTION_WORDS and word != "and":
            return
        if not lower and word.endswith(("ing", "ed")):
            return
        lower = lower or word[0].islower()
        taken = first
