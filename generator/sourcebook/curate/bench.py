"""The findings of one article while corrections are laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from sourcebook.curate import anchoring, blank, targets
from sourcebook.curate.entries import Entry
from sourcebook.curate.names import Names
from sourcebook.curate.targets import Candidate, Finding
from sourcebook.records import Authenticity, Citation, Confidence, DateMention, Facts, Quantity, Quote, Span, Status

Values = Mapping[str, Any]


class Bench:
    """Finds what entries mean in one article, and changes it.

    Args:
        text: the article's text.
        facts: its findings as the machine made them.
    """

    def __init__(self, text: str, facts: Facts) -> None:
        self._text = text
        self._article = facts.article
        self._facts = facts
        self._kept: dict[str, list[Finding | None]] = {
            "quote": list(facts.quotes),
            "number": list(facts.quantities),
            "date": list(facts.dates),
            "authenticity": list(facts.authenticity),
        }
        self.names = Names(facts.article, text, facts.entities, facts.sources)
        self._citations = [(s.id, c) for s in facts.sources for c in s.citations]
        self._mentions = [(e.id, m) for e in facts.entities for m in e.mentions]

    def candidates(self, what: str) -> list[Candidate]:
        """Return the machine's findings of a kind."""
        if what == "source":
            said = {s.id: {"name": s.name, "kind": s.kind} for s in self._facts.sources}
            return [
                Candidate(spans=(Span(c.start, c.end),), says={**said[s], "cited_for": c.cited_for})
                for s, c in self._citations
            ]
        if what == "name":
            known = {e.id: {"entity": e.name, "type": e.type} for e in self._facts.entities}
            return [Candidate(spans=(Span(m.start, m.end),), says=known[e]) for e, m in self._mentions]
        return targets.candidates(what, self._facts, self.names.name)

    def target(self, what: str, index: int) -> tuple[str, Confidence | None]:
        """Return id and grade of one of the machine's findings; a name and a source have the id of what they name."""
        if what == "source":
            return self._citations[index][0], None
        if what == "name":
            return self._mentions[index][0], None
        found = self._kept[what][index]
        if found is None:
            return "", None
        return found.id, None if isinstance(found, DateMention) else found.confidence

    def reject(self, what: str, index: int) -> None:
        """Take one of the machine's findings away."""
        if what == "source":
            self.names.uncite(*self._citations[index])
            return
        if what == "name":
            mention = self._mentions[index][1]
            self.names.unmention(Span(mention.start, mention.end))
            return
        found = self._kept[what][index]
        self._kept[what][index] = None
        if isinstance(found, Quote):
            self._unquote(found.id)

    def change(self, what: str, index: int, entry: Entry, at: Span) -> str:
        """Lay an entry's values over one of the machine's findings; return what is wrong, nothing if it went well."""
        if what == "source":
            return self._change_citation(index, entry.values)
        if what == "name":
            mention = self._mentions[index][1]
            if entry.values:
                self._name(Span(mention.start, mention.end), entry.values, known=self._mentions[index][0])
            return ""
        found = self._kept[what][index]
        if found is None:
            return "another entry has rejected it"
        made = self._changed(found, entry.values, at)
        if isinstance(made, str):
            return made
        same = replace(made, status=found.status) == found
        status: Status = "confirmed" if same and entry.do in {"confirm", "correct", "add"} else "corrected"
        status = found.status if entry.do == "rate" or (same and found.status != "machine") else status
        self._kept[what][index] = replace(made, status=status)
        return ""

    def add(self, what: str, entry: Entry, at: Span) -> str:
        """Add a finding; return what is wrong, nothing if it went well."""
        values = entry.values
        if what == "name":
            self._name(at, values, known=None)
            return ""
        if what == "source":
            held = self.names.source(values["name"], values.get("kind"), at)
            self.names.cite(held, self.names.cited(at, values.get("cited_for")))
            return ""
        made = self._changed(blank.blank(what, self._article, self._text, at), values, at)
        if isinstance(made, str):
            return made
        self._kept[what].append(made)
        return ""

    def facts(self) -> Facts:
        """Return the findings as they stand now, in text order."""
        names = self.names
        self._leave_out_unnamed()
        self._cite_what_is_referred_to()
        return replace(
            self._facts,
            entities=tuple(names.entities.values()),
            sources=tuple(s for s in names.sources.values() if s.citations),
            quotes=tuple(sorted((q for q in self._kept["quote"] if isinstance(q, Quote)), key=_of_quote)),
            quantities=tuple(sorted((n for n in self._kept["number"] if isinstance(n, Quantity)), key=_of_span)),
            dates=tuple(sorted((d for d in self._kept["date"] if isinstance(d, DateMention)), key=_of_span)),
            authenticity=tuple(
                sorted((s for s in self._kept["authenticity"] if isinstance(s, Authenticity)), key=_of_span)
            ),
        )

    def _cite_what_is_referred_to(self) -> None:
        """Let sources whose last citation was rejected stand where a number or statement still names them."""
        for found in (*self._kept["number"], *self._kept["authenticity"]):
            if isinstance(found, Quantity | Authenticity):
                held = found.attributed_to if isinstance(found, Quantity) else found.holder
                if held in self.names.sources and not self.names.sources[held].citations:
                    self.names.cite(held, self.names.cited(Span(found.start, found.end)))

    def _leave_out_unnamed(self) -> None:
        """Drop entities that lost their last name; who is quoted or cited keeps it as words."""
        had = {e.id for e in self._facts.entities if e.mentions}
        gone = {i for i, e in self.names.entities.items() if i in had and not e.mentions}
        for number, quote in enumerate(self._kept["quote"]):
            if isinstance(quote, Quote) and quote.speaker in gone:
                label = quote.speaker_label or self.names.name(quote.speaker)
                self._kept["quote"][number] = replace(quote, speaker=None, speaker_label=label)
        for source in self.names.sources.values():
            if source.entity in gone:
                self.names.sources[source.id] = replace(source, entity=None)
        for identifier in gone:
            del self.names.entities[identifier]

    def _changed(self, found: Finding, values: Values, at: Span) -> Finding | str:
        if isinstance(found, Quote):
            return self._changed_quote(found, values, at)
        if isinstance(found, Quantity):
            return self._changed_number(found, values)
        if isinstance(found, DateMention):
            told = {"reasoning": "a person said so"} if values.get("value", found.value) != found.value else {}
            return replace(found, **values, **told)
        plain = {k: v for k, v in values.items() if k not in {"holder", "holder_kind"}}
        if "holder" in values:
            name, place = values["holder"], Span(found.start, found.end)
            same = name is not None and found.holder is not None and self.names.source_name(found.holder) == name
            if not same:
                plain["holder"] = None if name is None else self.names.source(name, values.get("holder_kind"), place)
        return replace(found, **plain)

    def _changed_number(self, found: Quantity, values: Values) -> Quantity:
        plain = {k: v for k, v in values.items() if k not in {"value", "attributed_to"}}
        if "value" in values:
            plain["low"] = plain["high"] = values["value"]
        low, high = plain.get("low", found.low), plain.get("high", found.high)
        if "bound" not in plain and (low, high) != (found.low, found.high):
            plain["bound"] = _bound(low, high)
        if "attributed_to" in values:
            name, place = values["attributed_to"], Span(found.start, found.end)
            plain["attributed_to"] = None if name is None else self.names.source(name, None, place)
        return replace(found, **plain)

    def _changed_quote(self, found: Quote, values: Values, at: Span) -> Quote | str:
        plain = {k: v for k, v in values.items() if k not in {"speaker", "words"}}
        if "words" in values:
            content = self._around(values["words"], at)
            if content is None:
                return "the 'words' do not stand at the quoted ones, or stand there twice"
            plain["content"] = (content,)
        if "speaker" in values:
            name = values["speaker"]
            speaker = None if name is None else self.names.entity(name)
            if speaker != found.speaker:
                self._move_citations(found, speaker)
            label = None if speaker is not None else found.speaker_label
            plain = {"speaker": speaker, "speaker_label": label} | plain
        return replace(found, **plain)

    def _around(self, words: str, at: Span) -> Span | None:
        """Return where words stand that share something with a stretch; ``None`` where nowhere or twice."""
        text = anchoring.Text(self._text)
        found = [s for s in text.places(words) if s.start < at.end and at.start < s.end]
        return found[0] if len(found) == 1 else None

    def _move_citations(self, quote: Quote, speaker: str | None) -> None:
        """Let citations that were made for a quotation follow its speaker."""
        for source in list(self.names.sources.values()):
            for citation in [c for c in source.citations if quote.id in c.quotes]:
                left = tuple(q for q in citation.quotes if q != quote.id)
                own = source.entity is not None and source.entity == quote.speaker
                if own:
                    self._replace(source.id, citation, replace(citation, quotes=left) if left else None)
                    if speaker is not None:
                        self._cite_speaker(quote, speaker, citation)

    def _cite_speaker(self, quote: Quote, speaker: str, citation: Citation) -> None:
        held = next((s.id for s in self.names.sources.values() if s.entity == speaker), None)
        held = held or self.names.source(self.names.entities[speaker].name, None, Span(citation.start, citation.end))
        self.names.cite(held, replace(citation, quotes=(quote.id,), status="corrected"))

    def _unquote(self, identifier: str) -> None:
        for source in list(self.names.sources.values()):
            for citation in [c for c in source.citations if identifier in c.quotes]:
                left = tuple(q for q in citation.quotes if q != identifier)
                self._replace(source.id, citation, replace(citation, quotes=left))

    def _replace(self, source: str, old: Citation, new: Citation | None) -> None:
        self.names.uncite(source, old)
        if new is not None:
            self.names.cite(source, new)

    def _change_citation(self, index: int, values: Values) -> str:
        held, citation = self._citations[index]
        made = replace(citation, **({"cited_for": values["cited_for"]} if "cited_for" in values else {}))
        source = self.names.sources[held]
        other = held
        if values.get("name", source.name) != source.name:
            other = self.names.source(values["name"], values.get("kind"), Span(citation.start, citation.end))
        if values.get("kind", self.names.sources[other].kind) != self.names.sources[other].kind:
            self.names.sources[other] = replace(self.names.sources[other], kind=values["kind"])
            made = replace(made, status="corrected")
        status: Status = "confirmed" if made == citation and other == held else "corrected"
        self._replace(held, citation, None)
        self.names.cite(other, replace(made, status=status))
        return ""

    def _name(self, at: Span, values: Values, known: str | None) -> None:
        """Make a stretch a name of the entity that the values tell, or change the type of the one it names."""
        kind = values.get("type")
        if "entity" not in values and known is not None:
            self.names.entities[known] = replace(self.names.entities[known], type=kind)
            return
        self.names.mention(at, self.names.entity(values["entity"], kind))


def _bound(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "at-most" if low is None else "at-least"
    return "exact" if low == high else "range"


def _of_quote(quote: Quote) -> tuple[Span, ...]:
    return quote.content[:1]


def _of_span(found: Quantity | DateMention | Authenticity) -> tuple[int, int, str]:
    return (found.start, found.end, found.id)
