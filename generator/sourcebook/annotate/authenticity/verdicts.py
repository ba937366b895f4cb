"""Verification: verified, confirmed, authentic, genuine, fake, no reason to doubt, and their denials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.described import PRONOUNS, declared, described, false, taken_as
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.authenticity.stances import verdict
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token
    from sourcebook.records import Confidence, Stance


@begins("verify confirm confirmation genuine fake retouch generate", "confirmed")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on verification for one token."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in words["verify"]:
        yield from _verify(token)
    elif token.pos_ in {"VERB", "ADJ"} and (lemma in words["confirm"] or lemma == "confirmed"):
        yield from _confirm(token)
    elif token.pos_ == "NOUN" and lemma in words["confirmation"]:
        yield from _confirmation(token)
    if lemma in words["genuine"] or false(token):
        yield from _genuine(token)


def _about(verb: Token) -> Thing | None:
    """Return what a verb of verifying is about, through "whether it is genuine" and "as being that of"."""
    for each in grammar.arguments(verb):
        if each.dep_ in {"ccomp", "xcomp", "advcl"}:
            who = each.lemma_ == "be" and any(c.lower_ == "who" and c.i < each.i for c in each.children)
            found = Thing("identity", grammar.subject(each)) if who else objects.content(each.subtree)
            found = found or _who(each)
            genuine = any(t.lemma_.lower() in groups("authenticity")["genuine"] for t in each.subtree)
            found = found if found is not None or not genuine else Thing("claim", None)
        else:
            found = objects.noun(each)
        if found is not None:
            return found
    return None


def _who(clause: Token) -> Thing | None:
    """Return the identity that "the body is that of X" is about."""
    about = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    attribute = next((c for c in clause.children if c.dep_ == "attr"), None)
    if about is not None and clause.lemma_ == "belong":
        return Thing("identity", about) if about.lemma_.lower() in groups("authenticity")["body"] else None
    if clause.lemma_ != "be" or about is None or attribute is None:
        return None
    named = attribute.pos_ == "PROPN" or attribute.lower_ in {"that", "those", "his", "hers"}
    return Thing("identity", about) if named and about.lemma_.lower() in groups("authenticity")["body"] else None


def _verify(verb: Token) -> Iterator[Finding]:
    polarity = grammar.polarity(verb)
    thing = _about(verb)
    loose = verb.lemma_.lower() in {"establish", "determine", "ascertain", "prove"}
    if verb.lemma_.lower() in {"check", "test"} and not _checked(verb, polarity):
        return
    independent = any(c.lower_ in {"independently", "immediately"} for c in verb.children)
    if thing is None and polarity in {"cannot", "not"} and (independent or not loose):
        # "the channel has not been verified", "was unable to verify the account": whatever it is.
        about = next((a for a in grammar.arguments(verb) if a.pos_ in {"NOUN", "PRON"}), None)
        thing = Thing("claim", about) if independent or about is not None else None
    if loose and thing is not None and thing.label == "identity" and polarity == "open":
        yield Finding((verb.i, verb.i + 1), verb, thing, "unknown", "verify", "medium", grammar.taker(verb))
        return
    if thing is None or (loose and not _on_authenticity(verb, thing)):
        return
    stance: dict[str, Stance] = {
        "cannot": "unverifiable",
        "not": "unconfirmed",
        "open": "unconfirmed",
        "is": "confirmed",
    }
    confidence: Confidence = "medium" if polarity == "open" or loose else "high"
    if loose and polarity == "is":
        return
    yield Finding((verb.i, verb.i + 1), verb, thing, stance[polarity], "verify", confidence, grammar.taker(verb))


def _checked(verb: Token, polarity: str) -> bool:
    """Tell whether something "could not be checked", "has not been tested": tests of other things are no matter."""
    about = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    thing = objects.noun(about) if about is not None else None
    told = thing is not None and (thing.artefact or (about is not None and _claimed(about)))
    return told and polarity in {"not", "cannot"} and verb.tag_ == "VBN"


def _claimed(about: Token) -> bool:
    return about.lemma_.lower() in groups("authenticity")["claim"]


def _on_authenticity(verb: Token, thing: Thing) -> bool:
    words = groups("authenticity")
    subtree = {t.lemma_.lower() for t in verb.subtree}
    return (thing.artefact or thing.label == "claim") and bool(subtree & (words["authenticity"] | words["genuine"]))


def _confirm(verb: Token) -> Iterator[Finding]:
    if verb.dep_ in {"amod", "compound"}:
        return
    thing, polarity = _about(verb), grammar.polarity(verb)
    if thing is None and any(a.lower_ in PRONOUNS for a in grammar.arguments(verb)) and polarity != "is":
        thing = Thing("claim", None)
    if thing is None and polarity in {"not", "cannot"} and _denies_too(verb):
        thing = Thing("claim", None)
    if thing is None:
        return
    independent = any(c.lower_ == "independently" for c in verb.children)
    stance: Stance = "confirmed" if polarity == "is" else "unconfirmed"
    if polarity == "cannot" and independent:
        stance = "unverifiable"
    if stance == "confirmed":
        thing, stance, found = _content_of(verb, thing)
        if not found:
            return
    yield Finding((verb.i, verb.i + 1), verb, thing, stance, "confirm", "high", grammar.taker(verb))


def _denies_too(verb: Token) -> bool:
    return any(t.lemma_ == "deny" for t in (verb.head, *verb.children))


def _content_of(verb: Token, thing: Thing) -> tuple[Thing, Stance, bool]:
    """Return what is confirmed: a denial in the clause turns it, and an artefact counts only as what it is."""
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "advcl"} and c.i > verb.i), None)
    if clause is None:
        asked = any(a.lemma_.lower() in groups("authenticity")["authenticity"] for a in grammar.arguments(verb))
        return thing, "confirmed", asked or thing.label not in {"document", "whereabouts"}
    if any(t.lower_ == "alive" for t in clause.subtree):
        return Thing("death claim", thing.token), "disputed", True
    copula = clause.lemma_ == "be"
    if thing.label == "identity":
        return thing, "disputed" if grammar.negated(clause) else "confirmed", True
    if grammar.negated(clause):
        return thing, "disputed", thing.artefact and copula
    return thing, "confirmed", thing.label == "death claim" or (thing.artefact and (copula or _genuine_in(clause)))


def _genuine_in(clause: Token) -> bool:
    return any(t.lemma_.lower() in groups("authenticity")["genuine"] for t in clause.subtree)


def _confirmation(noun: Token) -> Iterator[Finding]:
    """Find "no confirmation of the death", "without evidence of the attack", "no indication that"."""
    denied = (
        any(c.lower_ in {"no", "without", "any", "little", "n't"} for c in noun.children)
        or noun.head.lower_ == "without"
    )
    if not denied or (noun.head.lower_ != "without" and not grammar.none(noun)):
        return
    found = objects.content(t for t in noun.subtree if t.i != noun.i)
    if found is None and noun.lemma_.lower() in {"proof", "evidence", "indication"}:
        given = noun.head if noun.head.lemma_ in {"offer", "provide", "present", "give", "produce", "show"} else noun
        of = (c for p in given.children if p.dep_ == "prep" and p.lower_ in {"for", "of"} for c in p.children)
        claim = next((c for c in of if c.lemma_.lower() in groups("authenticity")["claim"]), None)
        if claim is not None:
            # "no evidence has been offered for that claim"
            yield Finding((noun.i, noun.i + 1), noun, Thing("claim", claim), "unconfirmed", "confirmation", "medium")
            return
        clause = next((c for c in noun.children if c.dep_ in {"acl", "relcl", "ccomp"}), None)
        about = next((c for c in clause.children if c.dep_ == "nsubj"), None) if clause is not None else None
        if clause is not None and about is not None and clause.lemma_ == "be" and grammar.person(about):
            thing = Thing("identity", about)
            yield Finding((noun.i, noun.i + 1), noun, thing, "unconfirmed", "no-indication", "medium")
        return
    yield Finding((noun.i, noun.i + 1), noun, found or Thing("claim", None), "unconfirmed", "confirmation")


def _genuine(token: Token) -> Iterator[Finding]:
    words, lemma = groups("authenticity"), token.lemma_.lower()
    about, predicate = described(token)
    if _passed_over(token, predicate):
        return
    thing = objects.noun(about) if about is not None else None
    pronoun = about is not None and (about.lower_ in PRONOUNS or _this_one(about))
    if thing is None and pronoun and lemma not in words["weak"]:
        thing = Thing("claim", about)
    said = predicate is not None and any(a.lemma_.lower() in groups("sources")["say"] for a in grammar.up(token, 2))
    if thing is None and pronoun and said and lemma in {"true", "untrue", "false"}:
        thing = Thing("claim", about)
    if thing is None and pronoun and predicate is not None and lemma in words["weak"] | words["untruth"]:
        # "it's real": said of an artefact told of just before, or of anything.
        found = verdict(token, predicate, fake=false(token))[0]
        if found is not None:
            yield Finding((token.i, token.i + 1), token, Thing("claim", about), found, "it-is", "medium")
        return
    if thing is None and (pronounced := declared(token)) is not None:
        yield pronounced
    if thing is None or (_loose(thing) and lemma in words["weak"]):
        return
    stance, confidence = verdict(token, predicate, fake=false(token))
    bare = predicate is None and about is not None and _bare(about)
    if stance is None or (predicate is None and about is not None and _to_come(about)):
        return
    # "dismissed the video as a fake": whoever dismisses it.
    holder = grammar.taker(predicate) if predicate is not None and taken_as(token)[1] is not None else None
    rule = "fake-things" if bare else "genuine"
    yield Finding((token.i, token.i + 1), token, thing, stance, rule, confidence, holder)


def _this_one(about: Token) -> bool:
    return about.lower_ == "one" and any(c.lower_ in {"this", "that"} for c in about.children)


def _passed_over(token: Token, predicate: Token | None) -> bool:
    """Tell whether a word judges nothing: "a propaganda video" tells whose, "called him a quack, a fake" who."""
    if token.lemma_.lower() in groups("authenticity")["untruth"] and predicate is None:
        return True
    return token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"} and _of_somebody(token)


def _of_somebody(token: Token) -> bool:
    """Tell whether a noun coordinated with others is what somebody is called."""
    verb = next((a for a in grammar.up(token, 4) if a.pos_ == "VERB"), None)
    return verb is not None and verb.lemma_.lower() in groups("authenticity")["declare"]


def _bare(noun: Token) -> bool:
    """Tell whether a noun means things of a kind: "used forged documents", not "the forged documents"."""
    general = noun.tag_ in {"NNS", "NNPS"} or noun.lemma_.lower() in {"information", "news"}
    return general and not any(c.dep_ in {"det", "poss", "nummod"} for c in noun.children)


def _to_come(noun: Token) -> bool:
    """Tell whether a thing is expected or aimed at: "might contain a fake report", "to plant a fake report"."""
    verb = next((a for a in grammar.up(noun, 3) if a.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.lemma_ == "be":
        return False
    return verb.lemma_ == "expect" or any(
        c.dep_ == "aux" and (c.tag_ == "MD" or c.lower_ == "to") for c in verb.children
    )


def _loose(thing: Thing) -> bool:
    """Tell whether a thing is neither an artefact nor a claim: a true death or a false name is something else."""
    claimed = thing.token is not None and thing.token.lemma_.lower() in groups("authenticity")["claim"]
    return not claimed and thing.label in {"toll", "identity", "responsibility", "death claim"}
