"""What carries the content beside a cue verb: clauses, infinitives, objects, prepositional phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

# Verbs of asking whose "if" and "whether" clauses the parse takes for conditions.
_ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "question", "doubt"})


def of_verb(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    """Yield each complement of `verb` by the name the lexicon gives it, with its tokens, the strongest first."""
    yield from _clauses(verb)
    yield from _infinitives(verb)
    yield from _objects(verb)
    for child in verb.children:
        if child.dep_ == "prep" and child.i > verb.i:
            name = "to-what" if child.lower_ == "to" else child.lower_
            yield name, [t for t in child.subtree if t.i > child.i]


def _clauses(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    for child in verb.children:
        asked = child.dep_ == "advcl" and verb.lemma_.lower() in _ASKING and child.i > verb.i
        if asked and not any(c.dep_ == "mark" and c.lower_ in {"if", "whether"} for c in child.children):
            asked = False
        if asked or child.dep_ == "ccomp":
            yield "clause", list(child.subtree)


def _infinitives(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    for child in verb.children:
        if child.dep_ != "xcomp" or child.i < verb.i:
            continue
        if any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children):
            yield "to", list(child.subtree)
        elif child.tag_ == "VBG":
            yield "ing", list(child.subtree)
        elif any(c.dep_ in trees.SUBJECTS for c in child.children):
            yield "clause", list(child.subtree)
        else:
            yield "naming", list(child.subtree)


def _objects(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    children = list(verb.children)
    object_ = next((c for c in children if c.dep_ == "dobj" and c.i > verb.i), None)
    if object_ is None:
        return
    named = [c for c in children if c.dep_ in {"oprd", "xcomp"} or (c.dep_ == "prep" and c.lower_ == "as")]
    if named:
        yield "naming", [t for c in (object_, *named) for t in c.subtree if t.i > verb.i]
    for child in children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i > object_.i:
            yield "of", [t for t in child.subtree if t.i > child.i]
    fors = [c for c in children if c.dep_ == "prep" and c.lower_ == "for" and c.i > object_.i]
    yield "object", [t for c in (object_, *fors) for t in c.subtree]
