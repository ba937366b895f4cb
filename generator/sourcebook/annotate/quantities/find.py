"""The numbers of an article's prose and what they count."""

from __future__ import annotations

import bisect
import math
from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.quantities import bounds, context, items, numerals, ordinals, skipped, units
from sourcebook.annotate.quantities.counted import Counted, beside, of_number
from sourcebook.annotate.quantities.credited import Credits
from sourcebook.annotate.quantities.items import SHARE, Item
from sourcebook.annotate.quantities.lexicon import units as unit_forms
from sourcebook.annotate.quantities.lexicon import words
from sourcebook.annotate.quantities.measure_of import of_measure
from sourcebook.records import Quantity
from sourcebook.text import Ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from sourcebook.annotate.quantities.bounds import Bounded
    from sourcebook.records import Article, Bound, Confidence, Dimension, Quote, Source

PROSE = frozenset({"title", "heading", "body"})
# Beyond this a number is a joke, a code or an error.
LARGEST = 1e18
_ARGUMENTS = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj", "oprd", "npadvmod", "appos", "ROOT"})


def find(article: Article, doc: Doc, quotes: Sequence[Quote], sources: Sequence[Source]) -> tuple[Quantity, ...]:
    """Return the numbers of interest in an article's prose, in text order.

    Args:
        article: the article with its blocks.
        doc: its parse.
        quotes: its quotations.
        sources: its sources, with the quotations they are cited for.

    Returns:
        Quantities. "Nearly 32" has the bound ``about`` with `low` open, since it is both about 32 and at most 32;
        "thousands" has the bound ``vague`` and begins at twice the word.
    """
    finder = _Finder(article, doc, Credits(doc.text, quotes, sources))
    found = [q for block in article.blocks if block.kind in PROSE for q in finder.block(block.start, block.end)]
    return tuple(sorted(found, key=lambda quantity: (quantity.start, quantity.end)))


class _Finder:
    """Finds the quantities of one article block by block."""

    def __init__(self, article: Article, doc: Doc, credits_: Credits) -> None:
        self._article = article
        self._doc = doc
        self._text = doc.text
        self._credits = credits_
        self._offsets = [token.idx for token in doc]
        self._ids = Ids("n", article.id)
        self._before: context.Before | None = None

    def block(self, start: int, end: int) -> Iterator[Quantity]:
        """Yield the quantities of a block, ranks last."""
        end = min(end, len(self._text))
        taken = [*skipped.stretches(self._text, start, end), *skipped.scores(self._text, start, end)]
        decades = list(items.decades_of_life(self._text, start, end))
        taken += [(item.start, item.end) for item in decades]
        found = [item for item in self._items(start, end) if not _overlaps(item, taken)]
        found = sorted([*found, *decades], key=lambda item: item.start)
        moved = [bounds.around(self._text, item.start, item.end).change is not None for item in found]
        self._before = None
        for item in items.join(self._text, found, moved):
            quantity = self._quantity(item)
            if quantity is not None:
                yield quantity
        for rank in ordinals.scan(self._doc, start, end):
            yield self._record(
                rank.start,
                rank.end,
                (rank.value, rank.value),
                "exact",
                rank.unit,
                "ordinal",
                rank.counted,
                "medium",
                "ordinal",
            )

    def _items(self, start: int, end: int) -> Iterator[Item]:
        for number in numerals.scan(self._text, start, end):
            if max(abs(number.low or 0), abs(number.high or 0)) > LARGEST:
                continue
            item = items.measured(self._text, number)
            token = self._token(number.end - 1)
            item = items.as_age(self._text, item, self._name_before(item.start))
            bound = bounds.around(self._text, item.start, item.end)
            if not skipped.is_date(self._text, number, token, has_unit=item.unit is not None or _telling(bound)):
                yield item

    def _token(self, offset: int) -> Token:
        return self._doc[max(0, bisect.bisect_right(self._offsets, offset) - 1)]

    def _name_before(self, start: int) -> bool:
        """Tell whether a person's name ends before the comma or bracket that stands before `start`."""
        index = bisect.bisect_left(self._offsets, start) - 2
        if index < 0:
            return False
        token = self._doc[index]
        return token.pos_ == "PROPN" and token.ent_type_ in {"PERSON", "ORG", "NORP", ""} and not token.is_upper

    def _quantity(self, item: Item) -> Quantity | None:
        bound = bounds.around(self._text, item.start, item.end)
        first, last = self._token(item.start), self._token(item.number.end - 1)
        if self._unwanted(item, bound, last):
            return None
        thing = self._thing(item, bound, first, last)
        if item.unit is None and item.number.kind != "share":
            item, thing = self._counted_unit(item, thing)
        if thing is None:
            item = context.with_unit(self._text, self._before, item)
        bound = context.bounded(self._text, self._before, item, bound)
        self._before = context.Before(
            item, bound, thing.head.text if thing and thing.head and item.unit is None else None
        )
        if not self._wanted(item, bound, thing, last):
            return None
        unit, dimension = self._unit(item, thing)
        end = max(bound.end, item.end, thing.end if thing and item.unit is None and thing.head else 0)
        low, high, word = _values(item, bound)
        return self._record(
            bound.start,
            end,
            (low, high),
            word,
            unit,
            dimension,
            thing.words if thing else None,
            _grade(item, thing, bound),
            item.number.kind,
            _change(item, bound, thing),
        )

    def _unwanted(self, item: Item, bound: Bounded, last: Token) -> bool:
        """Tell whether a number is a label, a date reckoned from today, or "a" without a bound."""
        if item.number.kind == "article":
            return item.unit is None or bound.bound in {None, "exact"} or self._text[item.end :][:4] == " ago"
        if item.unit is None:
            return skipped.is_label(self._text, item.number, last)
        return item.unit.dimension == "duration" and self._text[item.end : item.end + 4] == " ago"

    def _thing(self, item: Item, bound: Bounded, first: Token, last: Token) -> Counted | None:
        """Return what the number counts or, with a unit, what it measures."""
        if item.unit is not None:
            return of_measure(self._doc, first.i, self._token(item.end - 1).i, age=item.unit.dimension == "age")
        return of_number(self._doc, first.i, last.i) or beside(self._doc, self._token(bound.start).i, last.i)

    def _counted_unit(self, item: Item, thing: Counted | None) -> tuple[Item, Counted | None]:
        """Take a counted noun that is a unit ("five straight days") for the unit."""
        if (
            thing is None
            or thing.head is None
            or thing.head.lower_ not in units.plain_words()
            or item.number.kind == "vague"
        ):
            by = units.per(self._text, thing.end) if thing and thing.head else None
            if by and thing:
                return _replace(item, per=by[0], end=by[1]), thing
            return item, thing
        return _replace(item, unit=unit_forms("words")[thing.head.lower_], end=thing.end), None  # measured below

    def _wanted(self, item: Item, bound: Bounded, thing: Counted | None, last: Token) -> bool:
        """Tell whether a number says something: it has a unit, counts a thing, or is a figure that stands as an argument."""
        if item.unit is not None or item.number.kind == "share" or item.joined or _telling(bound):
            return True
        written = self._text[item.number.start : item.number.end]
        if item.number.kind == "word" and item.low == 1:
            return thing is not None and thing.head is not None and self._counts_one(item, thing)
        if thing is not None:
            return not (
                thing.head is not None and thing.head.lower_ == "times" and _compares(self._doc, thing.head.i + 1)
            )
        if item.number.kind == "word" and item.number.scale == 1:
            return last.dep_ in {"dobj", "nsubj", "nsubjpass"} and not (
                last.i and last.nbor(-1).pos_ in {"DET", "ADP", "PRON"}
            )
        return item.number.scale > 1 or not written.isdigit() or last.dep_ in _ARGUMENTS

    def _counts_one(self, item: Item, thing: Counted) -> bool:
        before = self._token(max(0, item.start - 2)).lower_ if item.start else ""
        return (
            thing.head is not None
            and thing.head.lower_ not in words("not_counted")
            and before not in words("before_one")
        )

    def _unit(self, item: Item, thing: Counted | None) -> tuple[str | None, Dimension]:
        if item.number.kind == "share" and item.unit is None:
            return SHARE.name, SHARE.dimension
        name: str | None
        if item.unit is not None:
            name, dimension = item.unit.name, item.unit.dimension
            if item.per and dimension != "money":
                dimension = "percent" if dimension == "percent" else "other"
        else:
            name, dimension = (_singular(thing.head) if thing and thing.head else "people" if thing else None), "count"
        return (f"{name} per {item.per}" if name and item.per else name), dimension

    def _record(  # noqa: PLR0913 - the one place where the record is made
        self,
        start: int,
        end: int,
        value: tuple[float | None, float | None],
        bound: Bound,
        unit: str | None,
        dimension: Dimension,
        counted: str | None,
        confidence: Confidence,
        rule: str,
        change: Literal["up", "down"] | None = None,
    ) -> Quantity:
        text = self._article.text[start:end]
        return Quantity(
            id=self._ids.make((text, counted or "")),
            article=self._article.id,
            start=start,
            end=end,
            text=text,
            low=_number(value[0]),
            high=_number(value[1]),
            bound=bound,
            unit=unit,
            dimension=dimension,
            counted=counted,
            attributed_to=self._credits.of(start, end, self._token(start).sent),
            confidence=confidence,
            rule=rule,
            change=change,
        )


def _replace(item: Item, **changes: object) -> Item:
    return items.replace(item, **changes)  # type: ignore[arg-type]


def _overlaps(item: Item, taken: Sequence[tuple[int, int]]) -> bool:
    return any(a < item.number.end and item.number.start < b for a, b in taken)


def _telling(bound: Bounded) -> bool:
    return bound.bound not in {None, "exact"}


def _compares(doc: Doc, index: int) -> bool:
    """Tell whether a comparative follows, as in "a thousand times better"."""
    return index < len(doc) and doc[index].tag_ in {"JJR", "RBR"}


def _singular(noun: Token) -> str:
    """Return the noun's singular; the model leaves the plural of names of peoples as it is."""
    if noun.pos_ == "NOUN":
        return noun.lemma_.lower()
    return (
        noun.text[:-1]
        if noun.tag_ == "NNPS" and noun.text.endswith("s") and not noun.text.endswith("ss")
        else noun.text
    )


def _values(item: Item, bound: Bounded) -> tuple[float | None, float | None, Bound]:
    """Return the lowest and highest value and the bound of an item beside its bound words."""
    low, high = item.low, item.high
    word = bound.bound or "exact"
    if item.number.kind == "vague":
        return low, high, "vague"
    if item.joined:
        return low, high, "range"
    if item.number.approximate and word == "exact":
        return low, high, "about"
    if word in {"more-than", "at-least"}:
        return low, None, word
    if word in {"less-than", "at-most"} or bound.open_side == "low":
        return None, high, word
    return low, high, word


def _change(item: Item, bound: Bounded, thing: Counted | None) -> Literal["up", "down"] | None:
    """Return the direction of a change: told by a word, or by the sign of a percentage."""
    if context.changes(item, bound, thing.head.lower_ if thing and thing.head else None):
        return bound.change
    negative = item.unit is not None and item.unit.dimension == "percent" and (item.high or 0) < 0
    return "down" if negative else None


def _grade(item: Item, thing: Counted | None, bound: Bounded) -> Confidence:
    if item.unit is not None or item.number.kind == "share":
        return "high"
    if thing is None:
        return "medium" if _telling(bound) else "low"
    if item.number.kind == "word" and item.low == 1:
        return "low"
    return "high" if thing.sure else "medium"


def _number(value: float | None) -> int | float | None:
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else round(value, 6)
