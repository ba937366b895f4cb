"""The numbers of an article's prose and what they count."""

from __future__ import annotations

import bisect
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from sourcebook.annotate.quantities import bounds, context, items, numerals, ordinals, skipped, units
from sourcebook.annotate.quantities.counted import Counted, beside, of_number, of_share
from sourcebook.annotate.quantities.credited import Credits
from sourcebook.annotate.quantities.lexicon import units as unit_forms
from sourcebook.annotate.quantities.lexicon import words
from sourcebook.annotate.quantities.measure_of import of_measure
from sourcebook.annotate.quantities.series import of_series
from sourcebook.annotate.quantities.shape import Shape, shape, telling
from sourcebook.records import Quantity
from sourcebook.text import Ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sourcebook.annotate.quantities.bounds import Bounded
    from sourcebook.annotate.quantities.items import Item
    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Article, Quote, Source

PROSE = frozenset({"title", "heading", "body"})
# Beyond this a number is a joke, a code or an error.
LARGEST = 1e18
_ARGUMENTS = frozenset(
    {"dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj", "oprd", "npadvmod", "appos", "ROOT"},
)
_CONTENT = tuple(field.name for field in fields(Shape))


def find(article: Article, doc: Doc, quotes: Sequence[Quote], sources: Sequence[Source]) -> tuple[Quantity, ...]:
    """Return the numbers of interest in an article's prose, in text order.

    Args:
        article: the article with its blocks.
        doc: its parse.
        quotes: its quotations.
        sources: its sources, with the quotations they are cited for.

    Returns:
        Quantities. "Nearly 40" has the bound ``about`` with `low` open, since it is both about 40 and at most 40;
        "thousands" has the bound ``vague`` and begins at twice the word.
    """
    if not len(doc):
        return ()
    finder = _Finder(article, doc, Credits(doc.text, quotes, sources))
    found = [q for block in article.blocks if block.kind in PROSE for q in finder.block(block.start, block.end)]
    return tuple(sorted(found, key=lambda quantity: (quantity.start, quantity.end)))


class _Finder:
    """Finds the quantities of one article block by block."""

    def __init__(self, article: Article, doc: Doc, credited: Credits) -> None:
        self._article = article
        self._doc = doc
        self._text = doc.text
        self._credits = credited
        self._offsets = [token.idx for token in doc]
        self._sentences = [0, *(token.idx for token in doc if token.is_sent_start and token.idx)]
        self._bounded: dict[tuple[int, int], Bounded] = {}
        self._ids = Ids("n", article.id)

    def block(self, start: int, end: int) -> Iterator[Quantity]:
        """Yield the quantities of a block, ranks last."""
        end = min(end, len(self._text))
        decades = list(items.decades_of_life(self._text, start, end))
        taken = [*skipped.stretches(self._text, start, end), *skipped.scores(self._text, start, end)]
        taken += [(item.start, item.end) for item in decades]
        found = sorted([*self._items(start, end, taken), *decades], key=lambda item: item.start)
        moved = [self._bounds(item).change is not None for item in found]
        before: context.Before | None = None
        for item in items.join(self._text, found, moved):
            quantity, before = self._quantity(item, before)
            if quantity is not None:
                yield quantity
        for rank in ordinals.scan(self._doc, start, end):
            yield self._record(rank.start, rank.end, rank.shape)

    def _items(self, start: int, end: int, taken: Iterable[tuple[int, int]]) -> Iterator[Item]:
        """Yield the numbers with their units, without those in the stretches `taken` and without dates."""
        starts, ends = zip(*sorted(taken), strict=True) if taken else ((), ())
        for number in numerals.scan(self._text, start, end):
            if not max(abs(number.low or 0), abs(number.high or 0)) <= LARGEST:  # so that "not a number" falls here too
                continue
            nearest = bisect.bisect_left(starts, number.end) - 1
            if nearest >= 0 and ends[nearest] > number.start:
                continue
            item = items.as_age(
                self._text, items.measured(self._text, number), before_is_name=self._name_before(number.start)
            )
            bound = self._bounds(item)
            token = self._token(number.end - 1)
            if not skipped.is_date(self._text, number, token, has_unit=item.unit is not None or telling(bound)):
                yield item

    def _bounds(self, item: Item) -> Bounded:
        """Return the bound words around an item; kept, for they are asked for three times."""
        place = item.start, item.end
        if place not in self._bounded:
            self._bounded[place] = bounds.around(self._text, *place)
        return self._bounded[place]

    def _token(self, offset: int) -> Token:
        return self._doc[max(0, bisect.bisect_right(self._offsets, offset) - 1)]

    def _sentence(self, offset: int) -> tuple[int, int]:
        """Return the bounds of the sentence around an offset."""
        nth = max(0, bisect.bisect_right(self._sentences, offset) - 1)
        return self._sentences[nth], (*self._sentences[nth + 1 : nth + 2], len(self._text))[0]

    def _name_before(self, start: int) -> bool:
        """Tell whether a person's name ends before the comma or bracket that stands before `start`."""
        index = bisect.bisect_left(self._offsets, start) - 2
        token = self._doc[max(index, 0)]
        named = token.pos_ == "PROPN" and token.ent_type_ in {"PERSON", "ORG", "NORP", ""} and not token.is_upper
        return index >= 0 and named

    def _quantity(self, item: Item, before: context.Before | None) -> tuple[Quantity | None, context.Before | None]:
        """Return the finding for an item, if it is one, and what the next item may lean on."""
        bound = self._bounds(item)
        last = self._token(item.number.end - 1)
        if self._unwanted(item, bound, last):
            return None, before
        thing = self._thing(item, bound, last)
        if thing is None and item.unit is None:
            thing = context.taken_up(before, self._token(bound.start), bound.end)
        if item.unit is None and item.number.kind != "share":
            item, thing = self._with_noun_as_unit(item, thing)
        if thing is None:
            item = context.with_unit(self._text, before, item)
        bound = context.bounded(self._text, before, item, bound)
        noun = thing.head.text if thing and thing.head and item.unit is None else None
        leaning = context.Before(item, bound, noun, thing)
        if not self._wanted(item, bound, thing, last):
            return None, leaning
        end = max(bound.end, item.end, thing.end if thing and noun else 0)
        return self._record(bound.start, end, shape(item, bound, thing)), leaning

    def _unwanted(self, item: Item, bound: Bounded, last: Token) -> bool:
        """Tell whether a number is a label, a date reckoned from today, or "a" without a bound."""
        reckoned = self._text.startswith(" ago", item.end)
        if item.number.kind == "article":
            return item.unit is None or not telling(bound) or reckoned
        if item.unit is None:
            return skipped.is_label(self._text, item.number, last)
        return item.unit.dimension == "duration" and reckoned

    def _thing(self, item: Item, bound: Bounded, last: Token) -> Counted | None:
        """Return what the number counts or, with a unit, what it measures."""
        first = self._token(item.start)
        if item.unit is not None:
            return of_measure(self._doc, first.i, self._token(item.end - 1).i, age=item.unit.dimension == "age")
        if item.number.kind == "share":
            return of_share(self._doc, last.i)
        opening = self._token(bound.start).i
        return (
            of_number(self._doc, first.i, last.i)
            or beside(self._doc, opening, last.i)
            or of_series(self._doc, opening, last.i)
        )

    def _with_noun_as_unit(self, item: Item, thing: Counted | None) -> tuple[Item, Counted | None]:
        """Take a counted noun that is a unit ("five straight days") for the unit; add "a day" behind other nouns."""
        if thing is None or thing.head is None:
            return item, thing
        if thing.head.lower_ in units.plain_words():
            return replace(item, unit=unit_forms("words")[thing.head.lower_], end=thing.end), None
        by = units.per(self._text, thing.end)
        return (replace(item, per=by[0], end=by[1]) if by else item), thing

    def _wanted(self, item: Item, bound: Bounded, thing: Counted | None, last: Token) -> bool:
        """Tell whether a number says something: it has a unit, counts a thing, or is a figure that is an argument."""
        if item.unit is not None or item.number.kind == "share" or item.joined or telling(bound):
            return True
        head = thing.head if thing else None
        plain_word = item.number.kind == "word" and item.number.scale == 1
        if plain_word and item.low == 1:
            before = self._token(max(0, item.start - 2)).lower_ if item.start else ""
            return head is not None and head.lower_ not in words("not_counted") and before not in words("before_one")
        if thing is not None:
            return head is None or head.lower_ != "times" or not _compares(self._doc, head.i + 1)
        if plain_word:
            lone = not last.i or last.nbor(-1).pos_ not in {"DET", "ADP", "PRON"}
            return lone and last.dep_ in {"dobj", "nsubj", "nsubjpass"}
        written = self._text[item.number.start : item.number.end]
        return item.number.scale > 1 or not written.isdigit() or last.dep_ in _ARGUMENTS

    def _record(self, start: int, end: int, content: Shape) -> Quantity:
        text = self._article.text[start:end]
        if "[" in text and "]" not in text and self._text.startswith("]", end):
            # "10 [boats]": an editor's word within brackets is shown with both of them.
            end += 1
            text = self._article.text[start:end]
        return Quantity(
            id=self._ids.make((text, content.counted or "")),
            article=self._article.id,
            start=start,
            end=end,
            text=text,
            attributed_to=self._credits.of(start, end, self._sentence(start)),
            **{name: getattr(content, name) for name in _CONTENT},
        )


def _compares(doc: Doc, index: int) -> bool:
    """Tell whether a comparative follows, as in "a thousand times better"."""
    return index < len(doc) and doc[index].tag_ in {"JJR", "RBR"}
