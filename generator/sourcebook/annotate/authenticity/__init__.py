"""Authenticity: statements on whether something is what it is said to be, each with its stance and holder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import (
    agreement,
    bodies,
    claims,
    conclusions,
    deaths,
    denials,
    doubts,
    elsewhere,
    falsehoods,
    fates,
    grammar,
    guesses,
    hedges,
    identity,
    involvement,
    likeness,
    looks,
    opinions,
    origins,
    proofs,
    provenance,
    reactions,
    referents,
    responsibility,
    seeming,
    tampering,
    tracing,
    unsettled,
    verdicts,
    witnesses,
)
from sourcebook.annotate.authenticity.begins import Table
from sourcebook.annotate.authenticity.earlier import told_apart
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.holders import Holders
from sourcebook.annotate.authenticity.settle import settled
from sourcebook.annotate.authenticity.victims import mentioned, named, people
from sourcebook.annotate.lexicon_file import groups
from sourcebook.records import Authenticity, Span
from sourcebook.text import Ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Article, Entity, Quote, Source

__all__ = ["find"]

_RULES = (
    verdicts.rules,
    claims.rules,
    unsettled.rules,
    hedges.rules,
    looks.rules,
    identity.rules,
    provenance.rules,
    deaths.rules,
    likeness.rules,
    guesses.rules,
    doubts.rules,
    falsehoods.rules,
    bodies.rules,
    responsibility.rules,
    tampering.rules,
    elsewhere.rules,
    fates.rules,
    denials.rules,
    opinions.rules,
    agreement.rules,
    origins.rules,
    tracing.rules,
    involvement.rules,
    witnesses.rules,
    proofs.rules,
    reactions.rules,
    seeming.rules,
    conclusions.rules,
)
_TABLE = Table(_RULES)
_BLOCKS = frozenset({"title", "heading", "body", "highlight", "caption"})


def find(
    article: Article,
    doc: Doc,
    entities: Sequence[Entity],
    quotes: Sequence[Quote],
    sources: Sequence[Source],
) -> tuple[Authenticity, ...]:
    """Find what an article says on the authenticity of recordings, pictures and contested claims.

    Args:
        article: the article with its blocks classified; headings, captions and highlights are read too.
        doc: its parse, token offsets into `article.text`.
        entities: the article's entities.
        quotes: the article's quotations: who says a statement holds it.
        sources: the article's sources, whose ids the holders are.

    Returns:
        The statements in text order; nothing in them is a verdict of ours.
    """
    doc.user_data[grammar.PEOPLE] = people(doc, entities)
    found = told_apart(named(doc, entities, list(settled(_all(_read(article, doc))))))
    holders = Holders(article, doc, quotes, sources, mentioned(doc, entities))
    ids = Ids("a", article.id)
    return tuple(_record(article, finding, holders.of(finding), ids) for finding in found)


def _read(article: Article, doc: Doc) -> Iterator[Token]:
    """Yield the tokens of the blocks that are read."""
    blocks = iter([b for b in article.blocks if b.kind in _BLOCKS])
    block = next(blocks, None)
    for token in doc:
        while block is not None and token.idx >= block.end:
            block = next(blocks, None)
        if block is None:
            return
        if token.idx >= block.start:
            yield token


def _all(tokens: Iterable[Token]) -> list[Finding]:
    found: list[Finding] = []
    for token in tokens:
        for rules in _TABLE.at(token):
            found.extend(map(_asked, map(referents.near, rules(token))))
    return found


def _asked(finding: Finding) -> Finding:
    """Return a verdict within a question as one that is open: "is the photo a hoax?"."""
    asked = finding.anchor.sent.text.rstrip(" \"'\n").endswith("?")
    return replace(finding, stance="unknown") if asked and finding.rule == "genuine" else finding


def _record(article: Article, finding: Finding, holder: str | None, ids: Ids) -> Authenticity:
    doc = finding.anchor.doc
    if finding.rule == "death-stated" and holder is not None:
        # What somebody says of a death is that source's word; only the article's own voice states it.
        finding = replace(finding, stance="purported")
    first, last = grammar.clause(finding.anchor)
    first, last = min(first, finding.cue[0]), max(last, finding.cue[1])
    if finding.thing.token is not None and finding.thing.token.sent == finding.anchor.sent:
        first, last = min(first, finding.thing.token.i), max(last, finding.thing.token.i + 1)
    span = _chars(doc, first, last)
    thing = finding.thing.token
    return Authenticity(
        id=ids.make((article.text[span.start : span.end], finding.thing.label, finding.stance)),
        article=article.id,
        start=span.start,
        end=span.end,
        cue=_chars(doc, *finding.cue),
        object=finding.thing.label,
        object_span=_chars(doc, thing.i, thing.i + 1) if thing is not None else None,
        stance=finding.stance,
        holder=holder,
        confidence=finding.confidence,
        rule=finding.rule,
        method=_method(finding),
    )


def _chars(doc: Doc, first: int, last: int) -> Span:
    return Span(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))


def _method(finding: Finding) -> str | None:
    """Return how a finding was come to where the sentence names it: "after analysing the recording"."""
    for token in finding.anchor.sent:
        if token.lemma_.lower() in groups("authenticity")["method"] and token.dep_ in {"pcomp", "advcl"}:
            lead = token.head if token.dep_ == "pcomp" else next((c for c in token.children if c.dep_ == "mark"), None)
            if lead is not None and lead.lower_ in {"after", "by", "from", "through", "following"}:
                start, end = min(lead.i, token.left_edge.i), token.right_edge.i + 1
                return " ".join(token.doc[start:end].text.split()).rstrip(" ,.")
    return None
