"""Rows of statements: what several reports say alike and how surely, and what one report tells in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from sourcebook import lexicons
from sourcebook.compare.claims import STATING, Group
from sourcebook.compare.maker import Maker, Status
from sourcebook.compare.terms import Sentence, Weights, stem
from sourcebook.compare.topics import UNTOLD, named_together
from sourcebook.records import Cell, Comparison, Quote, Span
from sourcebook.text import fold

_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|none|without|denied|denies|deny|refuted?|rejected|untrue|false)\b|n't\b", re.IGNORECASE
)
_CONTRAST = re.compile(r"\b(?:while|whereas|although|but|however)\b", re.IGNORECASE)
# "Other" and "another" speak of another account only before a word for one who gives it.
_OTHERS = re.compile(
    r"\b(?:others|contradict\w*|dispute\w*|conflicting|instead|(?:other|another)\s(?:\w+\s)?"
    r"(?:report|source|account|official|version|witness|outlet|paper|agency|resident|expert|analyst)(?:e?s)?"
    r"|other\s(?:media|agencies))\b",
    re.IGNORECASE,
)
_AFTER_HEDGE = re.compile(r"[\s\"']*(?:(?:the|a|an)\s)?([^\W\d_]+)")
_DISTANCE = frozenset(
    ["reportedly", "allegedly", "purportedly", "supposedly", "apparently", "alleged", "purported", "supposed"]
)
_FROM = re.compile(r"\s((?:from|by|of|in|at|for)(?:\s[\w'-]+){1,6})(?=[,.;:!?]|\s(?:and|that|which|who)\b)")
# How far from what sentences share, in characters, a hedge may stand that concerns it.
HEDGE_REACH = 25
# How much of a headline's weight a sentence of the report must share to tell the same.
LIKE_TITLE = 0.5
# Only the opening of a report is held against its headline.
OPENING = 8


def rows(maker: Maker, groups: Iterable[Group]) -> list[Comparison]:
    """Return a row a group of sentences that say the same, and another where some hedge what others state."""
    made = []
    for group in groups:
        shared = group.shared_terms()
        cells = [_cell(maker, sentence, shared) for sentence in group.sentences]
        texts = {fold(cell.value) for cell in cells}
        denied = _denied(maker, group)
        status: Status = "agree"
        if len(texts) == 1:
            why = "the same words"
        elif denied:
            status, why = "differ", "one report negates a sentence that the other does not"
        else:
            why = "the same statement in other words"
        doubtful = not group.sure or denied
        common = group.common_terms()
        said = maker.topics.quoted(group.sentences) or maker.topics.statement(group.sentences, common)
        topic = said or maker.topics.quoted(group.sentences, least=0.0) or named_together(common, maker.named)
        doubtful = doubtful or topic.startswith(UNTOLD)
        made.append(maker.row("claim", topic, status, cells, why=why, possible=doubtful))
        hedged = [cell for cell in cells if cell.hedge]
        if not group.sure or denied or not hedged:
            continue
        bare = [cell for cell in cells if not hedge_of(cell.value)]
        if bare:
            asked = maker.topics.statement(group.sentences, common, around=_hedged_at(maker, hedged))
            made.append(_drift(maker, asked, [*hedged, *bare]))
    return made


def _denied(maker: Maker, group: Group) -> bool:
    """Return whether a term that all sentences of a group hold is negated in some of them and not in others."""
    common = set.intersection(*(set(sentence.terms) for sentence in group.sentences))
    marked: dict[str, set[bool]] = defaultdict(set)
    for sentence in group.sentences:
        text = maker.texts[sentence.article]
        negations = [m.end() for m in _NEGATION.finditer(text, sentence.start, sentence.end)]
        next_terms = {next((t for t, at in _placed(sentence) if at >= end), "") for end in negations}
        for term in common:
            marked[term].add(term in next_terms)
    return any(len(kinds) > 1 for kinds in marked.values())


def _placed(sentence: Sentence) -> Iterable[tuple[str, int]]:
    return zip(sentence.terms, sentence.starts, strict=True)


def headlines(maker: Maker, sentences: Sequence[Sentence], weights: Weights) -> list[Comparison]:
    """Return a row for each report whose headline states bare what its opening hedges."""
    openings: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        if sentence.kind == "title" or (sentence.kind in STATING and len(openings[sentence.article]) < OPENING):
            openings[sentence.article].append(sentence)
    made = []
    for inside in openings.values():
        for title in (s for s in inside if s.kind == "title"):
            terms = set(title.terms)
            alike = [
                s
                for s in inside
                if s.kind != "title"
                and weights.total(terms & set(s.terms)) >= LIKE_TITLE * weights.total(terms) > 0
                and len(terms & set(s.terms)) > 2  # noqa: PLR2004 - fewer are chance
            ]
            cells = [_cell(maker, s, terms) for s in (title, *alike[:1])]
            if len(cells) > 1 and not hedge_of(cells[0].value) and cells[1].hedge:
                said = maker.topics.statement([alike[0]], terms, around=_hedged_at(maker, cells[1:]))
                made.append(_drift(maker, said, cells))
    return made


def told_apart(maker: Maker, quotes: Sequence[Quote], sentences: Sequence[Sentence]) -> list[Comparison]:
    """Return conflicts that one article reports itself: two sources in a sentence that contrasts what they say."""
    by_article: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        if quote.source and quote.content:
            by_article[quote.article].append(quote)
    made = []
    for sentence in sentences:
        text = maker.texts[sentence.article][sentence.start : sentence.end]
        if not (_CONTRAST.search(text) and _OTHERS.search(text)):
            continue
        inside = [q for q in by_article[sentence.article] if _within(q.content, sentence)]
        cells = [
            Cell(
                article=q.article,
                evidence=sentence.span,
                value=maker.shown(q.article, q.content[0].start, q.content[-1].end),
                source=None,
                said_by=maker.shown(q.article, q.source.start, q.source.end),
            )
            for q in inside
            if q.source
        ]
        if len({(cell.said_by or "").casefold() for cell in cells}) > 1:
            said = maker.topics.clause_at(sentence, inside[0].content[0].start)
            topic = f"whether {said}" if said else f"told in two ways: {cells[0].value}"
            why = "the article itself sets two sources against each other"
            made.append(maker.row("claim", topic, "conflict", cells, why=why))
    return made


def hedge_of(text: str, shared: Collection[str] | None = None) -> str | None:
    """Return the first word by which a sentence hedges what it says.

    Args:
        text: the sentence or a part of it.
        shared: the terms that matter; a word that keeps a distance from one thing ("alleged") counts only where it
            stands before one of them. All count where none are given.
    """
    verbs, names = _hedges()
    found = list(verbs.finditer(text))
    for match in names.finditer(text):
        following = _AFTER_HEDGE.match(text, match.end())
        if shared is None or (following and stem(fold(following[1])) in shared):
            found.append(match)
    return min(found, key=lambda m: m.start()).group() if found else None


@cache
def _hedges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lexicon = lexicons.read("sourcebook.compare", "lexicon", "hedges.yml")
    groups: Mapping[str, Mapping[str, Sequence[str]]] = lexicon["groups"]
    names = sorted(groups["named"]["words"])
    words = sorted(word for key, group in groups.items() if key != "named" for word in group["words"])
    # What is claimed may be responsibility, or lives.
    verbs = re.compile(rf"\b(?:{'|'.join(words)})\b(?! responsib| \S+ li[fv]e)", re.IGNORECASE)
    return verbs, re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE)


def _cell(maker: Maker, sentence: Sentence, shared: set[str]) -> Cell:
    """Return a sentence as a cell, with the hedge that stands by what it shares with others."""
    places = [at for term, at in zip(sentence.terms, sentence.starts, strict=True) if term in shared]
    first, last = min(places, default=sentence.start), max(places, default=sentence.end)
    near = max(sentence.start, first - HEDGE_REACH)
    return Cell(
        article=sentence.article,
        evidence=sentence.span,
        value=maker.shown(sentence.article, sentence.start, sentence.end),
        source=None,
        hedge=hedge_of(maker.texts[sentence.article][near : min(sentence.end, last + HEDGE_REACH)], shared),
    )


def _drift(maker: Maker, said: str | None, cells: Sequence[Cell]) -> Comparison:
    hedged = next(cell for cell in cells if cell.hedge)
    asked = f"whether {unhedged(said.removeprefix('whether '))}{_origin(maker, hedged)}" if said else ""
    return maker.row(
        "wording",
        asked or "how surely it is told",
        "differ",
        cells,
        why=f"hedged in one place (“{hedged.hedge}”), bare in another",
        possible=said is None,
    )


def _origin(maker: Maker, cell: Cell) -> str:
    """Return the phrase that a hedge keeps at a distance, "purportedly from the mayor", where it is such a phrase."""
    at = maker.texts[cell.article].find(cell.hedge or "", cell.evidence.start)
    found = _FROM.match(maker.texts[cell.article], at + len(cell.hedge or ""), cell.evidence.end)
    return f" {found[1]}" if found else ""


def _hedged_at(maker: Maker, cells: Iterable[Cell]) -> list[tuple[str, int]]:
    """Return where the hedges of cells stand: article and character offset."""
    return [(c.article, maker.texts[c.article].find(c.hedge or "", c.evidence.start)) for c in cells]


def unhedged(said: str) -> str:
    """Return a clause without the adverbs and adjectives by which it keeps its distance: what is in question."""
    return " ".join(word for word in said.split() if fold(word) not in _DISTANCE)


def _within(spans: Sequence[Span], sentence: Sentence) -> bool:
    return bool(spans) and sentence.start <= spans[0].start and spans[-1].end <= sentence.end
