"""What each clause says in few words: its subject, verb and object, without the time, the asides and the reporting."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups
from sourcebook.annotate.phrases import (
    NOUNS,
    RELATIVE,
    SAYS_WHAT,
    SUBJECTS,
    Timed,
    noun_phrase,
    text_of,
    verb_phrase,
    with_adjuncts,
)
from sourcebook.records import Gist

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sourcebook.parsed import Doc, Token, Tokens
    from sourcebook.records import Article, DateMention, Quantity, Span

# Longer sentences are lists or furniture, and their parse is not to be relied on.
LONGEST_SENTENCE = 90
_QUESTION = frozenset({"what", "why", "how", "when", "where", "whether", "if"})
# A clause behind one of these words is not told as a fact.
_OPEN = frozenset({"if", "whether", "unless"})
_WHEN = frozenset({"when", "where"})
_ASKED = (_QUESTION | RELATIVE) - _OPEN - _WHEN
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Words that make a measure a distance from here, so many words behind it at most (a conversion may stand between).
_AWAY = frozenset({"away", "off"})
_AWAY_REACH = 4
# Nouns that count others: "a total of 20 men".
_WHOLES = frozenset({"total", "number"})


def find(article: Article, doc: Doc, dates: Sequence[DateMention], quantities: Sequence[Quantity]) -> tuple[Gist, ...]:
    """Return what the clauses of an article say in few words, in text order.

    Args:
        article: its sentences are read.
        doc: the parse of its text.
        dates: its time expressions; phrases that hold one are left out, for a gist tells what happened, not when.
        quantities: its numbers; of those that count something, what they count is told.
    """
    timed = Timed(dates)
    found: list[Gist] = []
    starts = [token.idx for token in doc]
    for span in article.sentences:
        tokens = doc[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        if _read(tokens):
            found.extend(_of_tokens(tokens, span, timed))
    for date in dates:
        inside = doc[bisect_left(starts, date.start) : bisect_left(starts, date.end)]
        if _read(inside):
            found.extend(list(_dated(inside.root, timed)) or _when(date, inside.root, timed))
    for quantity in quantities:
        inside = doc[bisect_left(starts, quantity.start) : bisect_left(starts, quantity.end)]
        noun = _noun_of(inside, quantity.dimension) if _read(inside) else None
        text = text_of(_counted(noun, timed), "", least=1) if noun is not None else ""
        if text:
            found.append(Gist(start=quantity.start, end=quantity.end, text=text, of="counted"))
    return tuple(sorted(found, key=lambda g: (g.start, g.end, g.of)))


def _read(tokens: Tokens) -> bool:
    """Return whether there are words, and in a sentence that is not too long to be one."""
    return len(tokens) > 0 and len(tokens[0].sent) <= LONGEST_SENTENCE


def _noun_of(number: Tokens, dimension: str) -> Token | None:
    """Return the noun that a number counts or a distance leads to, where it is one."""
    noun: Token | None = number.root if dimension == "count" else None
    if dimension == "distance":
        noun = _far_off(number)
    following = number[-1].i + 1
    joined = following < len(number.doc) and number.doc[following].text == "-"
    return noun if noun is not None and noun.pos_ in NOUNS and not joined else None


def _dated(date: Token, timed: Timed) -> Iterator[Gist]:
    """Yield the thing that a date describes: "the invasion of 2003", "Friday's vote"."""
    noun = date.head
    if date.dep_ == "pobj" and noun.lower_ == "of":
        noun = noun.head
    elif date.dep_ not in {"poss", "compound", "amod", "nummod", "nmod"}:
        return
    if noun.pos_ == "NOUN" and not timed.holds([noun]) and noun.dep_ not in {"npadvmod", "compound"}:
        text = text_of(_without_time(noun, timed), "", least=1)
        if text:
            yield Gist(start=min(date.idx, noun.idx), end=max(date.idx + len(date), noun.idx), text=text, of="dated")


def _without_time(noun: Token, timed: Timed) -> list[Token]:
    left = {t.i for c in noun.lefts if timed.holds([c]) for t in c.subtree}
    return [t for t in noun_phrase(noun, timed, bearer=True) if t.i not in left]


def _when(date: DateMention, root: Token, timed: Timed) -> Iterator[Gist]:
    """Yield what a date is the date of: the clause it stands in, or that behind "1959, when ..."."""
    verb = next((c for c in root.rights if any(t.lower_ == "when" for t in c.lefts)), None) or next(
        (t for t in root.ancestors if t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"aux", "auxpass"}), None
    )
    words, inserted = _clause(verb, timed) if verb is not None else ([], "")
    text = text_of(words, inserted) if words else ""
    if text:
        yield Gist(start=date.start, end=date.end, text=text, of="when")


def _counted(noun: Token, timed: Timed) -> list[Token]:
    """Return a noun without its number, and what is said to have befallen those counted or where they are."""
    if noun.lemma_.lower() in _WHOLES:
        noun = next((c for p in noun.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"), noun)
    kept = [t for t in noun_phrase(noun, timed) if not _numbers(t, noun)]
    whole = noun.head.head if noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in _WHOLES else noun
    verb = whole.head
    if whole.dep_ == "nsubjpass":
        kept += [verb, *(c for c in verb.children if c.dep_ in {"prt", "oprd"})]
    if whole.dep_ == "nsubjpass" or (whole.dep_ == "nsubj" and verb.lemma_ == "be"):
        kept = with_adjuncts(verb, kept, timed)
    return kept


def _far_off(distance: Tokens) -> Token | None:
    """Return what a distance leads to: of "the town (just) two miles away" the town."""
    first, last = distance[0].i, distance[-1].i + 1
    away = any(token.lower_ in _AWAY for token in distance.doc[last : last + _AWAY_REACH])
    before = [t for t in distance.doc[max(0, first - 3) : first] if t.dep_ not in {"advmod", "quantmod"}]
    return before[-1] if away and before and before[-1].pos_ in NOUNS else None


def _numbers(token: Token, noun: Token) -> bool:
    """Return whether a word belongs to the number of a noun rather than to what it says."""
    first = token
    while first.head.i not in {noun.i, first.i}:
        first = first.head
    return (
        token.i < noun.i and first.head.i == noun.i and first.dep_ in {"nummod", "det", "quantmod", "predet", "advmod"}
    )


def _of_tokens(tokens: Iterable[Token], span: Span, timed: Timed) -> Iterator[Gist]:
    for token in tokens:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            words, inserted = _clause(token, timed)
            text = text_of(words, inserted) if words else ""
            if text:
                right = token.right_edge
                start, end = max(span.start, token.left_edge.idx), min(span.end, right.idx + len(right))
                yield Gist(start=start, end=end, text=text, of="clause" if _told(token) else "claimed")


def _told(verb: Token) -> bool:
    """Return whether a clause is told in the report's own voice, with no condition and no reserve."""
    if any(c.dep_ == "advmod" and c.lower_ in _hedges() for c in verb.lefts):
        return False
    for token in (verb, *verb.ancestors):
        if token.dep_ == "ccomp" and token.head.pos_ == "VERB":
            return False
        if any(c.lower_ in _OPEN for c in token.lefts):
            return False
        if token.dep_ == "relcl":
            break
    return True


@cache
def _hedges() -> frozenset[str]:
    return groups("authenticity")["hedge"]


def _clause(verb: Token, timed: Timed) -> tuple[list[Token], str]:
    """Return the words of a clause, and one to be put before the verb ("index:word"); none where it has no actor."""
    actor, passive = _actor(verb)
    if actor is None or any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children):
        return [], ""
    named = noun_phrase(actor, timed, bearer=actor.i < verb.i and actor.dep_ not in SUBJECTS)
    core = verb_phrase(verb, timed)
    if core is None:
        return [], ""
    whole = with_adjuncts(verb, [*named, *core], timed)
    if verb.lemma_ == "be" and len(whole) == len(named) + len(core) and not any(t.dep_ in SAYS_WHAT for t in core):
        return [], ""
    return whole, f"{verb.i}:{passive}" if passive else ""


def _actor(verb: Token) -> tuple[Token | None, str]:
    """Return the noun that a verb says something of, also across "who" and "and", and a form of "to be" it lacks."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if verb.dep_ == "acl" and subject is None and verb.tag_ == "VBN":
        bearer = _nearest(verb)
        return (bearer, "were" if bearer.tag_ in {"NNS", "NNPS"} else "was") if bearer.pos_ in NOUNS else (None, "")
    if not _tells(verb):
        return None, ""
    if verb.dep_ == "relcl" and subject is not None and subject.lower_ in RELATIVE:
        bearer = _nearest(verb)
        return (bearer, "") if bearer.pos_ in NOUNS and _agree(bearer, verb) else (None, "")
    if subject is None and verb.dep_ == "conj" and _follows_and(verb):
        actor, passive = _actor(verb.head)
        return (None, "") if passive else (actor, "")
    if subject is None or subject.lower_ in RELATIVE | _QUESTION or subject.dep_ == "expl":
        return None, ""
    return subject, ""


def _tells(verb: Token) -> bool:
    """Return whether a verb is finite, and what it says does not stand elsewhere or is not left open by a question."""
    if verb.tag_ not in _FINITE and not any(c.dep_ in {"aux", "auxpass"} and c.tag_ != "TO" for c in verb.lefts):
        return False
    verbs = (verb, *(c for c in verb.rights if c.dep_ == "xcomp"))
    before = [c for each in verbs for c in each.lefts]
    asking = any(c.lower_ in _ASKED and c.dep_ in {"dobj", "attr", "advmod", "pobj"} for c in before)
    # "The town that they tried to take": what they tried to take stands before it.
    return not asking and not any(c.tag_ == "WDT" and c.dep_ not in SUBJECTS for c in before)


def _agree(noun: Token, verb: Token) -> bool:
    """Return whether a noun and a verb are not of different number, by which a clause is tied to the wrong noun."""
    forms = {verb.tag_, *(c.tag_ for c in verb.lefts if c.dep_ in {"aux", "auxpass"})}
    singular = "VBZ" in forms or any(c.lower_ == "was" for c in (verb, *verb.lefts))
    return not (singular and noun.tag_ in {"NNS", "NNPS"})


def _nearest(verb: Token) -> Token:
    """Return what a clause behind a noun describes: of "the length of the tape, released ..." the tape."""
    noun = verb.head
    inner = [c for p in noun.children if p.lower_ == "of" and p.i < verb.i for c in p.children if c.dep_ == "pobj"]
    return inner[0] if inner else noun


def _follows_and(verb: Token) -> bool:
    before = [t for t in verb.doc[max(0, verb.i - 3) : verb.i] if t.dep_ not in {"aux", "auxpass", "advmod", "neg"}]
    return bool(before) and before[-1].dep_ == "cc"
