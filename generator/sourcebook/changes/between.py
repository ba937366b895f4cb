"""Compares the findings of two builds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from sourcebook.records import Article, Change, Changes, Corpus, Record, Span
from sourcebook.spilled import beside, by_id, by_key
from sourcebook.text import fold

_LONGEST = 160


class _Item(Record, frozen=True, kw_only=True):
    """A finding reduced to what is compared: where it stands and what it says."""

    kind: str
    id: str
    article: str | None
    span: Span | None
    words: str
    says: str


def between(old: Corpus, new: Corpus) -> Changes:
    """Return what `new` has that `old` has not, and the other way round.

    Two findings are one where they have one id; or where one went and another of its kind came at the same words of the
    same article.
    """
    before, after = _by_name(old), _by_name(new)
    changed = [
        _change("changed", item, before[k].says)
        for k, item in after.items()
        if k in before and _differ(before[k], item)
    ]
    lost = [item for key, item in before.items() if key not in after]
    gained = [item for key, item in after.items() if key not in before]
    pairs, lost, gained = _paired(lost, gained)
    changed += [
        _change("changed", now, was.says) for was, now in pairs if was.says != now.says or was.words != now.words
    ]
    every = [
        *changed,
        *(_change("lost", i, i.says, says="") for i in lost),
        *(_change("gained", i, "") for i in gained),
    ]
    ordered = sorted(every, key=lambda c: (c.article or "", c.start or 0, c.kind, c.how, c.id))
    known = {_without_line(text) for text in old.curation.orphaned}
    return Changes(
        changes=tuple(ordered),
        orphaned=tuple(text for text in new.curation.orphaned if _without_line(text) not in known),
    )


def _by_name(corpus: Corpus) -> Mapping[tuple[str, str], _Item]:
    """Return what is compared by kind and id; of a large folder it lies in a file."""
    return by_key(beside(corpus.articles).of(_Item, _items(corpus)), lambda item: (item.kind, item.id))


def _differ(one: _Item, other: _Item) -> bool:
    return (one.says, one.words) != (other.says, other.words)


def _without_line(orphan: str) -> str:
    """Return an orphan's description without the line it stands on, which moves."""
    return orphan.split(": ", 1)[-1]


def _paired(lost: list[_Item], gained: list[_Item]) -> tuple[list[tuple[_Item, _Item]], list[_Item], list[_Item]]:
    came: dict[tuple[str, str | None, str], list[_Item]] = {}
    for item in gained:
        came.setdefault((item.kind, item.article, fold(item.words)), []).append(item)
    pairs: list[tuple[_Item, _Item]] = []
    for item in lost:
        there = came.get((item.kind, item.article, fold(item.words)), [])
        if there:
            pairs.append((item, there.pop(0)))
    gone, new = {id(was) for was, _ in pairs}, {id(now) for _, now in pairs}
    return pairs, [i for i in lost if id(i) not in gone], [i for i in gained if id(i) not in new]


def _change(how: Literal["gained", "lost", "changed"], item: _Item, was: str, *, says: str | None = None) -> Change:
    return Change(
        how=how,
        kind=item.kind,
        id=item.id,
        article=item.article,
        start=item.span.start if item.span else None,
        end=item.span.end if item.span else None,
        words=item.words,
        was=was,
        says=item.says if says is None else says,
    )


def _items(corpus: Corpus) -> Iterator[_Item]:
    articles = by_id(corpus.articles)
    names = {e.id: e.name for e in corpus.entities}
    held = {s.id: s.name for s in corpus.sources}
    for a in corpus.articles:
        data: dict[str, Any] = {
            "title": a.title,
            "outlet": a.outlet,
            "published": a.published and a.published.value,
            "words": a.words,
        }
        yield _Item(kind="article", id=a.id, article=a.id, span=None, words=_short(a.title or a.id), says=_said(data))
    for q in corpus.quotes:
        speaker = names.get(q.speaker or "") or q.speaker_label
        span = Span(q.content[0].start, q.content[-1].end) if q.content else None
        says = _said({"speaker": speaker, "kind": q.kind, "status": q.status, "credibility": q.credibility})
        yield _in_text("quote", q.id, q.article, span, articles, says)
    for n in corpus.quantities:
        data = {"low": n.low, "high": n.high, "bound": n.bound, "counted": n.counted, "status": n.status}
        by = held.get(n.attributed_to or "")
        yield _in_text("number", n.id, n.article, Span(n.start, n.end), articles, _said({**data, "according to": by}))
    for d in corpus.dates:
        says = _said({"value": d.value, "status": d.status})
        yield _in_text("date", d.id or f"{d.article}:{d.start}", d.article, Span(d.start, d.end), articles, says)
    for s in corpus.authenticity:
        data = {"object": s.object, "stance": s.stance, "holder": held.get(s.holder or ""), "status": s.status}
        yield _in_text("authenticity", s.id, s.article, Span(s.start, s.end), articles, _said(data))
    yield from _of_the_folder(corpus)


def _of_the_folder(corpus: Corpus) -> Iterator[_Item]:
    for e in corpus.entities:
        where = len({m.article for m in e.mentions})
        said: dict[str, Any] = {"type": e.type, "articles": where, "mentions": len(e.mentions), "status": e.status}
        said |= {"description": e.description, "wikidata": e.wikidata}
        yield _Item(kind="entity", id=e.id, article=None, span=None, words=_short(e.name), says=_said(said))
    for s in corpus.sources:
        said = {"kind": s.kind, "citations": len(s.citations), "status": s.status, "reliability": s.reliability}
        yield _Item(kind="source", id=s.id, article=None, span=None, words=_short(s.name), says=_said(said))
    for v in corpus.events:
        said = {"articles": ", ".join(v.articles), "curated": v.curated}
        yield _Item(kind="event", id=v.id, article=None, span=None, words=_short(v.label), says=_said(said))
    for r in corpus.comparisons:
        cells = "; ".join(f"{cell.article}: {cell.value}" for cell in r.cells)
        said = {"status": r.status, "possible": r.possible or None, "curated": r.curated, "cells": _short(cells)}
        yield _Item(kind="row", id=r.id, article=None, span=None, words=_short(r.topic), says=_said(said))


def _in_text(
    kind: str, made: str, article: str, span: Span | None, articles: Mapping[str, Article], says: str
) -> _Item:
    words = articles[article].text[span.start : span.end] if span and article in articles else ""
    return _Item(kind=kind, id=made, article=article, span=span, words=_short(words), says=says)


def _said(values: dict[str, Any]) -> str:
    """Return values as words; what is not told, or the machine's as ever, is left out."""
    return ", ".join(f"{k}: {v}" for k, v in values.items() if v not in {None, "", "machine"})


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
