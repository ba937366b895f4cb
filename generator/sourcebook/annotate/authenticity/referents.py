"""What "it" and "its authenticity" stand for: the recording or picture that a finding without a noun is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import objects
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.annotate.authenticity.finding import Finding
    from sourcebook.annotate.authenticity.objects import Thing
    from sourcebook.parsed import Token

# Rules whose object may go unnamed in their sentence; those that are on artefacts before all else.
_LOOKED_UP = frozenset({"signs"})
_OF_ARTEFACTS = frozenset({"verify", "genuine", "if-true", "doubt", "signs", "it-is", "older-it", "vouch", "made-up"})
# Rules that speak of the artefact a report is about, named in their sentence or well before it.
BESIDE = frozenset(
    {"authorship", "own-voice", "stands-by", "convinced", "agrees", "search", "origin", "part-changed", "hallmark"}
    | {"wary", "examined", "passed-as", "rated", "witness", "reaction", "seeming", "conclusion"}
)
_FAR = 20  # sentences back, in a report known to be about an artefact


def near(finding: Finding) -> Finding:
    """Return a finding about "it" as one about the artefact named last in its sentence or the one before."""
    if not _open(finding):
        return finding
    before = [n for n in _before(finding, 1) if n.artefact or n.label == "death claim"]
    # What is checked for being genuine is a recording or a picture before it is a death.
    asked = finding.rule in _OF_ARTEFACTS | BESIDE
    first_choice = (n for n in before if n.artefact and asked)
    found = next(first_choice, None if finding.rule in BESIDE else next(iter(before), None))
    return replace(finding, thing=found) if found is not None else finding


def far(finding: Finding, contested: Sequence[str]) -> Finding:
    """Return a finding about "it" as one about the artefact named last well before it, of a kind that is contested.

    Args:
        finding: a finding, as `near` left it.
        contested: the labels of what the article contests, once for each finding.
    """
    if not _open(finding) or finding.rule not in _OF_ARTEFACTS | BESIDE:
        return finding
    if finding.rule == "it-is" and finding.anchor.lemma_.lower() not in groups("authenticity")["of-things"]:
        # "It's all a fraud" may be about anything told since.
        return finding
    found = next((n for n in _before(finding, _FAR) if n.artefact and n.label in contested), None)
    if found is None and finding.rule in BESIDE:
        # What the whole report is about needs no name: "I never said those words".
        told = Counter(label for label in contested if label in objects.ARTEFACTS)
        found = next((objects.Thing(label, None) for label, _ in told.most_common(1)), None)
    return replace(finding, thing=found) if found is not None else finding


def artefact_before(it: Token) -> Thing | None:
    """Return the artefact named last before a pronoun, in its sentence or the two before."""
    doc, first = it.doc, it.sent.start
    for _ in range(2):
        first = doc[first - 1].sent.start if first else 0
    return next(filter(None, map(objects.firm, reversed(doc[first : it.i]))), None)


def _open(finding: Finding) -> bool:
    """Tell whether a finding names nothing itself."""
    thing = finding.thing
    pronoun = thing.token is not None and (thing.token.pos_ in {"PRON", "DET"} or thing.token.lower_ == "one")
    looked_up = thing.token is None and (finding.rule in _LOOKED_UP | BESIDE)
    return thing.label == "claim" and (pronoun or looked_up)


def _before(finding: Finding, sentences: int) -> Iterator[Thing]:
    """Yield what is named before a finding, nearest first, in its sentence and some sentences before."""
    doc, first = finding.anchor.doc, finding.anchor.sent.start
    for _ in range(sentences):
        first = doc[first - 1].sent.start if first else 0
    token = finding.thing.token
    for each in reversed(doc[first : token.i if token is not None else finding.cue[0]]):
        named = objects.firm(each) or objects.matter(each)
        if named is not None and each.dep_ != "compound":
            yield named
