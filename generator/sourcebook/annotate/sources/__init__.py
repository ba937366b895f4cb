"""Sources: everything an article leans on, each once, with the places where it does and what for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups
from sourcebook.annotate.sources.candidates import candidates
from sourcebook.annotate.sources.joins import joined
from sourcebook.annotate.sources.kinds import kind_of
from sourcebook.annotate.sources.recordings import recordings
from sourcebook.annotate.sources.same import grouped, name_of
from sourcebook.annotate.sources.view import Candidate, Context, context, with_quotes
from sourcebook.annotate.sources.voices import in_the_recording, seen
from sourcebook.records import Citation, Source
from sourcebook.text import fold, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Article, Entity, Quote

__all__ = ["find"]


def find(article: Article, doc: Doc, entities: Sequence[Entity], quotes: Sequence[Quote]) -> tuple[Source, ...]:
    """Find the sources an article cites.

    Args:
        article: the article with its blocks classified; credits and datelines are read as well as prose.
        doc: its parse, token offsets into `article.text`.
        entities: the article's entities.
        quotes: the article's quotations; a speaker is a source.

    Returns:
        Sources in the order of their first citation, ids from their names, citations in text order.
    """
    view = context(article, doc, entities, quotes)
    found = sorted([*candidates(view), *recordings(view), *_heard(view)], key=lambda c: (c.start, -c.end))
    found = [c for c in found if c.head is None or not _none(c.head)]
    found = sorted(in_the_recording(view, with_quotes(found, quotes)), key=lambda c: (c.start, -c.end))
    return tuple(_sources(view, joined(view, grouped(view, found))))


def _heard(view: Context) -> Iterator[Candidate]:
    """Yield the recording for each quotation that is spoken in it."""
    heard = [quote for quote in view.quotes if quote.in_recording and quote.source is not None]
    shape = "video" if heard and seen(view) else "recording"
    for quote in heard:
        if quote.source is not None:
            ids = (quote.id,)
            yield Candidate(quote.source.start, quote.source.end, None, None, shape, "what is said in it", ids)


def _sources(view: Context, found: Iterable[Sequence[Candidate]]) -> Iterator[Source]:
    ids: set[str] = set()
    passed_over = {"", fold(view.article.outlet or "")} | groups("sources")["nobody"]
    for group in found:
        name = name_of(view, group)
        if fold(name) in passed_over or all(map(_taken_up, group)):
            continue
        kind = kind_of(view, group)
        if _aside(group, kind):
            continue
        made = slug(name)
        made = made if made not in ids else f"{made}-{len(ids)}"
        ids.add(made)
        entity = next((c.entity for c in group if c.entity is not None), None)
        yield Source(id=made, name=name, entity=entity, kind=kind, citations=_citations(view, group))


def _none(head: Token) -> bool:
    """Tell whether a phrase names nobody who could speak: "no group said", "the dead woman is"."""
    return any((c.lower_ in {"no", "neither"} and c.dep_ == "det") or c.lower_ == "dead" for c in head.children)


def _aside(group: Sequence[Candidate], kind: str) -> bool:
    """Tell whether a source is but told of: an earlier recording that is not quoted, a side that sent out the video."""
    if all(c.shape == "earlier recording" for c in group):
        return not any(c.quotes or (c.head is not None and _content_in(c.head)) for c in group)
    words = groups("sources")
    kept = words["recording"] | words["video"] | words["spoken"]
    sent_out = group[0].shape in {"published", "agent"} and (group[0].cited_for or "").split(" ")[-1] in kept
    alone = sent_out and len(group) == 1 and not group[0].quotes
    return alone and (_party(group[0]) or (group[0].entity is not None and kind == "organisation"))


def _content_in(recording: Token) -> bool:
    """Tell whether an article takes something from a recording: "in the earlier tape", "the last one shows"."""
    head = recording.head
    if recording.dep_ == "pobj":
        return head.lower_ in {"in", "on"}
    return recording.dep_ == "nsubj" and head.lemma_.lower() in groups("sources")["say"] | {"show"}


def _party(candidate: Candidate) -> bool:
    """Tell whether a source is a side without more: its arms, its followers and its supporters are sources still."""
    words, head = groups("sources"), candidate.head
    if head is None or candidate.entity is not None:
        return False
    return bool({head.lemma_.lower()} & words["party"] - words["follower"] - words["arm"])


def _taken_up(candidate: Candidate) -> bool:
    """Tell whether a phrase takes up a body told of before, which nothing says is which: "the New York group said"."""
    head = candidate.head
    if candidate.entity is not None or head is None or head.lemma_.lower() not in groups("sources")["body-of-people"]:
        return False
    return head.pos_ == "NOUN" and any(c.lower_ in {"the", "this", "that"} for c in head.children)


def _citations(view: Context, group: Sequence[Candidate]) -> tuple[Citation, ...]:
    """Return one citation a naming: those of one naming found by several ways become one."""
    kept: list[Candidate] = []
    for candidate in group:
        if kept and candidate.start < kept[-1].end:
            last = kept.pop()
            ids = tuple(dict.fromkeys([*last.quotes, *candidate.quotes]))
            kept.append(replace(last, cited_for=last.cited_for or candidate.cited_for, quotes=ids))
        else:
            kept.append(candidate)
    article = view.article.id
    return tuple(
        Citation(article=article, start=c.start, end=c.end, cited_for=c.cited_for, quotes=c.quotes) for c in kept
    )
