"""Contested claims: denied, rejected, rumoured, claimed, put to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token

_MADE = frozenset({"make", "raise", "start", "spread", "circulate", "float", "voice", "publish", "post"})
_CAUSES = _MADE | {"generate", "cause", "fuel", "create", "provoke", "prompt"}
_SET_ASIDE = frozenset({"lay", "put", "set", "bring"})


@begins("deny wave-off claim conflicting rest", "contrary")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on claims for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.pos_ == "VERB" and (lemma in words["deny"] or (lemma in words["wave-off"] and _off(token))):
        yield from _deny(token)
    elif token.pos_ == "VERB" and lemma == "claim":
        yield from _claim_verb(token)
    elif token.pos_ in {"NOUN", "PROPN"} and lemma in words["claim"]:
        yield from _claim_noun(token)
    elif token.lower_ in words["conflicting"] and token.head.lemma_.lower() in words["claim"]:
        thing = objects.noun(token.head) or Thing("claim", token.head)
        yield Finding((token.i, token.head.i + 1), token, thing, "disputed", "conflicting")
    elif lemma in words["rest"]:
        yield from _set_aside(token)
    elif token.lower_ == "contrary":
        yield from _contrary(token)


def _off(verb: Token) -> bool:
    return any(c.lower_ in {"off", "aside", "away"} and c.dep_ in {"prt", "advmod", "prep"} for c in verb.children)


def _deny(verb: Token) -> Iterator[Finding]:
    beside = any(t.lemma_.lower() == "confirm" for t in (verb.head, *verb.children))
    if beside and (grammar.negated(verb) or grammar.polarity(verb.head) != "is"):
        # "declined to confirm or deny": what is not confirmed is not denied either.
        return
    thing = None
    for each in grammar.arguments(verb):
        misread = each.pos_ == "VERB" and each.lemma_.lower() in groups("authenticity")["claim"]
        clause = each.dep_ in {"ccomp", "xcomp"} or misread
        thing = objects.content(each.subtree) if clause else objects.noun(each)
        if thing is not None:
            break
    if thing is None and any(a.lower_ == "validity" for a in grammar.arguments(verb)):
        thing = Thing("claim", None)
    thing = thing or next((Thing("responsibility", t) for t in verb.subtree if _responsible(t, verb)), None)
    asked = any(a.lemma_.lower() in groups("authenticity")["authenticity"] for a in grammar.arguments(verb))
    writing = thing is not None and thing.label == "document" and verb.lemma_ != "disown" and not asked
    if thing is None or thing.label == "toll" or writing:
        return
    stance = "unconfirmed" if grammar.negated(verb) else "disputed"
    about = grammar.subject(verb) if not any(c.dep_ == "auxpass" for c in verb.children) else _agent(verb)
    yield Finding((verb.i, verb.i + 1), verb, thing, stance, "deny", "high", about)  # type: ignore[arg-type]


def _responsible(token: Token, verb: Token) -> bool:
    """Tell whether a word below a verb of denial is that for having done a deed: "denied that it was responsible"."""
    return token.lower_ == "responsible" and token.dep_ == "acomp" and token.head.head.i == verb.i


def _agent(verb: Token) -> Token | None:
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def _claim_verb(verb: Token) -> Iterator[Finding]:
    """Find "claimed responsibility", "claimed to have killed": a claim by whoever is the subject."""
    about = grammar.subject(verb)
    owned = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    found = objects.matter(owned) or objects.deed(owned) if owned is not None else None
    if found is not None and found.label == "responsibility":
        stance = "unknown" if grammar.negated(verb) else "purported"
        yield Finding((verb.i, verb.i + 1), verb, found, stance, "claimed", "high", about)  # type: ignore[arg-type]
        return
    clause = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp"}), None)
    clause = clause or next((t for t in verb.subtree if _having_done(t)), None)
    if clause is None or about is None or objects.artefact(about) is not None:
        return
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in clause.children):
        # A threat: "claimed he would be killed".
        return
    tokens = [
        clause,
        *(t for t in clause.children if t.dep_ in {"conj", "acomp", "attr", "dobj", "nsubj", "pobj", "prep"}),
    ]
    alive = any(t.lower_ == "alive" for t in tokens)
    thing = next((m for t in tokens if (m := objects.matter(t)) and m.label in {"death claim", "toll"}), None)
    thing = thing or next((m for t in tokens if (m := objects.firm(t))), None)
    if thing is not None and not alive:
        yield Finding((verb.i, verb.i + 1), verb, thing, "purported", "claimed", "high", about)


def _having_done(token: Token) -> bool:
    """Tell whether a token is the verb of "to have killed", which the parse may hang on a noun in between."""
    marks = {c.lower_ for c in token.children if c.dep_ == "aux"}
    return token.pos_ == "VERB" and {"to", "have"} <= marks


def _claim_noun(noun: Token) -> Iterator[Finding]:
    """Find "rumours that he had died", "claims of responsibility", "reports of her death"."""
    words, lemma = groups("authenticity"), noun.lemma_.lower()
    if _judged(noun) or noun.dep_ == "compound" or any(c.lower_ == "first" for c in noun.children):
        return
    about = objects.content(_own_words(noun)) or _before(noun) or _spread(noun)
    contested = lemma in words["contested"] and (about is not None or _holds(noun))
    matters = about is not None and (about.label in {"death claim", "responsibility", "whereabouts"} or _feat(about))
    if not contested and not (matters and _holds(noun)):
        return
    if about is not None and about.token is not None and about.token.lemma_ == "role":
        # "a theory of its role in the world" is about no deed.
        return
    if lemma in {"report", "news", "story", "account", "information"} and not _of_death(noun):
        return
    thing = Thing(about.label, noun) if about is not None and matters else Thing("claim", noun)
    stance = "unknown" if thing.label == "responsibility" and _no(noun) else "purported"
    if lemma in words["fake"]:
        stance = "disputed"
    if thing.label == "death claim" and any(t.lower_ == "alive" for t in _own_words(noun)):
        # "claims that she is alive" stand against her death.
        stance = "disputed"
    yield Finding((noun.i, noun.i + 1), noun, thing, stance, "claim", "medium", claimant(noun))  # type: ignore[arg-type]


def _feat(about: Thing) -> bool:
    return about.label == "toll" and about.token is not None and about.token.pos_ == "VERB"


def _no(noun: Token) -> bool:
    return any(c.lower_ in {"no", "any"} for c in noun.children) or grammar.negated(noun.head)


def _holds(noun: Token) -> bool:
    """Tell whether a clause or a phrase says what is claimed: "the rumours that", "rumours spread that"."""
    if noun.dep_ in {"nsubj", "nsubjpass"} and any(c.dep_ == "ccomp" and c.i > noun.head.i for c in noun.head.children):
        return True
    clauses = [c for c in noun.children if not _caused(c)]
    if any(c.dep_ in {"acl", "ccomp"} or (c.dep_ == "relcl" and _says_what(c)) for c in clauses):
        return True
    return any(c.dep_ == "prep" and c.lower_ in {"of", "about", "on"} for c in noun.children)


def _caused(clause: Token) -> bool:
    """Tell whether a clause says what became of a claim: "the speculation that he has caused"."""
    return clause.lemma_.lower() in _CAUSES and not any(c.dep_ in {"dobj", "nsubjpass"} for c in clause.children)


def _of_death(noun: Token) -> bool:
    return any(
        c.dep_ == "prep" and c.lower_ == "of" and (objects.content(c.subtree) is not None) for c in noun.children
    ) or any(
        c.dep_ in {"acl", "ccomp"} and c.tag_ != "VBN" and objects.content(c.subtree) is not None for c in noun.children
    )


def _own_words(noun: Token) -> list[Token]:
    """Return what hangs on a noun behind it, without relative clauses, which say what became of it."""
    own = [t for c in noun.children if c.i > noun.i and (c.dep_ != "relcl" or _says_what(c)) for t in c.subtree]
    # "the story of a man who died" is about the man.
    aside = {
        t.i for p in noun.children if p.dep_ == "prep" for o in p.children for r in _relatives(o) for t in r.subtree
    }
    own = [t for t in own if t.i not in aside]
    following = noun.nbor(1) if noun.i + 1 < noun.sent.end else None
    if following is not None and following.lower_ == "that" and following.dep_ == "mark":
        # "with the rumour that they had": the parse may hang the clause on the verb above.
        own += [t for t in following.head.subtree if t.i > noun.i]
    return own


def _relatives(noun: Token) -> list[Token]:
    return [c for t in (noun, *noun.children) for c in t.children if c.dep_ == "relcl"]


def _says_what(clause: Token) -> bool:
    """Tell whether a clause taken for a relative one has a subject of its own: "the rumour that they had fled"."""
    subjects = [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}]
    that = any(t.lower_ == "that" and t.dep_ not in {"dobj", "pobj"} for t in clause.subtree if t.i < clause.i)
    return that and any(s.lower_ not in {"that", "which", "who"} for s in subjects)


def _spread(noun: Token) -> Thing | None:
    """Return what "rumours spread that" says."""
    if noun.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    clause = next((c for c in noun.head.children if c.dep_ == "ccomp" and c.i > noun.head.i), None)
    return objects.content(clause.subtree) if clause is not None else None


def _before(noun: Token) -> Thing | None:
    return next(filter(None, (objects.matter(c) for c in noun.children if c.dep_ in {"compound", "amod"})), None)


def claimant(noun: Token) -> Token | None:
    """Return whose claim a noun names: "his claim", "claims by the army", "was first raised by X"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    # "the suggestion was first raised by X"
    return _agent(noun.head) if noun.dep_ == "nsubjpass" and noun.head.lemma_.lower() in _MADE else None


def _judged(noun: Token) -> bool:
    """Tell whether a claim stands under a word of another rule, which says more about it than that it is a claim."""
    words = groups("authenticity")
    others = words["deny"] | words["verify"] | words["confirm"] | words["doubt"] | words["confirmation"] | _SET_ASIDE
    above = {a.lemma_.lower() for a in grammar.up(noun, 2)}
    below = {c.lemma_.lower() for c in noun.children}
    predicate = (
        {w.lower() for c in noun.head.children for w in (c.lemma_, c.text)}
        if noun.dep_ in {"nsubj", "nsubjpass"}
        else set()
    )
    bad = words["fake"] | words["genuine"]
    return bool(
        above & others or "contrary" in above or (below | predicate) & (bad | words["unchecked"] | words["hedged"])
    )


def _set_aside(token: Token) -> Iterator[Finding]:
    """Find "lays to rest claims", "put an end to the rumours"."""
    before = token.doc[max(token.i - 4, token.sent.start) : token.i]
    verb = next((t for t in before if t.lemma_.lower() in _SET_ASIDE), None)
    if verb is None:
        return
    words = groups("authenticity")
    after = token.doc[token.i + 1 : min(token.i + 6, token.sent.end)]
    claim = next((t for t in after if t.lemma_.lower() in words["claim"]), None)
    if claim is None:
        return
    thing = objects.noun(claim) or Thing("claim", claim)
    yield Finding((verb.i, token.i + 1), verb, thing, "disputed", "set-aside", "high", grammar.subject(verb))


def _contrary(token: Token) -> Iterator[Finding]:
    words = groups("authenticity")
    claim = next((t for t in token.subtree if t.lemma_.lower() in words["claim"]), None)
    if claim is None:
        claim = next((t for t in token.doc[token.i + 1 : token.i + 4] if t.lemma_.lower() in words["claim"]), None)
    if claim is not None:
        thing = objects.noun(claim) or Thing("claim", claim)
        yield Finding((token.i, token.i + 1), token, thing, "disputed", "contrary")
