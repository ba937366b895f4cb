"""The tables of what stands between articles: shared text and comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import get_args

from sourcebook.records import Corpus, Status

from .tables import Field, Sheet, Texts, field, sheet


def reuse(corpus: Corpus, texts: Texts) -> Sheet:
    """Return the passages that two articles share."""

    def side(name: str) -> tuple[Field, ...]:
        return (
            field(
                f"{name}_article",
                "id of one article",
                attrgetter(f"{name}.article"),
                ref="articles",
                required=True,
            ),
            field(f"{name}_start", "first character", attrgetter(f"{name}.start"), type="integer", required=True),
            field(
                f"{name}_end",
                "the character after the last",
                attrgetter(f"{name}.end"),
                type="integer",
                required=True,
            ),
            field(f"{name}_text", "the passage", lambda r: texts.at(getattr(r, name))),
        )

    fields = (
        field("id", "made of the passage", required=True),
        *side("a"),
        *side("b"),
        field("words", "words shared", type="integer", required=True),
        field("similarity", "between 0 and 1", type="number", required=True),
        field("kind", "word for word or nearly so", choices=("verbatim", "near"), required=True),
        field("quoted", "the passage is a quotation in both", type="boolean", required=True),
        field("direction", "which came first", choices=("a-to-b", "b-to-a", "undetermined"), required=True),
        field("direction_why", "what that rests on"),
    )
    return sheet(
        "reuse",
        "Shared text",
        "A row for each passage that two articles share.",
        fields=fields,
        items=corpus.reuse,
        key="id",
    )


def comparisons(corpus: Corpus, texts: Texts) -> Iterator[Sheet]:
    """Yield the comparisons, and what each article says in them."""
    topics = (
        field("id", "made of the topic", required=True),
        field("topic", "what the statements are about", required=True),
        field("kind", "what is compared", required=True),
        field("status", "conflict: cannot both hold", choices=("agree", "differ", "conflict"), required=True),
        field("independent", "origins that stand behind it, not articles", type="integer", required=True),
        field("possible", "whether they are about the same is uncertain", type="boolean", required=True),
        field("event", "id of the happening in facts.json"),
        field("why", "why they are set side by side"),
        field("curated", "machine, or confirmed or corrected by a person", choices=get_args(Status), required=True),
    )
    cells = (
        field("comparison", "id of the comparison", attrgetter("id"), owner=True, ref="comparisons", required=True),
        field("article", "id of the article", ref="articles", required=True),
        field("start", "first character", attrgetter("evidence.start"), type="integer", required=True),
        field("end", "the character after the last", attrgetter("evidence.end"), type="integer", required=True),
        field("text", "the words it rests on", lambda c: texts.cut(c.article, c.evidence.start, c.evidence.end)),
        field("value", "what the article says", required=True),
        field("source", "id of the source", ref="sources"),
        field("hedge", "how the article hedges it"),
    )
    yield sheet(
        "comparisons",
        "Comparisons",
        "A row for each thing that articles speak of.",
        fields=topics,
        items=corpus.comparisons,
        key="id",
    )
    yield sheet(
        "cells",
        "What each article says",
        "A row for each statement set beside others.",
        fields=cells,
        items=corpus.comparisons,
        parts=attrgetter("cells"),
    )
