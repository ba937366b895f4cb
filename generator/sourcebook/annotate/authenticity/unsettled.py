"""Matters left open: unknown, not clear when, impossible to tell whether, unlikely to have been killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects, referents
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.parsed import Token

_OPEN_WORDS = frozenset({"who", "when", "where", "whether", "if", "how", "what", "why", "which"})
_TELLS = frozenset({"tell", "say", "know", "determine", "establish", "ascertain", "learn", "confirm", "verify"})
_IF = frozenset({"if", "whether"})
_OPEN_MATTERS = frozenset({"whereabouts", "identity", "responsibility", "toll"})


@begins(
    "unknown known",
    "know tell say determine establish ascertain learn confirm verify question guess mystery since unlikely",
)
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on open matters for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if (token.lower_ in words["unknown"] or token.lower_ in words["known"]) and (
        token.pos_ in {"ADJ", "VERB", "ADV"} or token.dep_ == "attr"
    ):
        yield from _unknown(token)
    elif token.pos_ == "VERB" and lemma == "know" and grammar.negated(token):
        thing = _asked(token, token)
        if thing is not None:
            yield Finding((token.i, token.i + 1), token, thing, "unknown", "unknown", "high", grammar.subject(token))
    elif token.pos_ == "VERB" and lemma in _TELLS:
        yield from _tells(token)
        if lemma == "know" and grammar.hypothetical(token):
            yield from _if_they_knew(token)
    elif token.lower_ in {"question", "guess", "mystery"} and token.dep_ in {"attr", "dobj"}:
        yield from _open_question(token)
    elif token.lower_ == "since" and token.i > token.sent.start:
        yield from _not_seen(token)
    elif token.lower_ == "unlikely":
        yield from _unlikely(token)


def _unknown(token: Token) -> Iterator[Finding]:
    """Find "it was not clear when", "whereabouts are unknown", "known only as", "not aware of the recording"."""
    words = groups("authenticity")
    verb = token.head if token.dep_ in {"acomp", "oprd", "attr"} else token
    denied = token.lower_ in words["unknown"] or grammar.negated(verb) or grammar.negated(token)
    if token.lower_ == "known" and any(c.lower_ == "only" for t in (token, *token.children) for c in t.children):
        yield Finding((token.i, token.i + 1), token, Thing("identity", None), "unknown", "known-only", "medium")
        return
    preps = {c.lower_: c for c in token.children if c.dep_ == "prep"}
    if token.lower_ == "known" and {"to", "as"} <= set(preps):
        to = next((c for c in preps["to"].children if c.dep_ == "pobj"), None)
        yield Finding((token.i, token.i + 1), token, Thing("identity", None), "purported", "known-to", "medium", to)
        return
    if not denied or verb.pos_ not in {"VERB", "AUX"}:
        return
    about = grammar.subject(verb)
    thing = (objects.matter(about) or _date_of(about)) if about is not None else None
    if thing is not None and not _anybodys(thing):
        return
    if thing is not None and (thing.label in _OPEN_MATTERS or thing.label.startswith(("date of", "place of"))):
        yield Finding((token.i, token.i + 1), token, thing, "unknown", "unknown")
        return
    thing = _asked(token, verb)
    if thing is not None:
        yield Finding((token.i, token.i + 1), token, thing, "unknown", "unknown")


def _anybodys(thing: Thing) -> bool:
    """Tell whether a fate is that of somebody: "his fate", "the fate of the hostages"; not that of a treaty."""
    token = thing.token
    if token is None or token.lemma_.lower() != "fate":
        return True
    of = [c for p in token.children if p.lower_ == "of" for c in p.children]
    people = groups("authenticity")["body"] | groups("sources")["unnamed-person"]
    somebody = any(grammar.names_person(c) or c.lemma_.lower() in people for c in of)
    return somebody or any(c.dep_ == "poss" for c in token.children) or not of


def _date_of(noun: Token) -> Thing | None:
    """Return the date or the place of an artefact: "the date of the recording"."""
    part = {"date": "date", "time": "date", "timing": "date", "age": "date", "place": "place"}.get(noun.lemma_.lower())
    of = (c for p in noun.children if p.lower_ == "of" for c in p.children)
    thing = next(filter(None, map(objects.artefact, of)), None) if part is not None else None
    return Thing(f"{part} of the {thing.label}", thing.token) if thing is not None else None


def _asked(token: Token, verb: Token) -> Thing | None:
    """Return what an indirect question is about, or the artefact somebody is "not aware of"."""
    return next(filter(None, (_asked_in(token, clause) for clause in _clauses(token, verb))), None)


def _asked_in(token: Token, clause: Token) -> Thing | None:
    words = [t for t in clause.subtree if t.i >= token.i or clause.dep_ == "csubj" or _leads(clause, token)]
    question = next((t.lower_ for t in words[:3] if t.lower_ in _OPEN_WORDS), None)
    thing = objects.content(words)
    if clause.dep_ == "prep":
        return thing if token.lower_ == "aware" and thing is not None and thing.artefact else None
    if question is None or (clause.dep_ == "advcl" and question not in _IF and words[0].lower_ != question):
        # "not well known until later, when": no question.
        return None
    if question == "who" and (blame := next((t for t in words[:4] if t.lower_ == "responsible"), None)) is not None:
        return Thing("responsibility", blame)
    if thing is not None and _beside_the_point(thing):
        return None
    return _of_question(thing, question, words, clause)


def _leads(clause: Token, token: Token) -> bool:
    """Tell whether a clause is what "when it was filmed cannot be determined" is about, and no "when he came"."""
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
    return clause.right_edge.i < token.i and not own and token.tag_ == "VBN"


def _beside_the_point(thing: Thing) -> bool:
    """Tell whether a word is but part of a name for something else: "enough to overcome her name recognition"."""
    return thing.token is not None and thing.token.dep_ == "compound" and not thing.artefact


def _of_question(thing: Thing | None, question: str, words: Sequence[Token], clause: Token) -> Thing | None:
    """Return what "when the tape was made", "whether she died", "who is responsible" ask for."""
    if question in _IF and clause.lemma_ == "survive":
        return Thing("death claim", clause)
    if thing is None:
        return _of_it(question, clause)
    if question in _IF and any(t.lower_ == "same" for t in words):
        return Thing("identity", next((t for t in words if t.dep_ == "nsubj"), None))
    if thing.artefact:
        firm = next(filter(None, map(objects.artefact, words)), thing)
        label = {"when": "date of the ", "where": "place of the "}.get(question, "")
        return Thing(label + firm.label, firm.token)
    asked = thing.label in {"death claim", "responsibility", "whereabouts", "identity"} and question in {*_IF, "who"}
    kept = Thing("responsibility", thing.token) if question == "who" else thing
    return kept if asked else None


def _of_it(question: str, clause: Token) -> Thing | None:
    """Return what "when it was filmed", "who made it" ask for: the artefact named just before."""
    made = clause.lemma_.lower() in groups("authenticity")["dated"] | {"forge", "fake", "post", "upload", "doctor"}
    came = clause.lemma_.lower() in {"come", "originate", "emerge"}
    it = next((c for c in clause.children if c.lower_ == "it" and c.dep_ in {"nsubj", "nsubjpass", "dobj"}), None)
    made = (made and it is not None and it.dep_ != "nsubj") or came
    thing = referents.artefact_before(it) if made and it is not None else None
    if thing is None:
        return None
    label = {"when": "date of the ", "where": "place of the "}.get(question, "")
    return Thing(label + thing.label, thing.token)


def _clauses(token: Token, verb: Token) -> Iterator[Token]:
    """Yield the heads of what is asked; the parse may hang "when or where it was taken" on its first word."""
    for each in dict.fromkeys((token, verb)):
        for child in each.children:
            asks = child.dep_ == "advmod" and child.lower_ in _OPEN_WORDS and child.i > token.i
            if asks or child.dep_ in {"ccomp", "csubj", "advcl", "xcomp", "prep"}:
                yield child


def _tells(verb: Token) -> Iterator[Finding]:
    """Find "could not say when it was made", "was unable to confirm who wrote the letter"."""
    polarity = grammar.polarity(verb)
    if verb.lemma_.lower() in {"confirm", "verify"}:
        if polarity in {"cannot", "not"}:
            yield from _not_confirmed(verb)
        return
    thing = _asked(verb, verb) if polarity == "cannot" else None
    if thing is not None:
        yield Finding((verb.i, verb.i + 1), verb, thing, "unknown", "unknown", "medium", grammar.taker(verb))


def _not_confirmed(verb: Token) -> Iterator[Finding]:
    """Find "was unable to confirm when it was filmed"."""
    for clause in _clauses(verb, verb):
        words = list(clause.subtree)
        asked = words[0].lower_ in {"when", "where", "who", "how"} and objects.content(words) is None
        thing = _of_it(words[0].lower_, clause) if asked else None
        if thing is not None:
            yield Finding((verb.i, verb.i + 1), verb, thing, "unverifiable", "unknown", "medium", grammar.taker(verb))
            return


def _open_question(noun: Token) -> Iterator[Finding]:
    """Find "it remains an open question who forged the letter", "how it got out is anyone's guess"."""
    open_word = {"open": "question", "anyone": "guess", "anybody": "guess"}
    about = [c.lower_ for c in noun.children]
    said = noun.lower_ == "mystery" or any(open_word.get(w) == noun.lower_ for w in about)
    verb = noun.head
    if not said or verb.lemma_ not in {"be", "remain", "stay"} or grammar.negated(verb):
        return
    thing = _asked(noun, verb)
    if thing is None:
        after = [t for c in noun.children if c.dep_ == "relcl" for t in c.subtree]
        asked = bool(after) and after[0].lower_ in _OPEN_WORDS
        thing = _of_question(objects.content(after), after[0].lower_, after, after[0].head) if asked else None
    if thing is not None:
        yield Finding((noun.i, noun.i + 1), noun, thing, "unknown", "unknown", "medium")


def _if_they_knew(verb: Token) -> Iterator[Finding]:
    """Find "if we knew where she is": they do not."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    where = clause is not None and any(c.lower_ == "where" for c in clause.children)
    about = grammar.subject(clause) if clause is not None else None
    if where and about is not None and (grammar.person(about) or about.lower_ in {"he", "she", "they"}):
        holder = grammar.subject(verb)
        yield Finding((verb.i, verb.i + 1), verb, Thing("whereabouts", about), "unknown", "if-knew", "medium", holder)


def _not_seen(token: Token) -> Iterator[Finding]:
    """Find "had not seen her since", "has not been heard from since": nobody knows what became of somebody."""
    verb = next((a for a in (token.head, *grammar.up(token, 2)) if a.lemma_ in {"see", "hear"}), None)
    if verb is None or verb.i > token.i or not grammar.negated(verb):
        return
    near = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass", "nsubj"}]
    near += [c for p in verb.children if p.dep_ == "prep" for c in p.children]
    gone = next((c for c in near if _single(c)), None)
    if gone is not None:
        yield Finding((verb.i, token.i + 1), verb, Thing("whereabouts", gone), "unknown", "not-seen", "medium")


def _unlikely(token: Token) -> Iterator[Finding]:
    """Find "it is unlikely that he was killed"."""
    clause = next(
        (c for t in (token, token.head) for c in t.children if c.dep_ in {"ccomp", "xcomp"} and c.i > token.i), None
    )
    thing = objects.matter(clause) or _feat(clause) if clause is not None else None
    if thing is not None and thing.label in {"death claim", "toll"}:
        yield Finding((token.i, token.i + 1), token, thing, "disputed", "unlikely", "medium")


def _feat(clause: Token) -> Thing | None:
    """Return the toll in "unlikely that she would have been able to kill 100"."""
    deed = next((t for t in clause.subtree if t.pos_ == "VERB" and objects.matter(t)), None)
    victims = next((c for c in deed.children if c.dep_ == "dobj"), None) if deed is not None else None
    return Thing("toll", victims) if victims is not None and objects.counted(victims) else None


def _single(token: Token) -> bool:
    """Tell whether a token names a person, or stands for one; a lone name that the model takes for a place may."""
    return token.lower_ in {"he", "she", "him", "her"} or grammar.person(token)
