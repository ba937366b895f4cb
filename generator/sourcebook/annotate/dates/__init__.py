"""Time expressions with their TIMEX3 values, counted from the day of publication or from what the text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.dates.anchors import Anchors
from sourcebook.annotate.dates.found import Context
from sourcebook.annotate.dates.normalise import normalise
from sourcebook.annotate.dates.parts import joined
from sourcebook.annotate.timex import calendar, expressions, stamps
from sourcebook.records import DateMention, Span
from sourcebook.text import Ids

if TYPE_CHECKING:
    from sourcebook.annotate.timex.calendar import Day
    from sourcebook.parsed import Doc
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
    anchors = Anchors(published)
    messages = _messages(article)
    ids = Ids("d", article.id)
    mentions = []
    for e in expressions.find(doc, (Span(b.start, b.end) for b in article.blocks if b.kind in READ)):
        anchors.published = next((day for span, day in messages if span.start <= e.start < span.end), published)
        found = normalise(e, Context(doc, anchors))
        if found is None:
            continue
        end = e.end if found.end is None else found.end
        text = article.text[e.start : end]
        mentions.append(
            DateMention(
                article=article.id,
                start=e.start,
                end=end,
                text=text,
                value=found.value,
                type=found.type,
                id=ids.make((text, found.value or "", found.type)),
                reasoning=found.reasoning,
            )
        )
    return joined(article.text, mentions)


def _messages(article: Article) -> list[tuple[Span, Day]]:
    """Return the embedded messages with their own dates, from which their "yesterday" is counted."""
    found = []
    for block in article.blocks:
        dated = list(stamps.find(article.text[block.start : block.end]))
        if len(dated) == 1:
            found.append((Span(block.start, block.start + dated[0][1]), dated[0][2]))
    return found
