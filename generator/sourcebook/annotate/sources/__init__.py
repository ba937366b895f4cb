"""Sources: everything an article leans on, each once, with the places where it does and what for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups
from sourcebook.annotate.sources.candidates import Candidate, Context, candidates, context, with_quotes
from sourcebook.annotate.sources.kinds import kind_of
from sourcebook.annotate.sources.recordings import recordings
from sourcebook.records import Citation, Source
from sourcebook.text import fold, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from sourcebook.records import Article, Entity, Quote

__all__ = ["find"]

_RECORDED = frozenset({"recording", "video", "earlier recording"})


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
    grouped: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        grouped[_key(view, candidate, grouped)].append(with_quotes(candidate, quotes))
    return tuple(_sources(view, grouped.values()))


def _heard(view: Context) -> Iterable[Candidate]:
    """Yield the recording for each quotation that is spoken in it."""
    for quote in view.quotes:
        if quote.in_recording and quote.source is not None:
            shape = "recording"
            yield Candidate(quote.source.start, quote.source.end, None, None, shape, "what is said in it", (quote.id,))


def _key(view: Context, candidate: Candidate, grouped: dict[str, list[Candidate]]) -> str:
    """Return what makes two candidates one source: the entity, the recording, or the noun with its modifiers."""
    if candidate.shape in _RECORDED:
        return candidate.shape
    if candidate.entity is not None:
        return "entity " + candidate.entity
    name = fold(_plain_name(view, candidate))
    if (
        candidate.head is not None
        and candidate.head.pos_ != "PROPN"
        and len(name.split()) == 1
        and _definite(candidate)
    ):
        ending = candidate.head.lower_
        back = [k for k, v in grouped.items() if v[0].head is not None and k.split()[-1] == ending]
        back += [k for k, v in grouped.items() if k.startswith("entity ") and _called(view, v, ending)]
        if back:
            return back[-1]
    return "noun " + name


def _definite(candidate: Candidate) -> bool:
    return candidate.head is not None and any(c.lower_ == "the" for c in candidate.head.children)


def _called(view: Context, group: Sequence[Candidate], noun: str) -> bool:
    entity = view.entities.get(group[0].entity or "")
    return entity is not None and any(noun in fold(role.text).split() for role in entity.roles)


def _plain_name(view: Context, candidate: Candidate) -> str:
    """Return the words that name a candidate, without the article before and the genitive after them."""
    words = " ".join(view.article.text[candidate.start : candidate.end].split())
    first, _, rest = words.partition(" ")
    lower = {"a", "an", "the", "some", "several", "another", "other", "many", "one"}
    words = rest if rest and first.lower() in lower else words
    return words.removesuffix("'s").removesuffix("’s").strip(" ,;:'\"“”‘’")


def _name(view: Context, group: Sequence[Candidate]) -> str:
    if group[0].shape in _RECORDED:
        return {"recording": "the recording", "video": "the video"}.get(group[0].shape, "earlier recording")
    entity = view.entities.get(group[0].entity or "")
    return entity.name if entity is not None else _plain_name(view, group[0])


def _sources(view: Context, grouped: Iterable[Sequence[Candidate]]) -> Iterable[Source]:
    ids: set[str] = set()
    for group in grouped:
        name = _name(view, group)
        if not name or fold(name) in {"", fold(view.article.outlet or "")} | groups("sources")["nobody"]:
            continue
        made = slug(name)
        made = made if made not in ids else f"{made}-{len(ids)}"
        ids.add(made)
        kind = kind_of(view, group)
        yield Source(id=made, name=name, entity=group[0].entity, kind=kind, citations=_citations(view, group))


def _citations(view: Context, group: Sequence[Candidate]) -> tuple[Citation, ...]:
    """Return one citation a naming: those of one naming found by several ways become one."""
    kept: list[Candidate] = []
    for candidate in group:
        if kept and candidate.start < kept[-1].end:
            last = kept.pop()
            ids = tuple(dict.fromkeys([*last.quotes, *candidate.quotes]))
            words = last.cited_for if last.cited_for is not None else candidate.cited_for
            kept.append(
                Candidate(last.start, last.end, last.head, last.entity, last.shape, words, ids),
            )
        else:
            kept.append(candidate)
    article = view.article.id
    return tuple(
        Citation(article=article, start=c.start, end=c.end, cited_for=c.cited_for, quotes=c.quotes) for c in kept
    )
