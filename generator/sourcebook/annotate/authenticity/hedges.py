"""Hedges: "purportedly", "an unverified video", "a photo said to show", "a voice claiming to be"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.authenticity.scope import lives_somewhere, nearest, perfect
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token
    from sourcebook.records import Stance


_THINKS = frozenset({"believe", "think", "suspect", "assume", "presume"})
_NEAR = 12  # tokens between a video and its "claims to show"
_ON_DEATHS = frozenset({"reported", "presumed", "possible", "probable"})
_ITS = frozenset({"it", "this", "that", "they"})


@begins(
    "hedge hedged unchecked undated purport passive attribute", "claim say allege believe think suspect assume presume"
)
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on hedges for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if lemma == "claim":
        yield from _claims_to_show(token)
    if token.lower_ in words["hedge"]:
        yield from _adverb(token)
    elif lemma in words["hedged"] or lemma in words["unchecked"] or token.lower_ in words["undated"]:
        yield from _adjective(token)
    elif lemma in words["purport"]:
        yield from _purport(token)
    elif token.pos_ == "VERB":
        yield from _verb(token)


def _verb(token: Token) -> Iterator[Finding]:
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if lemma in words["passive"] and token.tag_ in {"VBN", "VBD"}:
        yield from _reported(token)
    if lemma == "claim":
        yield from _claiming(token)
    if lemma in words["attribute"] and token.tag_ in {"VBN", "VBD"}:
        yield from _attributed(token)
    if lemma in {"claim", "say", "allege", "believe"}:
        yield from _which_they_say(token)
    if lemma in _THINKS:
        yield from _thinks(token)


def _which_they_say(token: Token) -> Iterator[Finding]:
    """Find "a video which they claim shows the killing"."""
    following = token.nbor(1) if token.i + 1 < token.sent.end else None
    if following is None or following.tag_ not in {"VBZ", "VBP", "VBD"}:
        return
    if following.lemma_.lower() not in groups("authenticity")["show"]:
        return
    before = token.doc[max(token.i - 6, token.sent.start) : token.i]
    thing = next(filter(None, map(objects.firm, reversed(before))), None)
    if following.lemma_ == "be":
        # "what it says is a video of"
        what = any(t.lower_ == "what" for t in before)
        after = token.doc[following.i + 1 : min(following.i + 6, token.sent.end)]
        thing = next(filter(None, map(objects.artefact, after)), None) if what else thing
    if thing is not None:
        yield Finding((token.i, following.i + 1), token, thing, "purported", "claiming", "high", grammar.subject(token))


def _thinks(token: Token) -> Iterator[Finding]:
    """Find "the family believes the letter came from him": somebody's belief on where an artefact comes from."""
    clause = next((c for c in token.children if c.dep_ == "ccomp" and c.i > token.i), None)
    about = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None) if clause is not None else None
    thing = objects.firm(about) if about is not None else None
    if clause is None or thing is None or grammar.negated(token) or grammar.hypothetical(token):
        return
    origin = clause.lemma_.lower() in groups("authenticity")["dated"] | {"come", "show", "originate"}
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in clause.children)
    if origin and not grammar.negated(clause) and not modal and token.tag_ != "VB":
        yield Finding((token.i, token.i + 1), token, thing, "purported", "thinks", "medium", grammar.taker(token))


def _adverb(token: Token) -> Iterator[Finding]:
    """Find "purportedly from the leader", "reportedly killed": any thing so reported is at a distance."""
    thing = nearest(token) or Thing("claim", None)
    if token.lower_ == "ostensibly" and thing.label == "claim":
        # "met, ostensibly to discuss": a motive.
        return
    yield Finding((token.i, token.i + 1), token, thing, "purported", "hedge-adverb")


def _adjective(token: Token) -> Iterator[Finding]:
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.dep_ in {"acomp", "oprd"}:
        about = grammar.subject(token.head)
    elif token.pos_ == "VERB":
        about = grammar.subject(token)
    else:
        about = token.head if token.dep_ in {"amod", "compound", "nmod"} else None
    thing = objects.noun(about) if about is not None else None
    if thing is None:
        return
    stance: Stance = "unconfirmed" if lemma in words["unchecked"] else "purported"
    if token.lower_ in words["undated"]:
        if not thing.artefact:
            return
        thing, stance = Thing(f"date of the {thing.label}", thing.token), "unknown"
    elif thing.label != "death claim" and (lemma in _ON_DEATHS or (lemma == "apparent" and not thing.artefact)):
        return
    yield Finding((token.i, token.i + 1), token, thing, stance, "hedge-adjective")


def _purport(token: Token) -> Iterator[Finding]:
    about = grammar.subject(token)
    if token.dep_ != "amod" and grammar.negated(token):
        # "did not purport to cover": nothing is passed off.
        return
    if token.dep_ == "amod":
        thing = objects.noun(token.head) or Thing("claim", token.head)
    else:
        found = (objects.artefact(about) if about is not None else None) or _governing(token)
        if (
            found is None
            and token.tag_ != "VBN"
            and about is not None
            and objects.matter(about) is None
            and not _passes_for(token, about)
        ):
            # "rules that purport to bind": what they do is no more in doubt than what rules do.
            return
        thing = found or objects.content(token.subtree) or Thing("claim", about)
    yield Finding((token.i, token.i + 1), token, thing, "purported", "purport")


def _passes_for(token: Token, about: Token) -> bool:
    """Tell whether somebody is passed off as somebody, or "it", "which", "what" stand for a thing told before."""
    being = any(c.lemma_ == "be" and c.dep_ in {"xcomp", "ccomp"} for c in token.children)
    return about.pos_ == "PRON" or (being and about.lemma_.lower() in groups("authenticity")["body"])


def _governing(token: Token) -> Thing | None:
    """Return the artefact just before `token`, above it in the parse, or taken by a verb above it."""
    if token.i > token.sent.start and (found := objects.artefact(token.nbor(-1))) is not None:
        return found
    for above in grammar.up(token, 3):
        found = objects.artefact(above)
        if found is not None:
            return found
        for child in above.children:
            if child.dep_ in {"dobj", "nsubj", "nsubjpass"} and child.i < token.i and objects.artefact(child):
                return objects.artefact(child)
    return None


def _reported(token: Token) -> Iterator[Finding]:
    """Find "said to show", "believed to have been killed", "feared dead", "it was claimed that he is alive"."""
    clause = next((c for c in token.children if c.dep_ in {"xcomp", "ccomp", "oprd", "acomp", "advcl"}), None)
    about = grammar.subject(token)
    if (dead := _believed_dead(token)) is not None:
        yield Finding((token.i, token.i + 1), token, dead, "purported", "reported-to")
        return
    if clause is None or not (_passive(token) or _misread(token, clause)):
        return
    before = objects.firm(token.nbor(-1)) if token.i > token.sent.start else None
    thing = before or (objects.artefact(about) if about is not None else None)
    if thing is None and about is not None and about.lower_ in _ITS and clause.lemma_.lower() in {"show", "depict"}:
        thing = Thing("claim", about)
    if thing is not None and (clause.lemma_.lower() in groups("authenticity")["show"] or clause.dep_ == "oprd"):
        yield Finding((token.i, token.i + 1), token, thing, "purported", "reported-to")
        return
    thing = objects.matter(clause) or _dead_or_hurt(token, clause) or lives_somewhere(clause)
    made = next((c for c in clause.children if c.dep_ == "dobj" and objects.firm(c)), None)
    if thing is None and made is not None and clause.lemma_.lower() in groups("authenticity")["publish"]:
        yield Finding(
            (token.i, token.i + 1), token, objects.firm(made) or Thing("claim", made), "purported", "reported-to"
        )
    if thing is None and any(c.lower_ == "dead" for c in token.children):
        thing = Thing("death claim", token)
    if thing is not None and thing.label in {"death claim", "whereabouts", "claim"}:
        yield Finding((token.i, token.i + 1), token, thing, "purported", "reported-to")


def _believed_dead(token: Token) -> Thing | None:
    """Return the death in "leader believed dead", "who was feared dead appears": by place, as the parse loses it."""
    following = token.nbor(1) if token.i + 1 < token.sent.end else None
    if following is None or following.lower_ != "dead" or token.lemma_ in {"say", "claim"}:
        return None
    about = grammar.subject(token)
    about = token.head if about is not None and about.lower_ == "who" and token.dep_ == "relcl" else about
    alone = about is not None and (about.tag_ in {"NN", "NNP"} or about.lower_ in {"he", "she"})
    return Thing("death claim", following) if alone else None


def _dead_or_hurt(token: Token, clause: Token) -> Thing | None:
    """Return what "thought to be dead" and "rumoured to have been wounded" are about."""
    dead = next((c for c in clause.children if c.dep_ == "acomp" and objects.matter(c)), None)
    if dead is not None and clause.lemma_ == "be" and dead.lower_ != "alive":
        return Thing("death claim", dead)
    harmed = clause.lemma_.lower() in groups("authenticity")["harm"] and perfect(clause)
    about = grammar.subject(token)
    one = about is not None and (grammar.names_person(about) or about.lower_ in {"he", "she"} or _one(about))
    return Thing("claim", clause) if harmed and one else None


def _one(noun: Token) -> bool:
    """Tell whether a noun means one person, not "a number of people" or "one of the men"."""
    return noun.tag_ == "NN" and not any(
        c.lower_ == "of" and any(t.tag_ == "NNS" for t in c.children) for c in noun.children
    )


def _misread(token: Token, clause: Token) -> bool:
    """Tell whether the parse takes "a photo said to show" for a sentence; no photo says to do a thing."""
    infinitive = clause.dep_ == "xcomp" and any(c.lower_ == "to" for c in clause.children)
    about = grammar.subject(token)
    near = (about, token.nbor(-1)) if token.i > token.sent.start else (about,)
    return infinitive and any(t is not None and objects.firm(t) for t in near)


def _passive(token: Token) -> bool:
    if token.dep_ == "relcl" and any(c.dep_ == "nsubj" for c in token.children):
        return False
    return token.dep_ in {"acl", "relcl"} or any(c.dep_ == "auxpass" for c in token.children)


def _claiming(token: Token) -> Iterator[Finding]:
    """Find "a photo claiming to be", "a voice claiming to be": the artefact does not claim, whoever sends it does."""
    about = token.head if token.dep_ in {"acl", "pcomp"} else grammar.subject(token)
    thing = objects.artefact(about) if about is not None else None
    if thing is None and token.tag_ == "VBG" and token.i > token.sent.start:
        thing = objects.artefact(token.nbor(-1))
    verb = next((c for c in token.children if c.dep_ == "xcomp"), None)
    if thing is not None and verb is not None and verb.lemma_.lower() in groups("authenticity")["show"]:
        yield Finding((token.i, token.i + 1), token, thing, "purported", "claiming")


def _claims_to_show(token: Token) -> Iterator[Finding]:
    """Find "video released on Monday claims to show" where the parse takes the verb for a noun or its subject amiss."""
    after = token.doc[token.i + 1 : min(token.i + 3, token.sent.end)]
    words = groups("authenticity")
    if token.tag_ not in {"VBZ", "VBP", "NNS"} or len(after) < 2 or after[0].lower_ != "to":  # noqa: PLR2004
        return
    about = grammar.subject(token)
    if after[1].lemma_.lower() not in words["show"] or (token.pos_ == "VERB" and about is not None):
        return
    before = token.doc[max(token.i - _NEAR, token.sent.start) : token.i]
    thing = next(filter(None, map(objects.firm, reversed(before))), None)
    if thing is not None:
        yield Finding((token.i, token.i + 1), token, thing, "purported", "claiming")


def _attributed(token: Token) -> Iterator[Finding]:
    to = next((c for c in token.children if c.dep_ in {"prep", "dative"} and c.lower_ in {"to", "with"}), None)
    about = grammar.subject(token)
    if token.dep_ == "relcl" and any(c.dep_ == "nsubj" for c in token.children):
        # "a note which the police attribute to him"
        about = next((c for c in token.children if c.dep_ == "dobj" and c.tag_ != "WDT"), token.head)
    if to is None or about is None:
        return
    thing = objects.artefact(about) if to.lower_ == "to" else None
    if to.lower_ == "with":
        deed = next((c for c in to.children if c.dep_ == "pcomp"), None)
        thing = objects.matter(deed) if deed is not None else None
        thing = Thing("toll", deed) if thing is not None else None
    if thing is not None:
        yield Finding((token.i, to.i + 1), token, thing, "purported", "attributed-to")
