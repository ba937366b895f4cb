"""Withheld text: everything but the sentences that findings rest on is masked before any export sees it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Literal

import msgspec

from sourcebook.evidence import spans
from sourcebook.records import Article, Corpus, Span
from sourcebook.spilled import beside

# One full block for each withheld character that is not white space: offsets stay, and nobody takes it for text.
MASK = "█"
_SHOWN = re.compile(r"\S")


def withhold(corpus: Corpus, *, text: Literal["full", "excerpts"] = "full") -> Corpus:
    """Return the corpus with the text of withheld articles masked; lengths, and so all offsets, stay.

    What stays readable of a withheld article is its title and each sentence that a finding rests on. A finding outside
    all sentences leaves its own words alone.

    Args:
        corpus: what was found.
        text: ``excerpts`` withholds every article, ``full`` those alone whose own rights say so.
    """
    if text == "full" and not any(article.rights == "excerpts" for article in corpus.articles):
        return corpus
    evidence = spans(corpus)
    articles = (
        msgspec.structs.replace(a, text=masked(a.text, _kept(a, evidence[a.id])), rights="excerpts")
        if text == "excerpts" or a.rights == "excerpts"
        else a
        for a in corpus.articles
    )
    return msgspec.structs.replace(corpus, articles=beside(corpus.articles).of(Article, articles))


def masked(text: str, kept: Iterable[Span]) -> str:
    """Return `text` with each character outside `kept` masked, white space apart."""
    made: list[str] = []
    at = 0
    for span in sorted(kept):
        made += [_SHOWN.sub(MASK, text[at : span.start]), text[max(at, span.start) : span.end]]
        at = max(at, span.end)
    return "".join((*made, _SHOWN.sub(MASK, text[at:])))


def _kept(article: Article, evidence: list[Span]) -> list[Span]:
    """Return the stretches of a withheld article that stay readable."""
    kept = [Span(b.start, b.end) for b in article.blocks if b.kind == "title"]
    kept += [*article.outlet_evidence, *(article.published.evidence if article.published else ())]
    sentences = sorted(article.sentences)
    starts, ends = [s.start for s in sentences], [s.end for s in sentences]
    for span in evidence:
        kept.append(span)
        kept += sentences[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
    return kept
