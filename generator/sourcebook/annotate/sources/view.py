"""What the finders of sources share: the candidate, the article as they see it, and which words can be a source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups
from sourcebook.annotate.stretches import Stretches
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Article, Entity, Quote, Span

PROSE = frozenset({"title", "heading", "body", "highlight", "caption"})
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(frozen=True)
class Candidate:
    """One naming of a possible source: character bounds, the entity or the noun that heads it, what it is cited for."""

    start: int
    end: int
    head: Token | None
    entity: str | None
    shape: str
    cited_for: str | None = None
    quotes: tuple[str, ...] = ()
    label: str | None = None


@dataclass(frozen=True)
class Context:
    """What the finders share: the article, its parse, whose mention stands where, and which text is prose."""

    article: Article
    doc: Doc
    entities: Mapping[str, Entity]
    at: Mapping[int, str]
    called: Mapping[str, str]
    quotes: Sequence[Quote]
    own: Stretches[str]

    def entity_of(self, token: Token) -> str | None:
        """Return the id of the entity whose mention covers `token`."""
        return self.at.get(token.i)

    def prose(self, start: int) -> bool:
        """Tell whether the character `start` stands in text of the article's own."""
        return bool(self.own.at(start))


def context(article: Article, doc: Doc, entities: Sequence[Entity], quotes: Sequence[Quote]) -> Context:
    """Return the finders' shared view of an article."""
    at: dict[int, str] = {}
    for entity in entities:
        for mention in entity.mentions:
            at.update(dict.fromkeys(doc.begun(mention.start, mention.end), entity.id))
    called = {fold(form.form): e.id for e in entities for form in e.aliases}
    called |= {fold(e.name): e.id for e in entities}
    own = Stretches[str]((b.start, b.end, b.kind) for b in article.blocks if b.kind in PROSE)
    return Context(article, doc, {e.id: e for e in entities}, at, called, quotes, own)


def speaks(head: Token) -> bool:
    """Tell whether a noun that no entity stands for can be a source: a role, a document, or a name."""
    if head.pos_ == "PROPN":
        return head.ent_type_ in NAMED
    return may_speak(head, "says")


def entity_named(view: Context, head: Token) -> str | None:
    """Return the entity a noun phrase names: at its head, in apposition to it, or as the arm it is called."""
    if head.i in view.at:
        return view.at[head.i]
    for child in head.children:
        if child.dep_ == "appos" and child.i in view.at and child.pos_ == "PROPN" and _whole(view, child):
            return view.at[child.i]
    if (one := _one_person(view, head)) is not None:
        return one
    if head.lemma_.lower() in groups("sources")["arm"]:
        inside = [c for c in head.children if c.dep_ in {"compound", "amod", "nmod"} and c.i in view.at]
        for child in inside:
            if view.entities[view.at[child.i]].type in {"organisation", "group"}:
                return view.at[child.i]
    return None


def _one_person(view: Context, head: Token) -> str | None:
    """Return who is named behind one role or two: "writer X", "the teacher and writer X", not "the teacher and X"."""
    at, doc = head.i + 1, head.doc
    if head.tag_ != "NN":
        return None
    if at < len(doc) and doc[at].lower_ == "and":
        at += 1
        while at < len(doc) and doc[at].pos_ == "ADJ":
            at += 1
        if at == len(doc) or doc[at].tag_ != "NN":
            return None
        at += 1
    named = view.at.get(at)
    return named if named is not None and view.entities[named].type == "person" else None


def _whole(view: Context, token: Token) -> bool:
    """Tell whether the mention at `token` begins within its phrase: the parse may cut a name in two."""
    before = token.left_edge.i - 1
    return before < 0 or view.at.get(before) != view.at[token.i]


def may_speak(head: Token, shape: str) -> bool:
    """Tell whether a common noun is one of those that stand for a source in an attribution of this shape."""
    words, lemma = groups("sources"), head.lemma_.lower()
    speakers = ("unnamed-official", "unnamed-person", "unnamed-scholar", "unnamed-organisation")
    if any(lemma in words[g] for g in speakers):
        return True
    if shape in {"says", "according"}:
        return lemma in words["document"] or lemma in words["reports"] or _in_crowd(head)
    return lemma in words["arm"] and shape == "agent"


def _in_crowd(head: Token) -> bool:
    return any(fold(head.doc[max(head.i - 1, 0) : head.i + 1].text) == name for name in groups("sources")["crowd"])


def within(candidate: Candidate, span: Span) -> bool:
    """Tell whether the words that name a candidate overlap `span`."""
    return candidate.start < span.end and span.start < candidate.end


def with_quotes(candidates: Iterable[Candidate], quotes: Iterable[Quote]) -> list[Candidate]:
    """Return the candidates, each with the quotations whose source words it overlaps."""
    named = Stretches((q.source.start, q.source.end, q.id) for q in quotes if q.source is not None)
    made = []
    for candidate in candidates:
        ids = [identifier for _, _, identifier in named.over(candidate.start, candidate.end)]
        whole = tuple(dict.fromkeys([*candidate.quotes, *ids]))
        made.append(replace(candidate, quotes=whole) if whole != candidate.quotes else candidate)
    return made
