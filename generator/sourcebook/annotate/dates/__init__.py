"""Time expressions with their TIMEX3 values, counted from the day of publication or from what the text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.dates.anchors import Anchors
from sourcebook.annotate.dates.found import Context
from sourcebook.annotate.dates.normalise import normalise
from sourcebook.annotate.timex import calendar, expressions
from sourcebook.records import DateMention, Span
from sourcebook.text import Ids

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sourcebook.records import Article

READ = frozenset({"title", "heading", "body", "caption", "highlight"})


def find(article: Article, doc: Doc) -> tuple[DateMention, ...]:
    """Return the time expressions of an article, in text order.

    Args:
        article: its prose, captions and highlights are read; ``published`` is what relative dates are counted from.
        doc: the parse of its text.

    Returns:
        Every expression with its TIMEX3 type and value; the value is `None`, and the reasoning says so, where nothing
        anchors it.
    """
    published = calendar.parse(article.published.value) if article.published else None
    context = Context(doc, Anchors(published))
    ids = Ids("d", article.id)
    mentions = []
    for e in expressions.find(doc, (Span(b.start, b.end) for b in article.blocks if b.kind in READ)):
        found = normalise(e, context)
        if found is None:
            continue
        text = article.text[e.start : e.end]
        mention_id = ids.make((text, found.value or "", found.type))
        mentions.append(
            DateMention(
                article=article.id,
                start=e.start,
                end=e.end,
                text=text,
                value=found.value,
                type=found.type,
                id=mention_id,
                reasoning=found.reasoning,
            )
        )
    return tuple(mentions)
