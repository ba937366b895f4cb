"""Which of two reports took a shared passage from the other, where something in them shows it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from sys import intern
from typing import Literal

from msgspec.structs import replace

from sourcebook.compare.spoken import spoken
from sourcebook.records import Article, ArticleSpan, Entity, Reuse
from sourcebook.spilled import by_id

# What is left of a conversion when its number was lost: a unit in brackets behind another.
_GARBLED = re.compile(
    r"\b(?:kilomet(?:er|re)|met(?:er|re)|mile|foot|feet|yard|kilogram|pound|ton|acre|hectare)s?\s*"
    r"\((?:kilomet(?:er|re)|met(?:er|re)|mile|foot|feet|yard|kilogram|pound|ton|acre|hectare)s?\)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_DAY = 10
# A quotation shorter than this, in characters, may be chosen for its words.
LEAST_TORN = 20
MOST_QUOTED = 0.5


def with_direction(passages: Iterable[Reuse], reports: Reports) -> list[Reuse]:
    """Return the passages with the direction of copying where evidence shows it, else "undetermined".

    Evidence is, in this order: a report names the other's outlet; a conversion lost its number on one side; a quotation
    is torn on one side; one report came out on a later day.
    """
    found = []
    for passage in passages:
        later, why = (None, "") if _is_no_copy(passage) else _evidence(passage, reports)
        if later is None:
            found.append(passage)
        else:
            direction: Literal["a-to-b", "b-to-a"] = "a-to-b" if later == passage.b.article else "b-to-a"
            found.append(replace(passage, direction=direction, direction_why=why))
    return found


def _is_no_copy(passage: Reuse) -> bool:
    return passage.a.article == passage.b.article or passage.quoted


class Reports:
    """The articles, and what is asked of each for passage after passage."""

    def __init__(self, articles: Sequence[Article], texts: Mapping[str, str]) -> None:
        """Take the articles, and their normalised texts by their ids."""
        self.articles = by_id(articles)
        self._texts = texts
        self._names: dict[tuple[str, str], bool] = {}

    def text(self, article: str) -> str:
        """Return an article's text, normalised."""
        return self._texts[article]

    def names(self, article: str, outlet: str) -> bool:
        """Return whether an article names an outlet."""
        if (article, outlet) not in self._names:
            found = re.search(rf"\b{re.escape(outlet)}\b", self.text(article))
            self._names[article, outlet] = bool(found)
        return self._names[article, outlet]

    def block(self, side: ArticleSpan) -> tuple[int, int]:
        """Return where the block begins and ends that a stretch begins in."""
        blocks = self.articles[side.article].blocks
        at = bisect_right(blocks, side.start, key=attrgetter("start")) - 1
        inside = at >= 0 and side.start < blocks[at].end
        return (blocks[at].start, blocks[at].end) if inside else (side.start, side.end)


def _evidence(passage: Reuse, reports: Reports) -> tuple[str | None, str]:
    """Return the article that took the passage, and how that is known."""
    sides = (passage.a, passage.b)
    articles = reports.articles
    for side, other in (sides, sides[::-1]):
        outlet = articles[other.article].outlet
        own = articles[side.article].outlet
        if outlet and outlet != own and reports.names(side.article, outlet):
            return side.article, intern(f"it names {outlet}")
    for test, why in ((_garbled, "a conversion has lost its number"), (_torn, "a quotation is torn off")):
        marks = [test(side, reports) for side in sides]
        if marks[0] != marks[1]:
            return sides[marks.index(True)].article, why
    cut = [_begins(side, reports.text(side.article)) for side in sides]
    if sorted(cut) == ["early", "here"]:
        return sides[cut.index("here")].article, "the quotation in it begins earlier in the other"
    days = [p.value if (p := articles[s.article].published) and p.precision == "day" else "" for s in sides]
    if all(len(day) == _DAY for day in days) and days[0] != days[1]:
        return sides[days.index(max(days))].article, "it came out on a later day"
    return None, ""


def _garbled(side: ArticleSpan, reports: Reports) -> bool:
    start, end = reports.block(side)
    text, first, last = reports.text(side.article), max(start, side.start - 20), min(end, side.end + 40)
    return text.find("(", first, last) >= 0 and bool(_GARBLED.search(text, first, last))


def _torn(side: ArticleSpan, reports: Reports) -> bool:
    """Return whether a passage opens its block and closes a quotation that neither it nor the block before opened."""
    start, end = reports.block(side)
    text = reports.text(side.article)
    if side.start > start + 1 or text[start] == '"' or text.count('"', start, end) != 1:
        return False
    before = text[text.rfind("\n", 0, max(0, start - 2)) + 1 : start]
    return '"' in text[side.start : side.end] and '"' not in before


def _begins(side: ArticleSpan, text: str) -> str:
    """Return where the quotation begins that a passage opens with: "here", "early" (before it), or "" for none."""
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


def _misspelt(entities: Iterable[Entity]) -> frozenset[str]:
    """Return the forms of names that are one letter off another form."""
    return frozenset(
        form.form
        for entity in entities
        for form in entity.aliases
        if form.why.startswith("one letter from") and _WORD.search(form.form)
    )


class Errors:
    """Forms of names that are misspelt: on both sides of a passage they prove one text behind both.

    They do not prove who wrote it first, and are told as such where no direction is known.

    Attributes:
        forms: in their order.
    """

    def __init__(self, entities: Iterable[Entity], reports: Reports) -> None:
        self.forms = tuple(sorted(_misspelt(entities)))
        # By their first word: a large folder has as many forms as articles, which are not all looked for in each.
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for form in self.forms:
            self._by_word[_WORD.findall(form)[0]].append(form)
        self._reports = reports
        self._inside: dict[str, frozenset[str]] = {}

    def marked(self, passages: Iterable[Reuse]) -> list[Reuse]:
        """Return the passages, marked where there is such a form; what was marked before is marked anew."""
        return [self._marked(passage) if passage.direction == "undetermined" else passage for passage in passages]

    def _marked(self, passage: Reuse) -> Reuse:
        shared = None if _is_no_copy(passage) else self._shared(passage)
        why = f"the misspelling \u201c{shared}\u201d on both sides shows one text behind both" if shared else ""
        return passage if passage.direction_why == why else replace(passage, direction_why=why)

    def _shared(self, passage: Reuse) -> str | None:
        near = self._of(passage.a.article) & self._of(passage.b.article)
        if not near:
            return None
        one, other = (self._reports.text(side.article)[side.start : side.end] for side in (passage.a, passage.b))
        return next((form for form in sorted(near) if form in one and form in other), None)

    def _of(self, article: str) -> frozenset[str]:
        """Return the forms that stand in an article."""
        if article not in self._inside:
            text = self._reports.text(article) if self.forms else ""
            near = (form for word in set(_WORD.findall(text)) for form in self._by_word.get(word, ()))
            self._inside[article] = frozenset(form for form in near if form in text)
        return self._inside[article]
