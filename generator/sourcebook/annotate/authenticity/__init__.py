"""Authenticity: statements on whether something is what it is said to be, each with its stance and holder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import (
    claims,
    grammar,
    hedges,
    identity,
    looks,
    objects,
    provenance,
    unsettled,
    verdicts,
)
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.holders import Holders
from sourcebook.annotate.lexicon_file import groups
from sourcebook.records import Authenticity, Span
from sourcebook.text import Ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

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
)
_BLOCKS = frozenset({"title", "heading", "body", "highlight", "caption"})


def find(
    article: Article,
    doc: Doc,
    entities: Sequence[Entity],  # noqa: ARG001 - part of the signature all extractors of this kind share
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
    tokens = [t for t in doc if _read(article, t)]
    found = list(_settled(_all(tokens)))
    holders = Holders(article, doc, quotes, sources)
    ids = Ids("a", article.id)
    return tuple(_record(article, finding, holders.of(finding), ids) for finding in found)


def _read(article: Article, token: Token) -> bool:
    return any(b.start <= token.idx < b.end and b.kind in _BLOCKS for b in article.blocks)


def _all(tokens: Iterable[Token]) -> list[Finding]:
    found: list[Finding] = []
    for token in tokens:
        for rules in _RULES:
            found.extend(map(_resolved, rules(token)))
    return found


def _resolved(finding: Finding) -> Finding:
    """Return a finding about "it" or "its authenticity" as one about the artefact named last before it."""
    thing = finding.thing
    pronoun = thing.token is not None and thing.token.pos_ == "PRON"
    if thing.label != "claim" or not pronoun or thing.token is None:
        return finding
    doc, sentence = finding.anchor.doc, finding.anchor.sent
    first = doc[sentence.start - 1].sent.start if sentence.start else 0
    named = (objects.firm(t) or objects.matter(t) for t in reversed(doc[first : thing.token.i]))
    found = next((n for n in named if n is not None and (n.artefact or n.label == "death claim")), None)
    return replace(finding, thing=found) if found is not None else finding


def _settled(found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings without repeats: one for a thing, a stance and a clause; "alive" only against a death."""
    firm = {f.thing.token.i for f in found if f.rule != "provenance" and f.thing.artefact and f.thing.token}
    found = [f for f in found if f.rule != "provenance" or (f.thing.token is not None and f.thing.token.i not in firm)]
    found = [f for f in found if not _weaker(f, found)]
    contested = any(f.thing.label == "death claim" and f.rule != "alive" for f in found)
    seen: set[tuple[int, int, str, str]] = set()
    for finding in sorted(found, key=lambda f: f.cue):
        key = (*grammar.clause(finding.anchor), finding.thing.label, finding.stance)
        if key in seen or (finding.rule == "alive" and not contested):
            continue
        seen.add(key)
        yield finding


# Of several findings on one thing in one sentence, those that say more make the others needless.
_STRONGER = {
    "genuine": frozenset({"verify", "confirm", "doubt", "vouch"}),
    "reported-to": frozenset({"genuine"}),
    "looks": frozenset({"genuine"}),
    "claim": frozenset({"conflicting"}),
}


def _weaker(finding: Finding, found: Sequence[Finding]) -> bool:
    thing = finding.thing.token
    stronger = _STRONGER.get(finding.rule, frozenset())
    return any(f.rule in stronger and f.thing.token is not None and f.thing.token == thing for f in found)


def _record(article: Article, finding: Finding, holder: str | None, ids: Ids) -> Authenticity:
    doc = finding.anchor.doc
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
