"""Where an artefact is said to come from, without a hedge: "released by the group", "the leader's recording".

Such words give a recording to its maker and stop short of saying that anybody has checked; they are kept apart by their
rule and a low grade.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects
from sourcebook.annotate.authenticity.begins import begins
from sourcebook.annotate.authenticity.finding import Finding
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.annotate.authenticity.objects import Thing
    from sourcebook.parsed import Token

_FAR = 5  # tokens between a participle and its "by"
_KEPT = frozenset({"recording", "video"})


@begins("publish", "report in on with be", relations="appos")
def rules(token: Token) -> Iterator[Finding]:
    """Yield the findings of all rules on provenance for one token."""
    if token.pos_ == "VERB" and _publishes(token.lemma_.lower()):
        yield from _published(token)
    elif token.lower_ in {"in", "on", "with"} and token.dep_ == "prep":
        yield from _in_it(token)
    elif token.lemma_ == "be" and token.pos_ == "AUX":
        yield from _is_whose(token)
    elif token.dep_ == "appos":
        yield from _appositive(token)


def _publishes(lemma: str) -> bool:
    return lemma == "report" or (lemma in groups("authenticity")["publish"] and lemma not in {"put", "produce"})


def _kept(token: Token | None) -> Thing | None:
    found = objects.artefact(token) if token is not None else None
    return found if found is not None and found.label in _KEPT else None


def _published(verb: Token) -> Iterator[Finding]:
    """Find "the group released a recording", "a recording released by the group's media arm"."""
    if grammar.negated(verb) or grammar.hypothetical(verb) or verb.tag_ == "VB":
        # "has no plans to release", "will publish": it has not been done.
        return
    passive = verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    thing = _kept(next((c for c in verb.children if c.dep_ == "dobj"), None))
    maker = grammar.subject(verb) if thing is not None else None
    if thing is None and passive:
        by = next((t for t in verb.subtree if t.lower_ == "by" and verb.i < t.i <= verb.i + _FAR), None)
        maker = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
        thing = (_kept(grammar.subject(verb)) or _trailing(verb)) if maker is not None else None
    if thing is not None and maker is not None and not _own_kin(maker):
        yield Finding((verb.i, verb.i + 1), verb, thing, "purported", "provenance", "low")


def _trailing(verb: Token) -> Thing | None:
    """Return the recording a little before a participle that trails behind it."""
    if verb.dep_ not in {"acl", "advcl", "relcl"}:
        return None
    before = verb.doc[max(verb.sent.start, verb.i - 10) : verb.i]
    return next(filter(None, (_kept(t) if objects.firm(t) else None for t in reversed(before))), None)


def _own_kin(maker: Token) -> bool:
    """Tell whether those who publish are plainly whom they are said to be: a body of state, a family."""
    plain = groups("sources")["state"] | groups("sources")["unnamed-official"]
    around = {t.lemma_.lower() for t in maker.subtree}
    own = maker.lemma_.lower() in plain and "media" not in around
    return own or bool(around & groups("authenticity")["kin"])


def _in_it(prep: Token) -> Iterator[Finding]:
    """Find "in his recording the leader says": the words are taken for the leader's."""
    thing = _kept(next((c for c in prep.children if c.dep_ == "pobj"), None))
    if thing is None or thing.token is None:
        return
    owned = any(c.dep_ == "poss" for c in thing.token.children)
    verb = next((a for a in grammar.up(prep, 4) if a.pos_ == "VERB"), None)
    speaks = verb is not None and verb.lemma_.lower() in groups("sources")["say"] | {
        "call",
        "rally",
        "appeal",
        "urge",
        "mock",
    }
    if thing.token.lemma_ == "speech" or (verb is not None and any(c.lower_ == "also" for c in verb.children)):
        # "In his recording he also urges": said before.
        return
    newest = (owned or prep.lower_ == "with") and any(c.lower_ in {"first", "latest"} for c in thing.token.children)
    if (newest and verb is not None) or (
        prep.lower_ != "with"
        and verb is not None
        and owned
        and (speaks or prep.is_sent_start)
        and not _hedged(thing.token)
    ):
        yield Finding((prep.i, thing.token.i + 1), verb, thing, "purported", "provenance", "low")


def _is_whose(verb: Token) -> Iterator[Finding]:
    """Find "the recording is the leader's first message"."""
    thing = _kept(grammar.subject(verb))
    attribute = next((c for c in verb.children if c.dep_ == "attr"), None)
    if thing is None or attribute is None or grammar.negated(verb) or grammar.hypothetical(verb):
        return
    if _kept(attribute) is not None and any(c.dep_ == "poss" for c in attribute.children):
        yield Finding((verb.i, attribute.i + 1), verb, thing, "purported", "provenance", "low")


def _appositive(token: Token) -> Iterator[Finding]:
    """Find "the tape, an old recording of the general"."""
    thing = _kept(token.head)
    of = next((c for c in token.children if c.lower_ in {"of", "from"} and c.dep_ == "prep"), None)
    if thing is None or _kept(token) is None or of is None:
        return
    if any(c.pos_ == "PROPN" for c in of.children) and not _hedged(token):
        yield Finding((token.i, of.i + 1), token, thing, "purported", "provenance", "low")


def _hedged(token: Token) -> bool:
    words = groups("authenticity")
    hedges = words["hedged"] | words["unchecked"] | words["hedge"] | words["undated"]
    return any(c.lemma_.lower() in hedges or c.lower_ in hedges for c in token.children)
