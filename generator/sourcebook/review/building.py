"""Entries of curation.yml for findings that a person looks at in the browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sourcebook.curate import anchoring
from sourcebook.errors import CurationError
from sourcebook.records import Corpus, Entity, Span
from sourcebook.spilled import by_id
from sourcebook.text import fold

_REMEDY = "reload the page"


class Finder:
    """Finds the findings of a corpus by the names that pages give them: kind, colon, id."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._articles = by_id(corpus.articles)
        self._entities = by_id(corpus.entities)
        self._sources = by_id(corpus.sources)

    def entry(self, finding: str) -> dict[str, Any]:
        """Return the keys of an entry that say which finding is meant.

        Raises:
            CurationError: there is no such finding any more.
        """
        what, _, name = finding.partition(":")
        places = self._places(what, name)
        if not places:
            raise CurationError("this finding is not there any more", text=finding, remedy=_REMEDY)
        made: dict[str, Any] = {"what": what, "article": places[0][0], "at": self._at(*places[0])}
        if len(places) > 1:
            made["with"] = [{"article": article, "at": self._at(article, span)} for article, span in places[1:]]
        return made | ({"was": was} if (was := self._was(what, name)) else {})

    def says(self, finding: str) -> dict[str, Any]:
        """Return what a finding says now, by the keys that can be set."""
        what, _, name = finding.partition(":")
        if what == "quote":
            q = next((q for q in self._corpus.quotes if q.id == name), None)
            return {} if q is None else {"speaker": self._name(q.speaker), "kind": q.kind}
        if what == "number":
            n = next((n for n in self._corpus.quantities if n.id == name), None)
            return {} if n is None else {k: getattr(n, k) for k in ("low", "high", "bound", "unit", "counted")}
        if what == "date":
            d = next((d for d in self._corpus.dates if d.id == name), None)
            return {} if d is None else {"value": d.value, "type": d.type}
        if what == "source":
            source = self._sources.get(name.split(":")[0])
            return {} if source is None else {"name": source.name, "kind": source.kind}
        if what == "authenticity":
            s = next((s for s in self._corpus.authenticity if s.id == name), None)
            held = self._sources.get(s.holder or "") if s else None
            holder = held.name if held else None
            return {} if s is None else {"stance": s.stance, "object": s.object, "holder": holder}
        row = next((r for r in self._corpus.comparisons if r.id == name), None)
        return {} if row is None else {"topic": row.topic, "status": row.status}

    def merge(self, finding: str, other: str) -> dict[str, Any]:
        """Return the entry that makes the person of a finding one with somebody called `other`.

        Raises:
            CurationError: the finding names nobody, or nobody or several are called so.
        """
        what, _, name = finding.partition(":")
        if what == "quote":
            entity = next((q.speaker for q in self._corpus.quotes if q.id == name), None)
        else:
            source = self._sources.get(name.split(":")[0]) if what == "source" else None
            entity = source.entity if source else None
        one = self._entities.get(entity or "")
        called = [e for e in self._corpus.entities if fold(e.name) == fold(other) and e.id != entity and e.mentions]
        if one is None or not one.mentions:
            raise CurationError("this finding names nobody that could be merged", remedy="merge from another one")
        if len(called) != 1:
            many = "several are" if called else "nobody else is"
            raise CurationError(f"{many} called so", text=other, remedy="write the name as its page does")
        first, second = self._mention(one), self._mention(called[0])
        return {"what": "entity", **first, "with": [second]}

    def _mention(self, entity: Entity) -> dict[str, Any]:
        place = entity.mentions[0]
        return {"article": place.article, "at": self._at(place.article, Span(place.start, place.end))}

    def _name(self, entity: str | None) -> str | None:
        known = self._entities.get(entity or "")
        return known.name if known else None

    def _at(self, article: str, span: Span) -> dict[str, str]:
        made = anchoring.selector_of(self._articles[article].text, span.start, span.end)
        around = {"prefix": made.prefix, "suffix": made.suffix}
        return {"exact": made.exact} | {key: words for key, words in around.items() if words}

    def _places(self, what: str, name: str) -> list[tuple[str, Span]]:
        corpus = self._corpus
        if what == "quote":
            return [(q.article, q.content[0]) for q in corpus.quotes if q.id == name and q.content]
        if what == "number":
            return [(n.article, Span(n.start, n.end)) for n in corpus.quantities if n.id == name]
        if what == "date":
            return [(d.article, Span(d.start, d.end)) for d in corpus.dates if d.id == name]
        if what == "authenticity":
            return [(s.article, Span(s.start, s.end)) for s in corpus.authenticity if s.id == name]
        if what == "source":
            cited = [
                c
                for s in corpus.sources
                for c in s.citations
                if f"{s.id}:{quote(c.article, safe='', errors='surrogatepass')}:{c.start}" == name
            ]
            return [(c.article, Span(c.start, c.end)) for c in cited]
        rows = [r for r in corpus.comparisons if r.id == name] if what == "row" else []
        return [(c.article, c.evidence) for r in rows for c in r.cells]

    def _was(self, what: str, name: str) -> dict[str, Any]:
        says = self.says(f"{what}:{name}")
        keys = {"authenticity": ("object", "stance"), "row": ("topic", "status")}.get(what, ())
        return {key: says[key] for key in keys if says.get(key) is not None}
