"""What carries the content beside a cue verb: clauses, infinitives, objects, prepositional phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import lexicon, trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token

_INSIDE_PHRASE = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "advmod", "case"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Verbs of asking whose "if" and "whether" clauses the parse takes for conditions.
_ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "question", "doubt"})


def of_verb(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    """Yield each complement of `verb` by the name the lexicon gives it, with its tokens, the strongest first."""
    yield from _clauses(verb)
    yield from _infinitives(verb)
    yield from _objects(verb)
    for child in verb.children:
        if child.dep_ == "prep" and child.i > verb.i and not _tells_when(child):
            name = "to-what" if child.lower_ == "to" else child.lower_
            yield name, [t for t in child.subtree if t.i > child.i]


def _tells_when(preposition: Token) -> bool:
    """Whether a day or an hour follows: "called a strike on Monday"."""
    return any(c.dep_ == "pobj" and c.ent_type_ in {"DATE", "TIME"} for c in preposition.children)


def _clauses(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    children = sorted(verb.children, key=lambda c: (_conditional(c) and c.i < verb.i, c.i))
    found = False
    for child in children:
        asked = child.dep_ == "advcl" and verb.lemma_.lower() in _ASKING and child.i > verb.i
        if asked and not any(c.dep_ == "mark" and c.lower_ in {"if", "whether"} for c in child.children):
            asked = False
        # "One says this; others say that": what stands before the semicolon is another's.
        apart = child.i < verb.i and any(t.text == ";" for t in verb.doc[child.i : verb.i])
        if (asked or child.dep_ == "ccomp") and not apart:
            found = True
            yield "clause", list(child.subtree)
    if not found:
        yield from _strayed(verb)


def _conditional(clause: Token) -> bool:
    """Whether a clause opens with "although", "as" and the like, so that it is the frame of what is said, not that."""
    opener = next((t for t in clause.subtree if not t.is_punct), clause)
    return opener.pos_ == "SCONJ" and opener.lower_ not in {"that", "if", "whether"}


def _strayed(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    """A clause right behind the cue whose subject stands there, though the parse hangs its verb on another word."""
    doc = verb.doc
    if verb.i + 2 >= verb.sent.end or doc[verb.i + 1].is_punct:
        return
    noun = doc[verb.i + 1]
    while noun.head.i > noun.i and noun.dep_ in _INSIDE_PHRASE:
        noun = noun.head
    clause = None
    if noun.dep_ in trees.SUBJECTS and noun.head.i > noun.i and noun.head.head.i <= verb.i:
        clause = noun.head
    elif noun.dep_ == "dobj" and noun.head == verb:
        end = noun.right_edge.i + 1
        following = doc[end] if end < verb.sent.end else None
        if following is not None and following.pos_ == "AUX" and following.tag_ in _FINITE:
            clause = following if following.dep_ not in {"aux", "auxpass"} else following.head
            clause = None if trees.own_subject(clause) is not None else clause
    if clause is not None and clause.pos_ in {"VERB", "AUX"} and clause.right_edge.i > verb.i:
        yield "clause", list(doc[verb.i + 1 : clause.right_edge.i + 1])


def _infinitives(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    for child in verb.children:
        if child.dep_ != "xcomp" or child.i < verb.i:
            continue
        if any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children):
            yield "to", [*_urged(verb, child), *child.subtree]
        elif child.tag_ == "VBG":
            yield "ing", list(child.subtree)
        elif any(c.dep_ in trees.SUBJECTS for c in child.children):
            yield "clause", list(child.subtree)
        else:
            yield "naming", list(child.subtree)


def _urged(verb: Token, infinitive: Token) -> list[Token]:
    """Return the words for whom is urged or called on, between the cue and the infinitive."""
    for child in verb.children:
        if child.dep_ == "dobj" and verb.i < child.i < infinitive.i:
            return [t for t in child.subtree if t.i < infinitive.i]
        if child.dep_ == "prep" and child.lower_ in {"on", "for", "upon", "to"} and verb.i < child.i < infinitive.i:
            return [t for t in child.subtree if child.i < t.i < infinitive.i]
    return []


def _objects(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    children = list(verb.children)
    object_ = next((c for c in children if c.dep_ == "dobj" and c.i > verb.i), None)
    if object_ is None:
        return
    if object_.lemma_.lower() in lexicon.load().lists["figures"]:
        at = [c for c in verb.subtree if _gives_number(c) and c.i > object_.i]
        if at:
            yield "figure", list(verb.doc[object_.left_edge.i : at[0].right_edge.i + 1])
    named = [c for c in children if c.dep_ in {"oprd", "xcomp"} or (c.dep_ == "prep" and c.lower_ == "as")]
    if named:
        yield "naming", [t for c in (object_, *named) for t in c.subtree if t.i > verb.i]
    for child in children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i > object_.i:
            yield "of", [t for t in child.subtree if t.i > child.i]
    fors = [c for c in children if c.dep_ == "prep" and c.lower_ == "for" and c.i > object_.i]
    yield "object", [t for c in (object_, *fors) for t in c.subtree]


def _gives_number(preposition: Token) -> bool:
    """Whether a number follows: "at 31", "as about 2,000"."""
    found = preposition.lower_ in {"at", "as"} and preposition.dep_ == "prep"
    return found and any(t.like_num for t in preposition.subtree)
