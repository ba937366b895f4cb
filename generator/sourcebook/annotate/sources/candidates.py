"""Every place where an article leans on something: from quotations, from the parse, from credits and datelines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sourcebook.annotate.attributed import PRONOUNS, Attribution, attributions, phrase, subject_of
from sourcebook.annotate.lexicon_file import groups
from sourcebook.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from sourcebook.records import Article, Entity, Quote, Span

PROSE = frozenset({"title", "heading", "body", "highlight", "caption"})
LONGEST_CONTENT = 8
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_CREDIT = re.compile(
    r"(?:with (?:files|reporting|additional reporting|material) (?:from|by)) (?P<names>[^.\n]{2,80})", re.IGNORECASE
)
_BRACKETED = re.compile(r"\((?P<name>[A-Z][A-Za-z&-]{1,20}(?: [A-Z][a-z]+){0,2})\)")


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


@dataclass(frozen=True)
class Context:
    """What the finders share: the article, its parse, whose mention stands where, and which text is prose."""

    article: Article
    doc: Doc
    entities: Mapping[str, Entity]
    at: Mapping[int, str]
    quotes: Sequence[Quote]

    def entity_of(self, token: Token) -> str | None:
        """Return the id of the entity whose mention covers `token`."""
        return self.at.get(token.i)

    def prose(self, start: int) -> bool:
        """Tell whether the character `start` stands in text of the article's own."""
        return any(b.start <= start < b.end and b.kind in PROSE for b in self.article.blocks)


def context(article: Article, doc: Doc, entities: Sequence[Entity], quotes: Sequence[Quote]) -> Context:
    """Return the finders' shared view of an article."""
    starts = {token.idx: token.i for token in doc}
    at: dict[int, str] = {}
    for entity in entities:
        for mention in entity.mentions:
            first = starts.get(mention.start)
            if first is None:
                continue
            for i in range(first, len(doc)):
                if doc[i].idx >= mention.end:
                    break
                at[i] = entity.id
    return Context(article, doc, {e.id: e for e in entities}, at, quotes)


def candidates(view: Context) -> list[Candidate]:
    """Return the candidates of an article in text order."""
    found = [*_from_quotes(view), *_from_parse(view), *_from_credits(view)]
    return sorted(found, key=lambda c: (c.start, c.end))


def _from_quotes(view: Context) -> Iterator[Candidate]:
    for quote in view.quotes:
        if quote.source is None or quote.in_recording:
            continue
        span = view.doc.char_span(quote.source.start, quote.source.end, alignment_mode="expand")
        head = span.root if span is not None else None
        speaker = quote.speaker or (entity_named(view, head) if head is not None else None)
        if head is None or (speaker is None and not speaks(head)) or not view.prose(head.idx):
            continue
        text = content_words(view.article.text[quote.content[0].start : quote.content[0].end])
        yield Candidate(quote.source.start, quote.source.end, head, speaker, "quote", text, (quote.id,))


def speaks(head: Token) -> bool:
    """Tell whether a noun that no entity stands for can be a source: a role, a document, or a name."""
    if head.pos_ == "PROPN":
        return head.ent_type_ in _NAMED
    return may_speak(head, "says")


def entity_named(view: Context, head: Token) -> str | None:
    """Return the entity a noun phrase names: at its head, in apposition to it, or as the arm it is called."""
    if head.i in view.at:
        return view.at[head.i]
    for child in head.children:
        if child.dep_ == "appos" and child.i in view.at and child.pos_ == "PROPN":
            return view.at[child.i]
    if head.lemma_.lower() in groups("sources")["arm"]:
        inside = [c for c in head.children if c.dep_ in {"compound", "amod", "nmod"} and c.i in view.at]
        for child in inside:
            if view.entities[view.at[child.i]].type in {"organisation", "group"}:
                return view.at[child.i]
    return None


def _from_parse(view: Context) -> Iterator[Candidate]:
    for each in attributions(view.doc):
        head = view.doc[each.head]
        if view.prose(head.idx):
            made = _of_attribution(view, each)
            if made is not None:
                yield made
    for token in view.doc:
        if token.lower_ in {"on", "in"} and token.dep_ == "prep" and view.prose(token.idx):
            yield from _published_on(view, token)


def _of_attribution(view: Context, each: Attribution) -> Candidate | None:
    head = view.doc[each.head]
    start, end = _bounds(view, each)
    if head.lower_ in PRONOUNS:
        return _pronoun(view, head, each)
    if each.shape == "agent" and not _public(view.doc[each.cue]):
        return None
    entity = entity_named(view, head)
    cited_for = _cited_for(view, each)
    made = Candidate(start, end, head, entity, each.shape, cited_for)
    if each.shape == "told":
        return made if _is_outlet(view, made) else None
    if entity is not None or may_speak(head, each.shape):
        return made
    named = head.pos_ == "PROPN" and each.shape not in {"maker", "agent"} and head.ent_type_ in _NAMED
    return made if named else None


def _public(verb: Token) -> bool:
    """Tell whether what is done by somebody is saying, or bringing something before the public."""
    words = groups("sources")
    if verb.lemma_.lower() not in words["publish"]:
        return True
    thing = verb.head if verb.dep_ in {"acl", "relcl"} else subject_of(verb)
    near = {thing.lemma_.lower(), *(c.lemma_.lower() for c in thing.children)} if thing is not None else set()
    return verb.lemma_.lower() == "report" or bool(near & words["made-public"])


def _pronoun(view: Context, head: Token, each: Attribution) -> Candidate | None:
    """Return what a pronoun stands for where a quotation has settled it."""
    for quote in view.quotes:
        if (
            quote.source
            and quote.speaker
            and quote.source.start <= head.idx < quote.source.end
            and not quote.in_recording
        ):
            return Candidate(head.idx, head.idx + len(head), head, quote.speaker, each.shape, _cited_for(view, each))
    return None


def _bounds(view: Context, each: Attribution) -> tuple[int, int]:
    last = view.doc[each.end - 1]
    return view.doc[each.start].idx, last.idx + len(last)


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


def _is_outlet(view: Context, made: Candidate) -> bool:
    """Tell whether who was told something is an outlet rather than a person, a place or a body of state."""
    entity = view.entities.get(made.entity or "")
    name = fold(entity.name if entity else view.article.text[made.start : made.end])
    if view.article.outlet and fold(view.article.outlet) in {name, name.removeprefix("the ")}:
        return False
    if set(name.split()) & groups("sources")["state"]:
        return False
    return entity.type == "organisation" if entity else bool(made.head and made.head.ent_type_ == "ORG")


def _published_on(view: Context, prep: Token) -> Iterator[Candidate]:
    """Yield a side's own website or accounts: "posted on a militant website"."""
    words = groups("sources")
    if prep.head.lemma_.lower() not in words["publish"]:
        return
    for head in prep.children:
        if head.dep_ == "pobj" and head.lemma_.lower() in words["arm"]:
            start, end = phrase(head)
            inside = {t.lemma_.lower() for t in view.doc[start:end]}
            if inside & (words["party"] - {"group"}):
                last = view.doc[end - 1]
                yield Candidate(view.doc[start].idx, last.idx + len(last), head, None, "agent", _published(prep.head))


def _cited_for(view: Context, each: Attribution) -> str | None:
    cue = view.doc[each.cue]
    if each.shape == "maker":
        return cue.lemma_.lower()
    if each.shape == "agent":
        return _published(cue)
    if each.content == (0, 0):
        return None
    tokens = view.doc[each.content[0] : each.content[1]]
    if each.shape == "according" and each.end < tokens.end:
        # "according to a translation provided by X": what stands before it in the sentence is what it is cited for.
        tokens = view.doc[each.content[0] : max(each.cue, each.content[0])] or view.doc[each.end : each.content[1]]
    own = [t for t in tokens if not each.start <= t.i < each.end and t.i != each.cue]
    return content_words("".join(t.text_with_ws for t in own))


def _published(verb: Token) -> str | None:
    """Return "release of the recording" for the verb of a recording that was released, as plain words."""
    thing = (
        verb.head if verb.dep_ in {"acl", "relcl"} else next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    )
    noun = f" {thing.lemma_.lower()}" if thing is not None and thing.pos_ == "NOUN" else ""
    return f"{verb.lower_}{noun}".strip()


def content_words(text: str) -> str | None:
    """Return the first words of what somebody said, without marks and the word "that"."""
    words = [w.strip("\"'“”‘’()[],;:.!?") for w in text.split()]
    words = [w for w in words if w]
    while words and words[0].lower() in {"that", "as", "and", "but", "however", "meanwhile"}:
        words = words[1:]
    return " ".join(words[:LONGEST_CONTENT]) or None


def _from_credits(view: Context) -> Iterator[Candidate]:
    agencies = {fold(name) for name in view.article.agencies}
    for block in view.article.blocks:
        if block.kind not in {"credit", "byline", "dateline"}:
            continue
        text = view.article.text[block.start : block.end]
        for agency in view.article.agencies:
            at = text.find(agency)
            if at >= 0:
                yield _credit(view, block.start + at, block.start + at + len(agency), block.kind)
        found = _CREDIT.search(text) or (_BRACKETED.search(text) if block.kind == "dateline" else None)
        for start, end in _names_of(found):
            if fold(text[start:end]) not in agencies and fold(text[start:end]) != fold(view.article.outlet or ""):
                yield _credit(view, block.start + start, block.start + end, block.kind)


def _names_of(found: re.Match[str] | None) -> Iterator[tuple[int, int]]:
    group = found.groupdict() if found else {}
    if found is None or not group:
        return
    start, end = found.span(next(iter(group)))
    for part in re.finditer(r"(?:(?!,| and |;).)+", found.string[start:end]):
        text = part.group().strip()
        offset = start + part.start() + len(part.group()) - len(part.group().lstrip())
        if text:
            yield offset, offset + len(text)


def _credit(view: Context, start: int, end: int, kind: str) -> Candidate:
    span = view.doc.char_span(start, end, alignment_mode="expand")
    head = span.root if span is not None else None
    entity = view.entity_of(head) if head is not None else None
    return Candidate(start, end, head, entity, "credit", "dateline" if kind == "dateline" else "credit")


def within(candidate: Candidate, span: Span) -> bool:
    """Tell whether the words that name a candidate overlap `span`."""
    return candidate.start < span.end and span.start < candidate.end


def with_quotes(candidate: Candidate, quotes: Sequence[Quote]) -> Candidate:
    """Return the candidate with the quotations whose source words it overlaps."""
    ids = [q.id for q in quotes if q.source is not None and within(candidate, q.source)]
    return replace(candidate, quotes=tuple(dict.fromkeys([*candidate.quotes, *ids])))
