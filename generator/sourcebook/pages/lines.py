"""Sentences with what was found in them, as they can be searched for; each article's are made of its share alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from sourcebook.records import Authenticity, Citation, DateMention, Mention, Quantity, Record, Span
from sourcebook.standing import Share

from . import escape, marks, terms, words
from .sentences import Piece, Sentences

# The kinds that can be asked for.
KINDS: Final = {
    "quote": "Quotation",
    "number": "Number",
    "authenticity": "Authenticity",
    "source": "Source cited",
    "person": "Person named",
    "date": "Date",
}
_KIND: Final = {kind: at for at, kind in enumerate(KINDS)}
_LONGEST = 700
_LONGEST_SAID = 140
_SEARCHED: Final = frozenset({"title", "heading", "body", "caption", "highlight"})


class Found(Record, frozen=True, kw_only=True):
    """A finding as it can be searched: of which kind it is, what it says, and who is concerned."""

    kind: str
    says: str
    stance: str = ""
    who: str = ""


class Line(Record, frozen=True, kw_only=True):
    """A sentence with its findings; ``who`` are the people it concerns."""

    anchor: str
    text: str
    findings: tuple[tuple[int, str, str], ...]
    who: tuple[str, ...]


class Lines(Record, frozen=True, kw_only=True):
    """The sentences of an article: how many they are, and all of them, encoded, as most lie until they are needed."""

    total: int
    packed: msgspec.Raw

    def all(self) -> tuple[Line, ...]:
        """Return the sentences."""
        return _DECODER.decode(self.packed)


_DECODER: Final = msgspec.msgpack.Decoder(tuple[Line, ...])


def packed(lines: tuple[Line, ...]) -> Lines:
    """Return sentences as they are held."""
    return Lines(total=len(lines), packed=msgspec.Raw(msgspec.msgpack.encode(lines)))


def of_article(share: Share, sentences: Sentences, is_shown: Callable[[Piece], bool]) -> tuple[Line, ...]:
    """Return an article's sentences that may be shown and are its own words, or carry a finding.

    Args:
        share: the article and what was found in it.
        sentences: its sentences.
        is_shown: tells which of them may be shown.
    """
    article = share.article
    own = {piece for block in article.blocks if block.kind in _SEARCHED for piece in sentences.of(block)}
    found = _by_sentence(share, sentences)
    made = []
    for piece in sentences.all:
        here = found.get(piece, [])
        if (piece in own or here) and is_shown(piece):
            text = escape.shortened(article.text[piece.start : piece.end], _LONGEST)
            findings = tuple((_KIND[f.kind], escape.shortened(f.says, _LONGEST_SAID), f.stance) for f in here)
            who = tuple(dict.fromkeys(escape.one_line(share.entities[f.who].name) for f in here if f.who))
            made.append(Line(anchor=piece.anchor, text=text, findings=findings, who=who))
    return tuple(made)


def terms_of(text: str, findings: tuple[tuple[int, str, str], ...], who: tuple[str, ...], outlet: str) -> set[str]:
    """Return the terms by which a sentence is found: its words, its people, and what was found in it."""
    found = terms.words(" ".join((text, *(says for _, says, _ in findings))))
    found |= {f"{terms.NAME}{word}" for name in who for word in terms.words(name)}
    found |= {f"{terms.KIND}{kind}" for kind, _, _ in findings}
    found |= {f"{terms.STANCE}{stance}" for _, _, stance in findings if stance}
    return found | ({f"{terms.OUTLET}{outlet}"} if outlet else set())


def _by_sentence(share: Share, sentences: Sentences) -> dict[Piece, list[Found]]:
    """Return the findings of each sentence, equal ones once; what goes over several sentences stands in each."""
    made: dict[Piece, dict[Found, None]] = defaultdict(dict)
    for spans, found in _findings(share):
        for span in spans:
            for piece in sentences.over(span):
                made[piece][found] = None
    return {piece: sorted(found, key=lambda each: _KIND[each.kind]) for piece, found in made.items()}


def _findings(share: Share) -> Iterator[tuple[tuple[Span, ...], Found]]:
    """Yield an article's findings with the places they stand at."""
    for quote in share.quotes:
        by = marks.speaker_of(quote, share.entities.get(quote.speaker or ""), share.article)
        says = f"{by}, {words.QUOTES[quote.kind]}"
        yield quote.content, Found(kind="quote", says=says, who=_known(share, quote.speaker))
    for quantity in share.quantities:
        yield _at(quantity), Found(kind="number", says=words.amount(quantity))
    for statement in share.authenticity:
        stance = words.stance(statement)
        yield _at(statement), Found(kind="authenticity", says=statement.object, stance=stance)
    for by, citation in share.citations:
        source = share.sources[by]
        says = source.name + (f", for {citation.cited_for}" if citation.cited_for else "")
        yield _at(citation), Found(kind="source", says=says, who=_known(share, source.entity))
    for who, mention in share.mentions:
        entity = share.entities[who]
        if entity.type == "person":
            yield _at(mention), Found(kind="person", says=entity.name, who=entity.id)
    for date in share.dates:
        told = words.timex(date.value) if date.value else date.text
        says = date.text if told == date.text else f"{date.text}: {told}"
        yield _at(date), Found(kind="date", says=says)


def _at(found: Authenticity | Citation | DateMention | Mention | Quantity) -> tuple[Span, ...]:
    return (Span(found.start, found.end),)


def _known(share: Share, identifier: str | None) -> str:
    entity = share.entities.get(identifier or "")
    return entity.id if entity and entity.type == "person" else ""
