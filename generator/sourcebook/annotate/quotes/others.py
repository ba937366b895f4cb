"""Attributions without a verb of saying: "according to", nouns and adjectives of saying, headline colons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import extents, lexicon, trees
from sourcebook.annotate.quotes.model import Frame
from sourcebook.annotate.quotes.words import among
from sourcebook.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Block

# The full stop of a sentence, not of an abbreviation.
_FULL_STOP = re.compile(r"(?<![A-Z])\.\Z")
# Words before the colon of a headline, at most, and behind it, at least.
_HEADLINE_SPEAKER = 6
_HEADLINE_CONTENT = 3
# In characters; what is longer is no headline, whatever it was taken for.
_LONGEST_HEADLINE = 300


def find(doc: Doc, blocks: Sequence[Block]) -> Iterator[Frame]:
    """Yield the attributions that no verb makes.

    Args:
        doc: the parse of a whole article.
        blocks: the blocks of its prose; a colon speaks in titles and headings.
    """
    for token in doc:
        frame = None
        if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            frame = _according(token)
        elif token.pos_ == "NOUN":
            frame = _noun(token)
        elif token.pos_ == "ADJ" and token.lower_ in lexicon.load().adjectives:
            frame = _adjective(token)
        if frame is not None:
            yield frame
    for block in blocks:
        if block.kind in {"title", "heading"} and block.end - block.start <= _LONGEST_HEADLINE:
            yield from _headline(doc, block)


def _rest(doc: Doc, sent: Span, cut: Span) -> tuple[Span, ...]:
    """Return what is left of a sentence when `cut` is taken out."""
    text = doc.text
    end = sent.end - 1 if _FULL_STOP.search(text[max(sent.start, sent.end - 3) : sent.end].rstrip()) else sent.end
    spans = (trees.tidy(text, Span(sent.start, cut.start)), trees.tidy(text, Span(cut.end, max(end, cut.end))))
    return tuple(s for s in spans if s is not None and s.end - s.start > 1)


def _according(token: Token) -> Frame | None:
    doc = token.doc
    to = doc[token.i + 1]
    object_ = next((c for c in to.children if c.dep_ == "pobj"), None)
    if object_ is None:
        following = [t for t in doc[to.i + 1 : min(to.i + 8, token.sent.end)] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
        if not following:
            return None
        object_ = following[0]
    start, end = trees.noun_phrase(object_, to.i)
    source = trees.chars(doc, start, end)
    cue = trees.chars(doc, token.i, to.i + 1)
    first, last = extents.sentence_part(token, token.i, end)
    after = next((t for t in doc[end:last] if not t.is_space), None)
    if token.i > first + 1 and (after is None or after.text != ","):
        last = end
    part = trees.chars(doc, first, last)
    return Frame(token.i, cue, source, object_.i, _rest(doc, part, Span(cue.start, source.end)), "speech", "according")


def _noun(noun: Token) -> Frame | None:
    takes = lexicon.load().nouns.get(noun.lemma_.lower())
    if takes is None:
        return None
    clause = _clause(noun, takes)
    if clause is None:
        return None
    doc = noun.doc
    start, end = trees.extent(clause.subtree)
    content = trees.tidy(doc.text, trees.chars(doc, start, end))
    head = _holder(noun)
    source = None
    if head is not None:
        bounds = trees.noun_phrase(head, noun.i)
        source = trees.chars(doc, *bounds)
    if content is None or (head is None and noun.lemma_.lower() not in lexicon.load().lists["hearsay"]):
        return None
    cue = trees.chars(doc, noun.i, noun.i + 1)
    return Frame(noun.i, cue, source, None if head is None else head.i, (content,), "report", "noun")


def _clause(noun: Token, takes: frozenset[str]) -> Token | None:
    """Return the clause that fills the noun; the parse may hang it on who stands behind "by" in between."""
    holders = [c for p in noun.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pobj"]
    for child in noun.children:
        if child.dep_ in {"acl", "ccomp"} and child.i > noun.i and _fits(child, takes):
            return child
    for holder in holders:
        for child in holder.children:
            if child.dep_ in {"acl", "relcl"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
                return child
    return None


def _fits(clause: Token, takes: frozenset[str]) -> bool:
    marks = {c.lower_ for c in clause.children if c.dep_ in {"mark", "aux"}}
    finite = any(c.dep_ in trees.SUBJECTS for c in clause.children)
    return (
        "clause" in takes and finite and clause.dep_ in {"acl", "ccomp"} and ("that" in marks or "to" not in marks)
    ) or ("to" in takes and "to" in marks)


def _holder(noun: Token) -> Token | None:
    """Return who has the claim: a possessor, "by X", "from X", or the subject of the verb it is the object of."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "of"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in lexicon.load().lists["light"]:
        return trees.subject(noun.head)
    return None


def _adjective(word: Token) -> Frame | None:
    verb = word.head
    if word.dep_ not in {"acomp", "oprd"} or verb.pos_ not in {"VERB", "AUX"}:
        return None
    clause = next((c for c in word.children if c.dep_ == "ccomp" and c.i > word.i), None)
    prep = next((c for c in word.children if c.dep_ == "prep" and c.lower_ in {"about", "of"} and c.i > word.i), None)
    head = trees.subject(verb)
    if (clause is None and prep is None) or head is None or head.lower_ in {"it", "that", "this", "there"}:
        return None
    doc = word.doc
    start, end = trees.extent((clause or prep or word).subtree)
    if clause is None:
        start += 1
    content = trees.tidy(doc.text, trees.chars(doc, start, end)) if end > start else None
    if content is None:
        return None
    cue = trees.chars(doc, verb.i, word.i + 1) if verb.i < word.i else trees.chars(doc, word.i, word.i + 1)
    source = trees.chars(doc, *trees.noun_phrase(head, verb.i))
    return Frame(word.i, cue, source, head.i, (content,), "belief", "adjective")


def _can_speak(last: Token) -> bool:
    """Whether what stands before a headline's colon ends in somebody or something that speaks."""
    if last.ent_type_ in {"PERSON", "ORG"}:
        return True
    texts = lexicon.load().texts - lexicon.load().lists["images"]
    return last.lemma_.lower() in texts or any(among(group, last.lower_) for group in ("plural", "persons", "bodies"))


def _headline(doc: Doc, block: Block) -> Iterator[Frame]:
    """Yield "Who: what" of a title, where what stands before the colon is a name or noun phrase and nothing else."""
    tokens = [t for t in doc if block.start <= t.idx < block.end]
    colon = next((t for t in tokens if t.text == ":"), None)
    if colon is None:
        return
    before = [t for t in tokens if t.i < colon.i]
    after = [t for t in tokens if t.i > colon.i and not t.is_space]
    if not 0 < len(before) <= _HEADLINE_SPEAKER or len(after) < _HEADLINE_CONTENT:
        return
    last = before[-1]
    if not _can_speak(last) or any(t.pos_ in {"VERB", "AUX"} for t in before):
        return
    source = trees.chars(doc, before[0].i, colon.i)
    content = trees.tidy(doc.text, trees.chars(doc, after[0].i, after[-1].i + 1))
    if content is not None:
        yield Frame(
            colon.i, trees.chars(doc, colon.i, colon.i + 1), source, before[-1].i, (content,), "speech", "headline"
        )
