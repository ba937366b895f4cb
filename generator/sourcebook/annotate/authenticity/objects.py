"""What a statement is about: an artefact, or a contested death, responsibility, identity, toll or place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sourcebook.parsed import Token

ARTEFACTS = ("recording", "video", "photograph", "image", "document", "artwork")
MATTERS = ("death", "responsibility", "toll", "identity", "whereabouts", "claim")
_LABELS = {"death": "death claim"}
# A message, a note or a page is an artefact only where the words beside it say so.
_LOOSE = frozenset(
    {"speech", "message", "voice", "statement", "note", "page", "post", "account", "still", "frame", "film"}
    | {
        "conversation",
        "certificate",
        "text",
        "paper",
        "papers",
        "file",
        "drawing",
        "icon",
        "vase",
        "invoice",
        "ledger",
        "cable",
    }
)
_RECORDED = frozenset({"audio", "video", "taped", "recorded", "videotaped", "filmed"})


@dataclass(frozen=True)
class Thing:
    """What a statement is about: a plain noun phrase and the token that names it, ``None`` where none does."""

    label: str
    token: Token | None

    @property
    def artefact(self) -> bool:
        """Whether it is a recording, a picture or a writing."""
        return self.label in ARTEFACTS


def artefact(token: Token) -> Thing | None:
    """Return the artefact a noun names."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    lemma = token.lemma_.lower()
    if lemma == "mail" and hyphened(token) == "e-mail":
        lemma = "e-mail"
    label = next((g for g in ARTEFACTS if lemma in groups("authenticity")[g]), None)
    return Thing(label, token) if label else None


def hyphened(token: Token) -> str:
    """Return a word with what a hyphen joins to it before, which the parse takes for words of their own: "set-up"."""
    doc, i = token.doc, token.i
    joined = i > 1 and doc[i - 1].text == "-" and doc[i - 1].idx + 1 == token.idx
    return f"{doc[i - 2].lower_}-{token.lemma_.lower()}" if joined else token.lemma_.lower()


def firm(token: Token) -> Thing | None:
    """Return the artefact a noun names, leaving out nouns with many other uses."""
    recorded = any(c.lower_ in _RECORDED for c in token.children if c.i < token.i)
    return artefact(token) if recorded or token.lemma_.lower() not in _LOOSE else None


def matter(token: Token) -> Thing | None:
    """Return the contested matter a noun, a verb of killing, or "dead" names."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in words["die"]:
        if lemma == "shoot" and any(c.dep_ == "nsubjpass" and artefact(c) for c in token.children):
            # A film is shot too.
            return None
        return Thing("toll" if _counted(token) else "death claim", token)
    if token.pos_ == "ADJ" and (lemma in words["dead"] or token.lower_ == "alive"):
        return Thing("death claim", token)
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    if lemma == "suicide" and token.dep_ == "compound":
        # A suicide attack is an attack.
        return None
    label = next((g for g in MATTERS if lemma in words[g]), None)
    return Thing(_LABELS.get(label, label), token) if label else None


def deed(noun: Token) -> Thing | None:
    """Return the responsibility for an attack that a noun names: "claimed the bombing"."""
    return Thing("responsibility", noun) if noun.lemma_.lower() in groups("authenticity")["deed"] else None


def _counted(verb: Token) -> bool:
    """Tell whether a verb of killing says how many somebody killed: the number is what is claimed, not a death."""
    victims = next((c for c in verb.children if c.dep_ == "dobj"), None)
    return victims is not None and counted(victims)


def counted(victims: Token) -> bool:
    """Tell whether a noun says how many: "40 men", "hundreds of men", "more than 100"; "the second man" does not."""
    words = {"hundreds", "dozens", "scores", "thousands"}
    before = victims.doc[victims.left_edge.i : victims.i + 1]
    return any(t.pos_ == "NUM" or t.lower_ in words for t in (*before, *victims.children))


def noun(token: Token) -> Thing | None:
    """Return what a noun is, looking through "the authenticity of" and "a copy of" to the thing itself."""
    words, lemma = groups("authenticity"), token.lemma_.lower()
    inner = _of(token)
    if lemma in words["authenticity"]:
        found = noun(inner) if inner is not None else next(filter(None, map(artefact, _genitives(token))), None)
        return found or _whose(token) or Thing("claim", inner or next(iter(_genitives(token)), None))
    found = artefact(token)
    if found is not None:
        return found
    found = matter(token)
    if found is not None and found.label == "claim":
        about = content(_below(token))
        return Thing(about.label, token) if about is not None and not about.artefact else found
    return found


def content(tokens: Iterable[Token]) -> Thing | None:
    """Return what a clause is about: a death before an artefact, an artefact before the rest."""
    tokens = list(tokens)
    for finder in (_death, firm, matter, artefact):
        found = next(filter(None, map(finder, tokens)), None)
        if found is not None:
            return found
    return None


def _death(token: Token) -> Thing | None:
    found = matter(token)
    return found if found is not None and found.label == "death claim" else None


def _below(token: Token) -> list[Token]:
    return [t for t in token.subtree if t.i != token.i]


def _of(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "to", "on", "about"}:
            return next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
    return None


def _whose(token: Token) -> Thing | None:
    """Return the artefact before "whose authenticity"."""
    if not any(c.lower_ == "whose" for c in token.children):
        return None
    return next((artefact(a.head) for a in token.ancestors if a.dep_ == "relcl"), None)


def _genitives(token: Token) -> list[Token]:
    return [c for c in token.children if c.dep_ in {"poss", "compound"}]
