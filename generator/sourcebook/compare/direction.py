"""Which of two reports took a shared passage from the other, where something in them shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from sourcebook.compare.spoken import spoken
from sourcebook.records import Article, ArticleSpan, Entity, Reuse
from sourcebook.text import normalise

# What is left of a conversion when its number was lost: a unit in brackets behind another.
_GARBLED = re.compile(
    r"\b(?:kilomet(?:er|re)|met(?:er|re)|mile|foot|feet|yard|kilogram|pound|ton|acre|hectare)s?\s*"
    r"\((?:kilomet(?:er|re)|met(?:er|re)|mile|foot|feet|yard|kilogram|pound|ton|acre|hectare)s?\)",
    re.IGNORECASE,
)
_DAY = 10
# A quotation shorter than this, in characters, may be chosen for its words.
LEAST_TORN = 20
MOST_QUOTED = 0.5


def find(articles: Sequence[Article], reuse: Iterable[Reuse], entities: Sequence[Entity]) -> tuple[Reuse, ...]:
    """Return the passages with the direction of copying where evidence shows it, else "undetermined".

    Evidence is, in this order: a report names the other's outlet; a conversion lost its number on one side; a quotation
    is torn on one side; one report came out on a later day. A misspelling on both sides proves one text behind both,
    not who wrote it first, and is told as such.
    """
    by_id = {article.id: article for article in articles}
    texts: dict[str, str] = {}
    wrong = _misspelt(entities)
    found = []
    for passage in reuse:
        if passage.a.article == passage.b.article or passage.quoted:
            found.append(passage)
            continue
        for side in (passage.a, passage.b):
            if side.article not in texts:
                texts[side.article] = normalise(by_id[side.article].text)
        later, why = _evidence(passage, by_id, texts)
        if later is None:
            shared = _shared_error(passage, texts, wrong)
            why = f"the misspelling \u201c{shared}\u201d on both sides shows one text behind both" if shared else ""
            found.append(replace(passage, direction_why=why))
        else:
            direction = "a-to-b" if later == passage.b.article else "b-to-a"
            found.append(replace(passage, direction=direction, direction_why=why))
    return tuple(found)


def _evidence(passage: Reuse, articles: Mapping[str, Article], texts: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the article that took the passage, and how that is known."""
    sides = (passage.a, passage.b)
    for side, other in (sides, sides[::-1]):
        outlet = articles[other.article].outlet
        own = articles[side.article].outlet
        if outlet and outlet != own and re.search(rf"\b{re.escape(outlet)}\b", texts[side.article]):
            return side.article, f"it names {outlet}"
    for test, why in ((_garbled, "a conversion has lost its number"), (_torn, "a quotation is torn off")):
        marks = [test(side, texts, articles) for side in sides]
        if marks[0] != marks[1]:
            return sides[marks.index(True)].article, why
    cut = [_begins(side, texts) for side in sides]
    if sorted(cut) == ["early", "here"]:
        return sides[cut.index("here")].article, "the quotation in it begins earlier in the other"
    days = [p.value if (p := articles[s.article].published) and p.precision == "day" else "" for s in sides]
    if all(len(day) == _DAY for day in days) and days[0] != days[1]:
        return sides[days.index(max(days))].article, "it came out on a later day"
    return None, ""


def _garbled(side: ArticleSpan, texts: Mapping[str, str], articles: Mapping[str, Article]) -> bool:
    start, end = _block(side, articles)
    return bool(_GARBLED.search(texts[side.article], max(start, side.start - 20), min(end, side.end + 40)))


def _torn(side: ArticleSpan, texts: Mapping[str, str], articles: Mapping[str, Article]) -> bool:
    """Return whether a passage opens its block and closes a quotation that neither it nor the block before opened."""
    start, end = _block(side, articles)
    text = texts[side.article]
    before = text[text.rfind("\n", 0, max(0, start - 2)) + 1 : start]
    opens = side.start <= start + 1 and text[start] != '"'
    return opens and text.count('"', start, end) == 1 and '"' in text[side.start : side.end] and '"' not in before


def _begins(side: ArticleSpan, texts: Mapping[str, str]) -> str:
    """Return where the quotation begins that a passage opens with: "here", "early" (before it), or "" for none."""
    text = texts[side.article]
    for start, end in spoken(text, side.start, side.end):
        if start > side.start:
            return ""
        line = text.rfind("\n", 0, start) + 1
        mark = text.rfind('"', line, start)
        # Where nearly all that is shared is quoted, both may have heard the speaker.
        if mark < 0 or end - start < LEAST_TORN or end - start > (side.end - side.start) * MOST_QUOTED:
            return ""
        return "here" if start - mark == 1 else "early"
    return ""


def _block(side: ArticleSpan, articles: Mapping[str, Article]) -> tuple[int, int]:
    blocks = articles[side.article].blocks
    return next(((b.start, b.end) for b in blocks if b.start <= side.start < b.end), (side.start, side.end))


def _misspelt(entities: Iterable[Entity]) -> frozenset[str]:
    """Return the forms of names that are one letter off another form."""
    return frozenset(
        form.form for entity in entities for form in entity.aliases if form.why.startswith("one letter from")
    )


def _shared_error(passage: Reuse, texts: Mapping[str, str], wrong: Iterable[str]) -> str | None:
    one, other = (texts[side.article][side.start : side.end] for side in (passage.a, passage.b))
    return next((form for form in sorted(wrong) if form in one and form in other), None)
