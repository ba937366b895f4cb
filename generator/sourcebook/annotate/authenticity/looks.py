"""How something looks: "seemingly", "appears to show", "seems to have been recorded recently", "may have died"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.authenticity.objects import Thing
from sourcebook.annotate.authenticity.scope import carried_in, lives_somewhere, nearest, perfect
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token


@begins("seem look maybe")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on looks for one token."""
    words = groups("authenticity")
    if token.lower_ in words["seem"]:
        yield from _seemingly(token)
    elif token.pos_ == "VERB" and token.lemma_.lower() in words["look"]:
        yield from _looks(token)
    elif token.lower_ in words["maybe"] and token.dep_ == "aux":
        yield from _maybe(token)


def _seemingly(token: Token) -> Iterator[Finding]:
    thing = nearest(token) or _holding(token.head)
    phrase = token.head.pos_ in {"ADV", "ADP", "SCONJ"}
    if phrase and thing is not None and thing.token is not None and token.head.head.i != thing.token.i:
        # "apparently regardless of", "presumably with consent": about the phrase, not about a thing further up.
        return
    verb = token.head
    if thing is None or not (thing.artefact or thing.label == "death claim"):
        thing = carried_in(verb) if verb.pos_ == "VERB" else None
    elif thing.artefact and thing.token is not None and _of_the_thing(verb, thing.token):
        yield Finding((token.i, token.i + 1), token, thing, "purported", "seemingly", "medium")
        return
    elif (
        thing.artefact
        and verb.pos_ in {"VERB", "AUX"}
        and verb.lemma_.lower() not in groups("authenticity")["show"] - {"be"}
    ):
        return
    if thing is not None and thing.artefact and verb.lemma_.lower() == "be":
        return
    if thing is not None:
        yield Finding((token.i, token.i + 1), token, thing, "purported", "seemingly", "medium")


def _holding(verb: Token) -> Thing | None:
    """Return the recording of "a recording in which he can apparently be heard"."""
    within = verb.dep_ == "relcl" and any(c.dep_ == "prep" and c.lower_ in {"in", "on"} for c in verb.children)
    return objects.firm(verb.head) if within else None


def _of_the_thing(verb: Token, thing: Token) -> bool:
    """Tell whether a verb says what is in a thing: "a memo apparently telling crews", "in which he can be heard"."""
    if verb.head.i != thing.i or objects.firm(thing) is None:
        return False
    within = any(c.dep_ == "prep" and c.lower_ == "in" for c in verb.children)
    return (verb.dep_ == "acl" and verb.tag_ == "VBG") or (verb.dep_ == "relcl" and within)


def _looks(token: Token) -> Iterator[Finding]:
    """Find "appears to show", "seems to have been recorded recently", "seems to have spoken in a message"."""
    verb = next((c for c in token.children if c.dep_ in {"xcomp", "oprd"} and c.pos_ in {"VERB", "AUX"}), None)
    about = grammar.subject(token)
    if token.lemma_ == "suggest":
        yield from _suggests_date(token)
        return
    if (
        token.lemma_ == "resemble"
        and about is not None
        and (thing := objects.content(about.subtree))
        and thing.artefact
    ):
        yield Finding((token.i, token.i + 1), token, thing, "purported", "resembles", "medium")
    if verb is None or about is None:
        return
    words = groups("authenticity")
    thing = objects.artefact(about)
    dated = verb.tag_ == "VBN" and verb.lemma_.lower() in words["dated"]
    if thing is not None and dated:
        if _timed(verb):
            thing = Thing(f"date of the {thing.label}", thing.token)
            yield Finding((token.i, token.i + 1), token, thing, "unknown", "looks", "medium")
    elif thing is not None and verb.lemma_.lower() in words["show"] - {"be", "make", "take", "contain"}:
        indeed = any(c.lower_ in words["indeed"] for c in verb.children)
        yield Finding((token.i, token.i + 1), token, thing, "disputed" if indeed else "purported", "looks", "medium")
    elif thing is None and (held := carried_in(verb)) is not None and verb.pos_ == "VERB" and perfect(verb):
        yield Finding((token.i, token.i + 1), token, held, "purported", "looks", "medium")
    elif thing is None and objects.matter(verb) is not None:
        yield Finding((token.i, token.i + 1), token, Thing("death claim", verb), "purported", "looks", "medium")


def _suggests_date(token: Token) -> Iterator[Finding]:
    """Find "suggesting that the recording was made recently": the date is inferred, not known."""
    words = groups("authenticity")
    clause = next((c for c in token.children if c.dep_ == "ccomp" and c.lemma_.lower() in words["dated"]), None)
    about = next((c for c in clause.children if c.dep_ == "nsubjpass"), None) if clause is not None else None
    thing = objects.artefact(about) if about is not None else None
    if thing is not None and clause is not None and _timed(clause):
        label = f"date of the {thing.label}"
        yield Finding((token.i, token.i + 1), token, Thing(label, thing.token), "unknown", "looks", "medium")


def _timed(verb: Token) -> bool:
    return any(
        t.lower_ in {"recently", "ago", "before", "after", "since", "earlier"} or t.ent_type_ == "DATE"
        for t in verb.subtree
    )


def _maybe(token: Token) -> Iterator[Finding]:
    """Find "may have been killed", "might be dead", "may be somewhere in": the matter is left open."""
    verb = token.head
    in_perfect = perfect(verb)
    about = grammar.subject(verb)
    made = objects.artefact(about) if about is not None else None
    if made is not None and in_perfect and verb.lemma_.lower() in groups("authenticity")["dated"] and _timed(verb):
        thing = Thing(f"date of the {made.label}", made.token)
        yield Finding((token.i, token.i + 1), token, thing, "unknown", "may-date", "medium")
    elif in_perfect and token.lower_ != "could" and not grammar.negated(verb):
        dead = [v for v in (verb, *(c for c in verb.children if c.dep_ == "conj")) if objects.matter(v)]
        if dead:
            yield Finding((token.i, token.i + 1), token, Thing("death claim", dead[0]), "purported", "may-have")
    elif verb.lemma_.lower() == "be" and token.lower_ != "could":
        person = about is not None and (grammar.person(about) or about.lower_ in {"he", "she"})
        if any(c.lower_ == "dead" for c in verb.children):
            yield Finding((token.i, token.i + 1), token, Thing("death claim", verb), "purported", "may-be")
        elif person and lives_somewhere(verb):
            yield Finding((token.i, token.i + 1), token, Thing("whereabouts", about), "unknown", "may-be", "medium")
