"""Who is made responsible for what by the parse alone: "X said that", "according to X", "X told Y", "a report by X"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.parsed import Doc, Token, Tokens

Shape = Literal["says", "according", "told", "agent", "maker", "relayed", "published"]
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
CLAUSES = frozenset({"ccomp", "xcomp", "parataxis"})
# What hangs on a noun but is not part of its name: clauses, appositions, remarks.
ASIDE = frozenset({"relcl", "appos", "acl", "advcl", "parataxis", "punct", "cc", "conj", "advmod"})
_GOING_ON = frozenset({"conj", "parataxis", "dep", "advcl"})
# Nouns for those who speak.
_SPEAKERS = ("unnamed-official", "unnamed-person", "unnamed-scholar", "unnamed-organisation", "body")
_KEPT = "sourcebook.attributions"
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "which", "that", "this", "these", "one"})


@dataclass(frozen=True)
class Attribution:
    """A source's words as token bounds, the cue, and the tokens of what is attributed (empty where unclear)."""

    head: int
    start: int
    end: int
    cue: int
    content: tuple[int, int]
    shape: Shape


def attributions(doc: Doc) -> Sequence[Attribution]:
    """Return the attributions the parse shows, in text order; pronouns stand as they are.

    Args:
        doc: the parsed article.

    Returns:
        Attributions with token indices into `doc`; found once, for several extractors ask.
    """
    kept: Sequence[Attribution] | None = doc.user_data.get(_KEPT)
    if kept is None:
        found = (
            each
            for sentence in doc.sents
            for token in sentence
            if _may_tell(token)
            for each in _of_token(token, sentence)
        )
        kept = doc.user_data[_KEPT] = tuple(found)
    return kept


def _may_tell(token: Token) -> bool:
    """Tell whether an attribution can begin at a word: most are asked no more than this."""
    return token.pos_ in {"VERB", "NOUN", "PROPN"} or token.lower_ == "according"


def _of_token(token: Token, sentence: Tokens) -> Iterator[Attribution]:
    words, lemma = groups("sources"), token.lemma_.lower()
    if token.lower_ == "according":
        yield from _according(token, sentence)
    elif token.pos_ == "VERB":
        if lemma in words["say"]:
            yield from _says(token, sentence)
        if lemma in words["told"]:
            yield from _told(token)
        if lemma in words["publish"] or lemma in words["say"]:
            yield from _agent(token)
        if lemma in words["publish"]:
            yield from _publisher(token)
        if token.lemma_ == "come" and any(c.lower_ == "forward" for c in token.children):
            yield from _comes_forward(token)
        if lemma in words["relay"]:
            yield from (_made(child, token, (0, 0), "relayed") for child in _with_conjuncts(token, {"dobj"}))
    elif token.pos_ in {"NOUN", "PROPN"} and lemma in words["made"]:
        yield from _maker(token)


def phrase(head: Token) -> tuple[int, int]:
    """Return the token bounds of the noun phrase of `head`, without clauses and appositions that hang on it."""
    left = right = head.i
    for child in head.children:
        if child.dep_ in ASIDE and child.i > head.i:
            continue
        bounds = _subtree(child)
        if child.i < head.i and child.dep_ not in ASIDE | {"predet"}:
            left = min(left, bounds[0])
        elif child.i > head.i and child.dep_ in {"prep", "nummod", "case", "amod", "compound", "nmod", "flat"}:
            right = max(right, _before_aside(child))
    return left, right + 1


def _before_aside(child: Token) -> int:
    """Return the last token of a dependent, cut before a clause or an apposition within it."""
    ends = {"relcl", "appos", "acl", "advcl", "cc"}
    cuts = [
        t.left_edge.i for t in child.subtree if t.dep_ in ends or (t.dep_ == "punct" and t.lower_ not in {"-", "'"})
    ]
    end = min((i - 1 for i in cuts if i > child.i), default=child.right_edge.i)
    return int(max(end, child.i))


def _subtree(token: Token) -> tuple[int, int]:
    return token.left_edge.i, token.right_edge.i + 1


def subject_of(verb: Token) -> Token | None:
    """Return the subject of `verb`, through coordination ("X came and said") and relative pronouns, else ``None``."""
    behind = inverted(verb)
    if behind is not None:
        return behind
    seen = 0
    while seen < 4:  # noqa: PLR2004 - chains of coordinated verbs are short; a bound keeps the walk linear
        found = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if found is not None:
            antecedent = antecedent_of(verb) if verb.dep_ == "relcl" else None
            return antecedent if antecedent is not None and found.lower_ in {"who", "which", "that"} else found
        purpose = verb.dep_ == "advcl" and verb.tag_ == "VB"
        if verb.dep_ == "conj" or purpose or (verb.dep_ in {"xcomp", "advcl"} and verb.tag_ == "VBG"):
            verb, seen = verb.head, seen + 1
            continue
        return None
    return None


def inverted(verb: Token) -> Token | None:
    """Return who speaks by a verb that a headline puts behind what is said: "Driver slept at wheel, say passengers".

    The parse takes it for one more act of the subject before, with an object.
    """
    doc, after = verb.doc, verb.i + 1
    goes_on = verb.dep_ in _GOING_ON and verb.tag_ in {"VBP", "VBZ", "VBD"} and doc[verb.i - 1].text == ","
    if not goes_on or verb.lemma_.lower() in groups("sources")["told"]:
        return None
    found = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if found is None or found.left_edge.i != after or any(c.i > found.i and not c.is_punct for c in verb.children):
        return None
    ends = all(t.is_punct or t.is_space for t in doc[found.right_edge.i + 1 : verb.sent.end])
    speaks = any(found.lemma_.lower() in groups("sources")[group] for group in _SPEAKERS)
    return found if ends and speaks else None


def antecedent_of(relative: Token) -> Token:
    """Return the noun that a relative clause is about: in "a friend of Anna's who said" the friend.

    Args:
        relative: the verb of the clause, which the parse hangs on the nearest noun.
    """
    noun = relative.head
    owner = noun.dep_ == "pobj" and noun.head.lower_ == "of" and any(c.tag_ == "POS" for c in noun.children)
    return noun.head.head if owner and noun.head.head.pos_ == "NOUN" else noun


def _says(verb: Token, sentence: Tokens) -> Iterator[Attribution]:
    subject = subject_of(verb)
    if subject is None or only_described(verb) or any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return
    content = _content(verb, subject, sentence)
    quoted = any(t.is_quote for t in sentence)
    # "a claim the army denied": the object is the noun before.
    has_object = any(c.dep_ == "dobj" for c in verb.children) or (verb.dep_ == "relcl" and verb.head.i < subject.i)
    opinion = has_object and verb.lemma_.lower() in groups("sources")["opinion"]
    if content == (0, 0) and not quoted and not opinion:
        return
    for each in (subject, *subject.conjuncts):
        yield _made(each, verb, content, "says")


def only_described(verb: Token) -> bool:
    """Tell whether others say something of the noun ("a man said to be the owner"); the parse may miss it."""
    following = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]]
    missed = verb.lower_ == "said" and following in (["to", "be"], ["to", "have"])
    return missed or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def _comes_forward(verb: Token) -> Iterator[Attribution]:
    """Find "witnesses came forward to say", "friends have come forward with a picture"."""
    subject = subject_of(verb)
    if subject is not None and subject.lower_ not in PRONOUNS:
        yield _made(subject, verb, (verb.i, verb.right_edge.i + 1), "says")


def _content(verb: Token, subject: Token, sentence: Tokens) -> tuple[int, int]:
    clause = next((c for c in verb.children if c.dep_ in CLAUSES and c.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}), None)
    if clause is not None:
        return _subtree(clause)
    if subject.head == verb and inverted(verb) == subject:
        return sentence.start, verb.i
    if verb.dep_ in {"parataxis", "ccomp"} and verb.head.i != verb.i and subject.sent == verb.sent:
        # "The town fell, X said": the parse hangs the frame on what is said.
        return (sentence.start, subject.left_edge.i) if subject.left_edge.i > sentence.start else (verb.i, sentence.end)
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    return _subtree(thing) if thing is not None else (0, 0)


def _according(token: Token, sentence: Tokens) -> Iterator[Attribution]:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    if to is None and token.i + 1 < sentence.end and token.nbor(1).lower_ == "to":
        to = token.nbor(1)
    if to is None:
        return
    for thing in _with_conjuncts(to, {"pobj"}):
        yield _made(thing, token, (sentence.start, sentence.end), "according")


def _told(verb: Token) -> Iterator[Attribution]:
    listeners = [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.pos_ == "PROPN"]
    for listener in listeners[:1]:
        yield _made(listener, verb, (0, 0), "told")


def _publisher(verb: Token) -> Iterator[Attribution]:
    """Find "the group released a video", "followers have shared a picture"."""
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    subject = subject_of(verb) if thing is not None else None
    if thing is None or subject is None or thing.lemma_.lower() not in groups("sources")["made-public"]:
        return
    if verb.lemma_.lower() not in {"show", "carry", "air", "produce"} and subject.lower_ not in PRONOUNS:
        yield _made(subject, verb, (0, 0), "published")


def _agent(verb: Token) -> Iterator[Attribution]:
    for by in verb.children:
        if by.lower_ == "by" and by.dep_ in {"agent", "prep"}:
            for maker in _with_conjuncts(by, {"pobj"}):
                yield _made(maker, verb, (0, 0), "agent")


def _maker(noun: Token) -> Iterator[Attribution]:
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in {"by", "from", "in"}:
            for maker in _with_conjuncts(prep, {"pobj"}):
                if prep.lower_ != "in" or maker.pos_ == "PROPN":
                    yield _made(maker, noun, _clause_on(noun), "maker")


def _clause_on(noun: Token) -> tuple[int, int]:
    clause = next((c for c in noun.children if c.dep_ in {"acl", "ccomp", "relcl"}), None)
    return _subtree(clause) if clause is not None else (0, 0)


def _with_conjuncts(token: Token, deps: set[str]) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in deps:
            yield child
            yield from child.conjuncts


def _made(head: Token, cue: Token, content: tuple[int, int], shape: Shape) -> Attribution:
    start, end = phrase(head)
    return Attribution(head.i, start, end, cue.i, content, shape)
