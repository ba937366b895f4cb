"""Rows of what befell a person: killed, taken, missing, free; told by the words beside the name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sourcebook.compare.claim_rows import hedge_of
from sourcebook.compare.maker import Maker, Status
from sourcebook.compare.words import FUNCTION_WORDS
from sourcebook.records import Cell, Comparison, Entity, Mention, Span

# What can befall a person: participles that need a form of "to be" or stand behind a comma, verbs that need none, and
# nouns. Only what is beyond doubt in its meaning: "released" is said of recordings, "lost" of battles.
FATES: Mapping[str, tuple[str, str, str]] = {
    "death": (
        r"killed|beheaded|executed|murdered|slain|assassinated|decapitated|shot\sdead|dead",
        r"died",
        r"death|killing|murder|beheading|execution|assassination|slaying|decapitation",
    ),
    "injury": (r"injured|wounded|hurt", r"", r"injury|wounding"),
    "capture": (
        r"arrested|detained|kidnapped|abducted|captured|taken\s(?:hostage|captive|prisoner)",
        r"",
        r"arrest|detention|kidnapping|abduction|capture",
    ),
    "disappearance": (r"missing|last\sseen", r"disappeared|vanished|went\smissing", r"disappearance"),
    "release": (r"freed|set\sfree|released\sfrom", r"escaped", r""),
}
_AUXILIARY = (
    r"(?:has|have|had|may|might|could|is|was|were|been|being|be|reportedly|allegedly|purportedly|apparently|himself|"
    r"herself|also|not|never|later|since|still|almost|certainly|to|said|believed|feared|thought|claimed|reported|"
    r"actually|already|who|then|first|\w+n't|\w+ly)"
)
_BE = r"(?:is|was|were|been|being|be|remains|remained|went|gone|isn't|wasn't)"
_APPOSED = r"(?:,[^,.;:!?()\n]{1,60},|\s\([^)\n]{1,40}\)|,\s\d\d?,)?"
# "X and Y, both killed ..."
_JOINED = r"(?:\sand\s(?:[A-Z][\w'-]*[\s]?(?:al-|bin\s|of\s)?){1,6})?,\s(?:both|all|who\s(?:was|were)|later|since)\s"
_DENIED = re.compile(r"\b(?:not|never)\b|n't\b", re.IGNORECASE)
_CUT = re.compile(r",\s|\s[-\u2013\u2014]+\s|\b(?:as|while|but)\s")
# How far on either side of a name, in characters, its fate is told, and how much of what follows a cell shows.
REACH = 140
SHOWN = 60
# A hedge this far before it, in characters, concerns it.
HEDGE_REACH = 60
# "The captured reporter": what is said of somebody in passing is hedged by a word right before it, or not at all.
PASSING_REACH = 14
_ARTICLE = re.compile(r"\b(?:the|an?|his|her|their|its)\s$", re.IGNORECASE)
# An article's first tellings are shown.
MOST_AN_ARTICLE = 2
MOST_CELLS = 40


def rows(maker: Maker, entity: Entity) -> list[Comparison]:
    """Return a row a fate of a person that reports of at least two articles tell, whatever their event."""
    if entity.type != "person" or len({mention.article for mention in entity.mentions}) < 2:  # noqa: PLR2004 - a row needs two reports
        return []
    told: dict[str, list[_Told]] = defaultdict(list)
    held: Counter[tuple[str, str]] = Counter()
    for mention in entity.mentions:
        for fate, cell in _told(maker, mention):
            held[fate, mention.article] += 1
            if held[fate, mention.article] <= MOST_AN_ARTICLE:
                told[fate].append(cell)
    return [_row(maker, entity, fate, cells) for fate, cells in told.items() if _compared(cells)]


class _Told(NamedTuple):
    """A cell, its article, and whether it says that the thing did not happen."""

    cell: Cell
    article: str
    denied: bool


def _compared(cells: Sequence[_Told]) -> bool:
    return len({cell.article for cell in cells}) > 1 and len(cells) <= MOST_CELLS


def _row(maker: Maker, entity: Entity, fate: str, told: Sequence[_Told]) -> Comparison:
    denied = {one.denied for one in told}
    hedged = {bool(one.cell.hedge) for one in told}
    status: Status = "agree"
    why = "all tell it, none with a reserve"
    if len(denied) > 1:
        status, why = "conflict", "one tells it, another denies it"
    elif len(hedged) > 1:
        status, why = "differ", "hedged in one place, bare in another"
    elif True in hedged:
        why = "all tell it with a reserve"
    topic = f"{fate} of {entity.name}"
    cells = [one.cell for one in told]
    return maker.row("wording", topic, status, cells, why=why, possible=len(denied) > 1, across_events=True)


def _told(maker: Maker, mention: Mention) -> Iterator[tuple[str, _Told]]:
    """Yield what befell the bearer of a name, after the words around it in its sentence."""
    home = maker.sentence(mention.article, mention.start, mention.end)
    text = maker.texts[mention.article]
    for fate, (after, before) in _PATTERNS.items():
        found = after.match(text, mention.end, min(home.end, mention.end + REACH))
        if found:
            yield fate, _cell(maker, mention.article, Span(mention.start, found.end()), home)
            continue
        base = max(home.start, mention.start - REACH)
        led = before.search(text[base : mention.start])
        if led and _title(led["title"]):
            passing = _ARTICLE.search(text, base, base + led.start("fate"))
            reach = PASSING_REACH if passing and not led["fate"].endswith("of") else HEDGE_REACH
            yield fate, _cell(maker, mention.article, Span(base + led.start("fate"), mention.end), home, reach)


def _cell(maker: Maker, article: str, core: Span, home: Span, reach: int = HEDGE_REACH) -> _Told:
    text = maker.texts[article]
    cut = _CUT.search(text, core.end, home.end)
    end = cut.start() if cut else home.end
    if end - core.end > SHOWN:
        end = max(core.end, text.rfind(" ", core.end, core.end + SHOWN))
    if _NOUN.search(text[core.start : core.end]):
        # Behind "the murder of X" and "X's murder" the sentence goes on to something else.
        end = core.end
    cell = Cell(
        article=article,
        evidence=home,
        value=maker.shown(article, core.start, end),
        source=None,
        hedge=hedge_of(text[max(home.start, core.start - reach) : core.end]),
    )
    return _Told(cell, article, bool(_DENIED.search(text, core.start, core.end)))


def _title(words: str) -> bool:
    """Return whether nothing but a description stands between a fate and the name: no second person, no relation."""
    return all(
        word not in FUNCTION_WORDS or word in {"the", "a", "an", "his", "her"} for word in words.casefold().split()
    )


def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    made = {}
    for fate, (participles, verbs, nouns) in FATES.items():
        plain = rf"|(?:{_AUXILIARY}\s)*?(?:{verbs})\b" if verbs else ""
        owned = rf"|'s?\s(?:[\w-]+\s)?(?:{nouns})\b" if nouns else ""
        after = re.compile(
            rf"{_APPOSED}\s(?:(?:{_AUXILIARY}\s)*?{_BE}\s(?:{_AUXILIARY}\s)*?(?:{participles})\b{plain})"
            rf"|{_JOINED}(?:{participles})\b{owned}"
        )
        named = rf"(?:{nouns})s?\sof" if nouns else r"(?!)"
        done = participles if fate in {"death", "capture"} else r"(?!)"
        before = re.compile(
            rf"(?P<fate>\b(?:{named}|(?<!was )(?<!were )(?<!been )(?<!being )(?<!be )(?:{done})))\s"
            rf"(?P<title>(?:[\w.'-]+\s){{0,6}})$"
        )
        made[fate] = (after, before)
    return made


_PATTERNS = _patterns()
_NAMED = "|".join(nouns for _, _, nouns in FATES.values() if nouns)
_NOUN = re.compile(rf"^(?:{_NAMED})s?\sof\s|'s?\s(?:[\w-]+\s)?(?:{_NAMED})$")
