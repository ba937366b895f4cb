"""Which findings stand: without repeats, without weaker ones beside stronger, and only where they have a context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.authenticity import grammar, objects, referents
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sourcebook.annotate.authenticity.finding import Finding

# Sentences that are plain news, except in an article that contests a death.
_AGAINST_A_DEATH = frozenset({"alive", "still", "death-stated", "death-said"})
# The same in an article that contests anything.
_BESIDE_A_CONTEST = frozenset(
    {"kills", "no-indication", "in-hiding", "likely-in", "named-in", "pseudonym", "no-official", "looks-like"}
    | {"fake-things", "from-a-year", "no-word", "no-maker", "body-is", "no-proof"}
)
_OF_IT = frozenset({"it-is", "older-it"})
_ASKED_OF_ARTEFACTS = frozenset({*objects.ARTEFACTS, *(f"date of the {a}" for a in objects.ARTEFACTS), "death claim"})
# Of several findings on one thing in one sentence, those that say more make the others needless.
_STRONGER = {
    "genuine": frozenset({"verify", "confirm", "doubt", "vouch", "unknown"}),
    "under-way": frozenset({"verify"}),
    "if-true": frozenset({"genuine", "verify", "confirm"}),
    "deny": frozenset({"genuine"}),
    "confirmation": frozenset({"genuine"}),
    "part-changed": frozenset({"genuine"}),
    "reported-to": frozenset({"genuine"}),
    "looks": frozenset({"genuine", "what-appears"}),
    "kills": frozenset({"claim", "claimed", "unlikely", "genuine", "deny"}),
    "claim": frozenset({"conflicting", "other-reports"}),
}


def settled(found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings that stand, in text order: one for a thing, a stance and a clause.

    Args:
        found: the findings of all rules.
    """
    firm = {f.thing.token.i for f in found if f.rule != "provenance" and f.thing.artefact and f.thing.token}
    found = [f for f in found if f.rule != "provenance" or (f.thing.token is not None and f.thing.token.i not in firm)]
    labels = [f.thing.label for f in found if _opens(f)]
    found = [referents.far(f, labels) for f in found]
    # "It is real", "it first appeared in 2010" count where a recording or picture stands before.
    found = [f for f in found if f.rule not in _OF_IT or f.thing.artefact]
    found = [f for f in found if not _weaker(f, found)]
    contested = {f.thing.label for f in found if _opens(f)}
    seen: set[tuple[int, int, str, str]] = set()
    for finding in sorted(found, key=lambda f: f.cue):
        key = (*grammar.clause(finding.anchor), finding.thing.label, finding.stance)
        if key not in seen and _has_context(finding, contested):
            seen.add(key)
            yield finding


def _opens(finding: Finding) -> bool:
    """Tell whether a finding needs no context, so that it makes one for others."""
    gated = _AGAINST_A_DEATH | _BESIDE_A_CONTEST | {"provenance"} | referents.BESIDE | _OF_IT
    return finding.rule not in gated


def _has_context(finding: Finding, contested: AbstractSet[str]) -> bool:
    """Tell whether an article contests what would make a sentence a statement that is plain news elsewhere."""
    if finding.rule in _AGAINST_A_DEATH:
        return "death claim" in contested
    if finding.rule == "fake-things":
        return finding.thing.label in contested
    if finding.rule == "is-he":
        return bool(contested & (_ASKED_OF_ARTEFACTS | {"identity"}))
    if finding.rule in referents.BESIDE:
        return finding.thing.artefact and bool(contested & _ASKED_OF_ARTEFACTS - {"death claim"})
    if finding.rule == "provenance":
        # Who posted a clip is plain news where nobody asks whether it is genuine.
        return bool(contested & _ASKED_OF_ARTEFACTS) or _of_a_conflict(finding)
    return bool(contested) or finding.rule not in _BESIDE_A_CONTEST


def _within(inner: Finding, outer: Finding) -> bool:
    """Tell whether a finding stands behind another in its sentence."""
    return bool(outer.anchor.i < inner.anchor.i < outer.anchor.sent.end)


def _of_a_conflict(finding: Finding) -> bool:
    """Tell whether a sentence tells of a killing, or of a side in a conflict: "the group posted a video of it"."""
    words = groups("authenticity")
    telling: frozenset[str] = words["death"] | words["die"] | groups("sources")["party"]
    return any(str(t.lemma_).lower() in telling for t in finding.anchor.sent)


def _weaker(finding: Finding, found: Sequence[Finding]) -> bool:
    thing = finding.thing.token
    if finding.thing.label == "claim" and finding.rule in {"hedge-adverb", "seemingly"}:
        # "is reportedly the same man": one statement, on who he is.
        return any(f.rule == "same-person" and f.anchor.sent == finding.anchor.sent for f in found)
    if finding.rule == "claimed" and any(f.rule == "claiming" and f.anchor == finding.anchor for f in found):
        return True
    if finding.rule == "claimed" and thing is not None:
        # "claimed the video was genuine": what is claimed says more than that it is.
        return any(_within(f, finding) and f.rule == "genuine" and f.thing.token == thing for f in found)
    stronger = _STRONGER.get(finding.rule, frozenset())
    if finding.rule == "kills":
        # Those whom a rule on claims judges need no second finding.
        return any(
            f.rule in stronger and f.thing.label == "toll" and f.anchor.sent == finding.anchor.sent for f in found
        )
    beside = (f for f in found if f.rule in stronger and f.anchor.sent == finding.anchor.sent)
    return any(f.thing.token is not None and f.thing.token == thing for f in beside)
