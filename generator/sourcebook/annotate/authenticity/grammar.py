"""Negation, subjects and clause bounds in the parse, as the rules on authenticity need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.attributed import antecedent_of
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token

CLAUSAL = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp", "csubj"})
_NEGATIVE = frozenset(
    {"no", "not", "n't", "never", "neither", "nor", "nobody", "none", "without", "cannot", "hardly", "nothing"}
)
_UP = 5  # a cue is rarely deeper than this below the words that turn it round


# Where `find` keeps the token numbers of people's names for the rules, which see tokens only.
PEOPLE = "sourcebook people"


def person(token: Token) -> bool:
    """Tell whether a token belongs to a person's name."""
    return token.ent_type_ == "PERSON" or token.i in token.doc.user_data.get(PEOPLE, ())


def names_person(token: Token) -> bool:
    """Tell whether a noun phrase names a person: "Erik Moe", "his deputy, Erik Moe"."""
    return person(token) or any(c.dep_ == "appos" and person(c) for c in token.children)


def up(token: Token, limit: int = _UP) -> Iterator[Token]:
    """Yield the ancestors of `token`, nearest first, at most `limit`."""
    for n, ancestor in enumerate(token.ancestors):
        if n >= limit:
            return
        yield ancestor


def negated(verb: Token) -> bool:
    """Tell whether `verb` itself, its auxiliary or its subject is denied."""
    for child in verb.children:
        if (child.dep_ == "neg" or child.lower_ in _NEGATIVE) and not _not_only(child):
            return True
        is_argument = child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}
        if is_argument and any(c.lower_ in _NEGATIVE and c.dep_ in {"det", "neg"} for c in child.children):
            return True
        if child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ in {"nobody", "none"}:
            return True
    # "did not confirm or deny" denies both; "was not there and dismissed it" does not.
    shared = verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}
    either = any(c.dep_ == "cc" and c.lower_ in {"or", "nor"} for c in verb.head.children)
    shared = shared and (either or verb.tag_ not in {"VBD", "VBZ", "VBP"})
    return shared and not _own_subject(verb) and negated(verb.head)


def _not_only(no: Token) -> bool:
    """Tell whether a negation belongs to "not just", "not only"."""
    return no.i + 1 < len(no.doc) and no.nbor(1).lower_ in {"just", "only", "merely", "simply"}


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)


def auxiliary(verb: Token, lemmas: frozenset[str]) -> bool:
    """Tell whether one of the auxiliaries of `verb` is among `lemmas`."""
    return any(c.dep_ in {"aux", "auxpass"} and c.lower_ in lemmas for c in verb.children)


def _nearest_subject(verb: Token) -> Token | None:
    """Return the subject of a verb: in "Police: the photo is not real", which has two in the parse, the second."""
    both = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    led = len(both) > 1 and any(c.lower_ == ":" for c in both[0].children)
    return both[1 if led else 0] if both else None


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb, of the clause it completes or is coordinated with, or the noun it hangs on."""
    seen = verb
    for _ in range(_UP):
        own = _nearest_subject(seen)
        if own is not None:
            relative = seen.dep_ == "relcl" and own.lower_ in {"which", "that", "who"}
            return antecedent_of(seen) if relative else own
        if seen.dep_ in {"acl", "relcl"}:
            return seen.head
        if seen.dep_ not in {"xcomp", "conj", "acomp", "attr", "oprd", "prep", "pobj", "advcl"}:
            return None
        seen = seen.head
    return None


def arguments(verb: Token) -> list[Token]:
    """Return the objects, passive subjects and clauses that a verb is about."""
    deps = {"dobj", "nsubjpass", "ccomp", "xcomp", "attr", "oprd", "acomp", "advcl"}
    found = [c for c in verb.children if c.dep_ in deps and (c.dep_ != "advcl" or c.i > verb.i)]
    if verb.dep_ in {"acl", "relcl"} and (
        verb.tag_ == "VBN" or any(c.lower_ in {"which", "that"} for c in verb.children)
    ):
        found.append(verb.head)
    if verb.dep_ == "relcl" and not found and verb.i > 0 and not any(c.dep_ == "dobj" for c in verb.children):
        # "a claim the government denied"
        own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        found.extend([verb.head] if own is not None and own.lower_ not in {"who", "which", "that"} else [])
    if verb.dep_ == "xcomp" and verb.head.pos_ in {"VERB", "ADJ", "AUX"}:
        found.extend(c for c in verb.head.children if c.dep_ == "nsubjpass")
    if verb.dep_ == "xcomp" and verb.head.lemma_ in {"have", "remain"} and auxiliary(verb, frozenset({"be"})):
        # "the video has yet to be verified"
        found.extend(c for c in verb.head.children if c.dep_ == "nsubj")
    if verb.dep_ == "conj":
        found.extend(c for c in verb.head.children if c.dep_ in {"dobj", "nsubjpass"})
    found.extend(c for m in verb.children if m.dep_ == "conj" for c in m.children if c.dep_ == "dobj")
    return found


def clause(token: Token) -> tuple[int, int]:
    """Return the token bounds of the clause of `token`, without coordinated clauses that have their own subject."""
    head = token
    while head.dep_ not in CLAUSAL and not (head.dep_ == "conj" and _own_subject(head)) and head.head.i != head.i:
        head = head.head
    start, end = head.left_edge.i, head.right_edge.i + 1
    for child in head.children:
        if child.dep_ == "conj" and _own_subject(child) and child.i > head.i:
            end = min(end, child.left_edge.i)
        elif child.dep_ in {"ccomp", "parataxis"} and child.right_edge.i < head.i and token.i > child.right_edge.i:
            start = max(start, child.right_edge.i + 1)
    doc = token.doc
    while start < token.i and (doc[start].is_punct or doc[start].is_space or doc[start].dep_ == "cc"):
        start += 1
    while end - 1 > token.i and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].dep_ == "cc"):
        end -= 1
    return start, end


def hypothetical(token: Token) -> bool:
    """Tell whether `token` stands under "if" or "whether"."""
    for each in (token, *up(token, 3)):
        if any(c.lower_ in {"if", "whether"} and c.dep_ == "mark" for c in each.children):
            return True
        if each.dep_ in {"ccomp", "advcl", "ROOT"}:
            return False
    return False


def unasserted(verb: Token) -> bool:
    """Tell whether a clause is but what nobody confirms: "would not confirm that the voice was his"."""
    open_words = groups("authenticity")["confirm"] | groups("authenticity")["verify"] | {"say", "deny", "claim"}
    above = verb.head if verb.dep_ == "ccomp" else None
    if above is None or above.lemma_.lower() not in open_words:
        return False
    refused = any(c.dep_ == "aux" and c.tag_ == "MD" for c in above.children) and negated(above)
    return refused or (above.lemma_ not in {"say", "claim"} and polarity(above) != "is")


def polarity(verb: Token) -> str:
    """Return how a verb of verifying is meant: ``is``, ``cannot``, ``not`` or ``open``."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return "not"
    if negated(verb):
        return "cannot" if auxiliary(verb, frozenset({"can", "could", "ca", "cannot"})) else "not"
    above = _above(verb)
    if above is not None:
        return above
    marks = {c.lower_ for c in verb.children}
    if marks & {"cannot", "can't"}:
        return "cannot"
    # "confirmed to reporters" has confirmed; "hopes to confirm" has not.
    ahead = any(c.dep_ == "aux" and c.lower_ in {"will", "would", "to"} for c in verb.children)
    ahead = ahead or (verb.dep_ == "pcomp" and verb.head.lower_ == "for")
    return "open" if ahead or hypothetical(verb) or marks & {"yet", "until", "once"} else "is"


def _above(verb: Token) -> str | None:
    """Return how the words that govern a verb turn it: "unable to", "no way to", "declined to"."""
    words = groups("authenticity")
    for each in up(verb, 3):
        lemma = each.lemma_.lower()
        if verb.dep_ == "xcomp" and any(c.dep_ == "acomp" and c.lemma_ in words["unable"] for c in each.children):
            # "it was impossible to tell"
            return "cannot"
        able = negated(each) and any(c.lower_ in {"able", "possible"} for c in each.children)
        if able or lemma in words["unable"] or (lemma in {"able", "possible", "way"} and _denied(each)):
            return "cannot"
        if lemma in words["unwilling"]:
            return "open"
        if each.dep_ in {"ccomp", "ROOT", "relcl"}:
            break
    return None


def _denied(token: Token) -> bool:
    if any(c.lower_ in _NEGATIVE for c in token.children):
        return True
    return negated(token.head)


def following_noun(token: Token, far: int = 6) -> Token | None:
    """Return the head of the noun phrase right behind a token by place alone, where the parse has lost it."""
    after = token.doc[token.i + 1 : min(token.i + 1 + far, token.sent.end)]
    for each in after:
        if (
            each.pos_ in {"NOUN", "PROPN"}
            and each.dep_ != "compound"
            and not any(c.tag_ == "POS" for c in each.children)
        ):
            return each
        if each.pos_ in {"VERB", "AUX", "PUNCT"}:
            return None
    return None


def taker(verb: Token) -> Token | None:
    """Return the subject of an active verb, which takes the stance itself."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        by = next((c for c in verb.children if c.dep_ == "agent"), None)
        return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    about = subject(verb)
    return None if about is None or verb.dep_ == "acl" else about


def none(noun: Token) -> bool:
    """Tell whether a noun is denied: "no proof", "there is not any doubt"."""
    return any(c.lower_ in {"no", "little"} for c in noun.children) or (
        noun.head.pos_ in {"VERB", "AUX"} and negated(noun.head)
    )
