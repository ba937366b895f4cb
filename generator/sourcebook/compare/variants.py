"""Quotations that several reports carry: one utterance in the same words, in part, or in different renderings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from sourcebook.compare.grouping import join, pairs
from sourcebook.compare.maker import Maker
from sourcebook.compare.spoken import spoken
from sourcebook.compare.terms import Weights, stem
from sourcebook.compare.topics import words_of_speech
from sourcebook.compare.words import FUNCTION_WORDS, compared
from sourcebook.records import Cell, Comparison, Quote, QuoteVariant, VariantMember
from sourcebook.text import digest, fold

_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")
_CLAUSE = re.compile(r"(?:[^,.;:!?\u2026]|(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.|[.,:](?=\d))+")
# An utterance is known again by so many words of content ...
LEAST_CONTENT = 2
LEAST_CLAUSE = 3
WHOLE = 0.8
# ... two renderings by so many shared stems, and this share of the shorter clause.
LEAST_STEMS = 3
SHARED_STEMS = 0.6
# Equal wording of this length is one utterance whoever is named as its speaker.
SAME_WORDS = 6
# Renderings of recorded words that share less of them are translations.
SAME_LANGUAGE = 0.7
# A stem that more clauses of one event hold finds no pairs.
COMMON_STEM = 40
# So many clauses make one utterance at most.
MOST_CLAUSES = 40
# What belongs to the description of a speaker: "a nurse who was there at noon".
_DESCRIBED = re.compile(
    r"\s(?:who|that|based|living|working|from|in|at|of|with)\s[^,.;:()\"]{3,60}?(?=\s(?:said|told|says)\b|[,.;:()\"])"
)
_TRANSLATED = re.compile(r"\btranslat", re.IGNORECASE)


@dataclass(frozen=True)
class Clause:
    """A part of a quotation: its words in compared form, the stems of those with content, and its place."""

    quote: Quote
    start: int
    end: int
    words: tuple[str, ...]
    stems: frozenset[str]


def find(maker: Maker, quotes: Sequence[Quote], weights: Weights) -> tuple[QuoteVariant, ...]:
    """Return the utterances of which more than one rendering stands in the articles of one event.

    Clauses are aligned by their words or, for one speaker or one recording, by the stems of their content; what is only
    loosely alike is left out.
    """
    found = [c for quote in quotes if quote.kind != "indirect" for c in clauses(maker.texts[quote.article], quote)]
    scores: dict[tuple[int, int], float] = {}
    for a, b in sorted(_candidates(maker, found)):
        score = _alike(found[a], found[b], weights)
        if score > 0:
            scores[a, b] = score
    # Neighbouring clauses of the same quotations are one utterance.
    utterances: dict[tuple[str, ...], list[Clause]] = defaultdict(list)
    for members in join(scores, most=MOST_CLAUSES):
        group = [found[n] for n in members]
        utterances[tuple(sorted({clause.quote.id for clause in group}))] += group
    made = [_variant(maker, group) for ids, group in utterances.items() if len(ids) > 1]
    return tuple({variant.id: variant for variant in made}.values())


def rows(maker: Maker, variants: Iterable[QuoteVariant], quotes: Iterable[Quote]) -> list[Comparison]:
    """Return a row an utterance that several reports quote; a conflict where they name different speakers."""
    by_id = {quote.id: quote for quote in quotes}
    made = []
    for variant in variants:
        cells = [
            Cell(
                article=m.article,
                evidence=maker.sentence(m.article, m.start, m.end),
                value=maker.shown(m.article, m.start, m.end),
                source=None,
                said_by=_said_by(maker, by_id[m.quote]),
            )
            for m in variant.members
        ]
        if len({cell.article for cell in cells}) < 2:  # noqa: PLR2004 - a row needs two reports
            continue
        speakers = {s for m in variant.members if (s := by_id[m.quote].speaker) and by_id[m.quote].confidence != "low"}
        topic = words_of_speech(min((c.value for c in cells), key=lambda v: (len(v), v)))
        if len(speakers) > 1:
            why = "the same words, attributed to different speakers"
            made.append(maker.row("claim", f"who said {topic}", "conflict", cells, why=why, possible=True))
            continue
        same = variant.differs_in in {"nothing", "excerpt"}
        why = "quoted in the same words" if same else f"one utterance in different {variant.differs_in}s"
        kind = "claim" if same else "wording"
        made.append(maker.row(kind, topic, "agree" if same else "differ", cells, why=why))  # type: ignore[arg-type]
    return made


def speakers(maker: Maker, variants: Iterable[QuoteVariant], quotes: Iterable[Quote]) -> list[Comparison]:
    """Return a row an utterance whose unnamed speaker the reports describe in different words.

    Only descriptions by which a report itself introduces the quotation count; a pronoun is none.
    """
    by_id = {quote.id: quote for quote in quotes}
    made: list[Comparison] = []
    seen: dict[Cell, list[frozenset[Cell]]] = defaultdict(list)
    for variant in variants:
        told: dict[str, Cell] = {}
        kinds: set[bool] = set()
        for member in variant.members:
            quote = by_id[member.quote]
            cell = _speaker_cell(maker, quote)
            if cell is not None and quote.confidence != "low":
                told.setdefault(quote.article, cell)
                kinds.add(quote.speaker is None)
        cells = frozenset(told.values())
        differ = len({_words(cell.value) for cell in cells}) > 1
        if True in kinds and len(cells) > 1 and differ and not any(cells <= known for known in seen[next(iter(cells))]):
            for cell in cells:
                seen[cell].append(cells)
            said = min((maker.shown(m.article, m.start, m.end) for m in variant.members), key=lambda v: (len(v), v))
            topic = f"who said {words_of_speech(said)}"
            why = "one utterance, its speaker described in other words"
            # Named here and unnamed there, one of them may be somebody else.
            made.append(maker.row("name", topic, "differ", cells, why=why, possible=len(kinds) > 1))
    return made


def _words(label: str) -> frozenset[str]:
    return frozenset(word for word in fold(label).split() if word not in FUNCTION_WORDS)


def _speaker_cell(maker: Maker, quote: Quote) -> Cell | None:
    """Return how a report describes a speaker; ``None`` where it says no more than "he".

    Where the quotation itself has a pronoun, the description is that of the label, if it stands before the quotation.
    """
    if quote.source is None:
        return None
    text = maker.texts[quote.article]
    start, end = quote.source.start, quote.source.end
    if not _words(text[start:end]):
        label = quote.speaker_label or ""
        start = text.rfind(label, 0, quote.source.start) if _words(label) else -1
        end = start + len(label)
        if start < 0:
            return None
    more = _DESCRIBED.match(text, end)
    return Cell(
        article=quote.article,
        evidence=maker.sentence(quote.article, start, end),
        value=maker.shown(quote.article, start, more.end() if more else end),
        source=None,
    )


def clauses(text: str, quote: Quote) -> Iterable[Clause]:
    """Yield the parts of a quotation by which it is known again.

    Args:
        text: the article, normalised.
        quote: in it.
    """
    for start, end in (part for span in quote.content for part in spoken(text, span.start, span.end)):
        for part in _CLAUSE.finditer(text, start, end):
            places = list(_WORD.finditer(text, part.start(), part.end()))
            words = tuple(compared(m.group()) for m in places)
            stems = frozenset(stem(w) for w in words if w not in FUNCTION_WORDS and len(w) > 1)
            own = sum(m.group()[0].islower() and w not in FUNCTION_WORDS for m, w in zip(places, words, strict=True))
            # What is quoted by itself was chosen for its words; of a part of more, names prove nothing.
            alone = part.end() - part.start() >= WHOLE * (end - start)
            least, words_of_its_own = (LEAST_CONTENT, 1) if alone else (LEAST_CLAUSE, LEAST_CONTENT)
            if len(stems) >= LEAST_CONTENT and len(words) >= least and own >= words_of_its_own:
                yield Clause(quote, places[0].start(), places[-1].end(), words, stems)


def _candidates(maker: Maker, clauses: Sequence[Clause]) -> set[tuple[int, int]]:
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, clause in enumerate(clauses):
        for term in clause.stems:
            index[maker.events[clause.quote.article].id, term].append(n)
    met: Mapping[tuple[int, int], int] = defaultdict(int)
    found: set[tuple[int, int]] = set()
    for members in index.values():
        for pair in pairs(members, COMMON_STEM):
            if clauses[pair[0]].quote.id != clauses[pair[1]].quote.id:
                if met[pair]:
                    found.add(pair)
                met[pair] += 1  # type: ignore[index]
    return found


def _alike(one: Clause, other: Clause, weights: Weights) -> float:
    """Return how surely two clauses render one utterance; 0 where they do not."""
    short, long = sorted((one, other), key=lambda c: len(c.words))
    within = _holds(long.words, short.words)
    same_voice = _same_voice(one.quote, other.quote)
    if within and (same_voice is not False or len(short.words) >= SAME_WORDS):
        return 2.0 + len(short.words) / 100
    if same_voice is not True:
        longest = SequenceMatcher(None, one.words, other.words, autojunk=False).find_longest_match().size
        return 1.0 if longest >= SAME_WORDS and 3 * longest >= 2 * len(short.words) else 0.0
    shared = one.stems & other.stems
    least = min(weights.total(one.stems), weights.total(other.stems))
    if len(shared) >= LEAST_STEMS and least > 0 and weights.total(shared) >= SHARED_STEMS * least:
        return weights.total(shared) / least
    return 0.0


def _same_voice(one: Quote, other: Quote) -> bool | None:
    """Return whether two quotations have one speaker; ``None`` where one of them names none."""
    if one.in_recording and other.in_recording:
        return True
    if one.speaker and other.speaker:
        return one.speaker == other.speaker
    return None


def _holds(long: Sequence[str], short: Sequence[str]) -> bool:
    return any(tuple(long[n : n + len(short)]) == tuple(short) for n in range(len(long) - len(short) + 1))


def _variant(maker: Maker, clauses: Sequence[Clause]) -> QuoteVariant:
    parts: dict[str, list[Clause]] = defaultdict(list)
    for clause in sorted(clauses, key=lambda c: (c.quote.article, c.start)):
        parts[clause.quote.id].append(clause)
    members = tuple(
        VariantMember(
            quote=inside[0].quote.id,
            article=inside[0].quote.article,
            start=inside[0].start,
            end=inside[-1].end,
            mediator=_mediator(maker, inside[0].quote),
        )
        for inside in parts.values()
    )
    texts = [tuple(word for clause in inside for word in clause.words) for inside in parts.values()]
    longest = max(texts, key=len)
    if not all(_holds(longest, text) for text in texts):
        recorded = all(c.quote.in_recording for c in clauses) and _far_apart(texts)
        differs = "translation" if recorded or any(m.mediator for m in members) else "wording"
    else:
        whole = {tuple(_compared(maker, inside[0].quote)) for inside in parts.values()}
        differs = "nothing" if len(whole) == 1 else "excerpt"
    content = (f"{m.article}:{' '.join(text)}" for m, text in zip(members, texts, strict=True))
    return QuoteVariant(id=f"v-{digest(*content)}", members=members, differs_in=differs)


def _far_apart(texts: Sequence[Sequence[str]]) -> bool:
    """Return whether two renderings have so few words in common that they were hardly heard in one language."""
    return any(SequenceMatcher(None, a, b, autojunk=False).ratio() < SAME_LANGUAGE for a, b in combinations(texts, 2))


def _compared(maker: Maker, quote: Quote) -> Iterable[str]:
    text = maker.texts[quote.article]
    return (compared(m.group()) for s in quote.content for m in _WORD.finditer(text, s.start, s.end))


def _said_by(maker: Maker, quote: Quote) -> str | None:
    return maker.shown(quote.article, quote.source.start, quote.source.end) if quote.source else quote.speaker_label


def _mediator(maker: Maker, quote: Quote) -> str | None:
    if quote.channel is None:
        return None
    said = maker.shown(quote.article, quote.channel.start, quote.channel.end)
    return said if _TRANSLATED.search(said) else None
