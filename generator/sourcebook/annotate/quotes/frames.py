"""Attributions that a verb makes: who says, reports, thinks or wants what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import lexicon, trees
from sourcebook.annotate.quotes.model import Frame
from sourcebook.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_PRONOUN_TAGS = frozenset({"WP", "WDT"})
_POST_FORMS = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def find(doc: Doc) -> Iterator[Frame]:
    """Yield the attributions made by verbs, in the order of their verbs.

    Args:
        doc: the parse of a whole article.
    """
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        takes = _takes(token)
        if takes:
            frame = _frame(token, takes)
            if frame is not None:
                yield frame


def _takes(verb: Token) -> dict[str, str]:
    words = lexicon.load().verbs
    particle = next((c for c in verb.children if c.dep_ == "prt" and c.i > verb.i), None)
    lemma = verb.lemma_.lower()
    if lemma == "hop" and verb.text.lower().startswith("hop") and "pp" not in verb.text:
        lemma = "hope"
    if particle is not None:
        return words.get(f"{lemma} {particle.lower_}", {})
    return words.get(lemma, {})


def _frame(verb: Token, takes: dict[str, str]) -> Frame | None:
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    for complement, tokens in _complements(verb):
        force = takes.get(complement)
        if force is None or not tokens:
            continue
        if passive and complement not in {"clause", "to"}:
            continue
        return _build(verb, tokens, complement, force, passive=passive)
    if passive:
        return _passive(verb, takes)
    if "post" in takes:
        return _parenthetical(verb, takes["post"])
    if "quote" in takes:
        return _bare(verb, takes["quote"])
    return None


def _complements(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    children = list(verb.children)
    for child in children:
        if child.dep_ == "ccomp" and child.i != verb.i:
            yield "clause", list(child.subtree)
    for child in children:
        if child.dep_ in {"xcomp", "advcl"} and child.i > verb.i:
            if any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children):
                if child.dep_ == "xcomp":
                    yield "to", list(child.subtree)
            elif child.dep_ == "xcomp" and child.tag_ == "VBG":
                yield "ing", list(child.subtree)
            elif child.dep_ == "xcomp":
                yield (
                    "clause" if any(c.dep_ in trees.SUBJECTS for c in child.children) else "naming",
                    list(child.subtree),
                )
    object_ = next((c for c in children if c.dep_ == "dobj" and c.i > verb.i), None)
    named = [c for c in children if c.dep_ in {"oprd", "xcomp"} or (c.dep_ == "prep" and c.lower_ == "as")]
    if object_ is not None and named:
        yield "naming", [t for c in (object_, *named) for t in c.subtree if t.i > verb.i]
    if object_ is not None:
        fors = [c for c in children if c.dep_ == "prep" and c.lower_ == "for" and c.i > object_.i]
        ofs = [c for c in children if c.dep_ == "prep" and c.lower_ == "of" and c.i > object_.i]
        for prep in ofs:
            yield "of", [t for t in prep.subtree if t.i > prep.i]
        yield "object", [t for c in (object_, *fors) for t in c.subtree]
    for child in children:
        if child.dep_ == "prep" and child.i > verb.i:
            name = "to-what" if child.lower_ == "to" else child.lower_
            yield name, [t for t in child.subtree if t.i > child.i]


def _build(verb: Token, tokens: list[Token], complement: str, force: str, *, passive: bool) -> Frame | None:
    doc = verb.doc
    head = _agent(verb) if passive else _speaker(verb)
    source = None
    if head is not None:
        start, end = trees.noun_phrase(head, verb.i)
        inside = {t.i for t in tokens}
        if head.i in inside:
            head = None
        else:
            source = trees.chars(doc, start, end)
    cue = trees.chars(doc, *trees.auxiliaries(verb))
    content = _content(verb, tokens, head, source, complement)
    if not content:
        return None
    return Frame(verb.i, cue, source, None if head is None else head.i, content, force, f"verb-{complement}")


def _content(
    verb: Token, tokens: list[Token], head: Token | None, source: Span | None, complement: str
) -> tuple[Span, ...]:
    """Return the stretches of `tokens` around the cue; what stands before the cue reaches to the sentence's start."""
    doc = verb.doc
    text = doc.text
    low = verb.i
    high = verb.i + 1
    if source is not None and head is not None:
        first, last = trees.noun_phrase(head, verb.i)
        if abs(head.i - verb.i) < 12:
            low, high = min(low, first), max(high, last)
    first, last = trees.extent(tokens)
    spans: list[Span | None] = []
    if first < low:
        start = verb.sent.start if complement == "clause" else first
        start = max(start, _after_quote(doc, verb.sent.start))
        stop = min(low, last)
        if stop > start:
            spans.append(trees.tidy(text, trees.chars(doc, start, stop)))
    if last > high:
        begin = max(high, first)
        end = last
        spans.append(trees.tidy(text, trees.chars(doc, begin, end)))
    return tuple(s for s in spans if s is not None)


def _after_quote(doc: Doc, start: int) -> int:
    return start


def _speaker(verb: Token) -> Token | None:
    found = trees.subject(verb)
    if found is not None:
        if found.lower_ in {"it", "there"} and found.dep_ == "expl":
            return None
        return found
    for child in verb.children:
        if (
            child.dep_ in {"dobj", "attr", "npadvmod", "dep"}
            and child.i > verb.i
            and child.pos_ in {"PROPN", "PRON", "NOUN"}
        ):
            if child.ent_type_ in {"PERSON", "ORG"} or child.lower_ in {"he", "she", "they"}:
                return child
    return None


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _passive(verb: Token, takes: dict[str, str]) -> Frame | None:
    """A passive: the agent is the source, the subject is what it is about."""
    agent = _agent(verb)
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if agent is None or subject is None or not ({"object", "naming"} & takes.keys()):
        return None
    doc = verb.doc
    force = takes.get("object", takes.get("naming", "statement"))
    rest = [c for c in verb.children if c.dep_ in {"oprd"} or (c.dep_ == "prep" and c.lower_ == "as")]
    spans = [trees.chars(doc, *trees.noun_phrase(subject, verb.i))]
    spans.extend(trees.chars(doc, *trees.extent(c.subtree)) for c in rest)
    source = trees.chars(doc, *trees.noun_phrase(agent, verb.i))
    cue = trees.chars(doc, *trees.auxiliaries(verb))
    return Frame(verb.i, cue, source, agent.i, tuple(spans), force, "verb-passive")


def _parenthetical(verb: Token, force: str) -> Frame | None:
    """A verb of saying without a complement in the parse that stands behind or inside what is said."""
    doc, sent = verb.doc, verb.sent
    if verb.tag_ not in _POST_FORMS:
        return _bare(verb, force)
    head = _speaker(verb)
    own = trees.own_subject(verb)
    low, high = verb.i, verb.i + 1
    if own is not None:
        first, last = trees.noun_phrase(own, verb.i)
        low, high = min(low, first), max(high, last)
    elif head is not None and head.i > verb.i:
        high = max(high, trees.noun_phrase(head, verb.i)[1])
    else:
        return _bare(verb, force)
    while low > sent.start and doc[low - 1].lower_ in {"as"} | {"also", "later"}:
        low -= 1
    comma_before = low > sent.start and doc[low - 1].text in {",", '"', "-", "–", "—"}
    comma_after = high < sent.end and doc[high].text in {",", '"', "-", "–", "—"}
    at_end = all(t.is_punct or t.is_space for t in doc[high : sent.end])
    spans: list[Span | None] = []
    if comma_before and (comma_after or at_end or high > verb.i):
        spans.append(trees.tidy(doc.text, trees.chars(doc, sent.start, low)))
        if comma_after and not at_end and doc[high].text == ",":
            spans.append(trees.tidy(doc.text, trees.chars(doc, high, sent.end)))
    content = tuple(s for s in spans if s is not None)
    if not content or head is None:
        return _bare(verb, force)
    source = trees.chars(doc, *trees.noun_phrase(head, verb.i))
    cue = trees.chars(doc, *trees.auxiliaries(verb))
    return Frame(verb.i, cue, source, head.i, content, force, "verb-post")


def _bare(verb: Token, force: str) -> Frame:
    """A cue that only a passage in quotation marks beside it can fill."""
    head = _speaker(verb)
    source = None if head is None else trees.chars(verb.doc, *trees.noun_phrase(head, verb.i))
    cue = trees.chars(verb.doc, *trees.auxiliaries(verb))
    return Frame(verb.i, cue, source, None if head is None else head.i, (), force, "verb-bare")
