"""How far two people who corrected the same articles agree, by kind of finding."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sourcebook.curate.anchoring import flat
from sourcebook.curate.entries import Corrections, Entry
from sourcebook.records import Record

_JUDGING = frozenset({"confirm", "reject", "correct", "add"})


class Agreement(Record, frozen=True, kw_only=True):
    """What two people said of one kind of finding.

    ``both`` counts what both looked at; of it ``accepted`` and ``rejected`` by both, ``differing`` the rest.
    ``alpha`` is Krippendorff's, of what both looked at; ``None`` where it is not defined. ``only_a`` and ``only_b`` one
    alone judged. ``lines`` are where they differ.
    """

    kind: str
    both: int
    accepted: int
    rejected: int
    differing: int
    only_a: int
    only_b: int
    alpha: float | None
    lines: tuple[tuple[int, int], ...]


def agreement(one: Corrections, other: Corrections) -> list[Agreement]:
    """Return how far two files of corrections agree, a row a kind and one of all.

    Two entries are on one thing where they are on one kind of finding, at the same quoted words of the same article. A
    verdict is a rejection, or an acceptance with the values that it sets.
    """
    a, b = _verdicts(one.entries), _verdicts(other.entries)
    kinds = sorted({key[0] for key in (*a, *b)})
    rows = [_row(kind, _of(a, kind), _of(b, kind)) for kind in kinds]
    return [*rows, _row("all", a, b)] if rows else []


_Key = tuple[str, ...]
_Verdict = tuple[str, int]


def _verdicts(entries: Iterable[Entry]) -> dict[_Key, _Verdict]:
    made: dict[_Key, _Verdict] = {}
    for entry in entries:
        if entry.do in _JUDGING:
            at = entry.place.at
            words = (flat(at.exact), flat(at.prefix)[-12:], flat(at.suffix)[:12]) if at else ()
            was = tuple(f"{k}={v}" for k, v in sorted(entry.was.items()))
            made[entry.what, entry.place.article, *words, *was] = (_verdict(entry), entry.line)
    return made


def _verdict(entry: Entry) -> str:
    return "rejected" if entry.do == "reject" else f"accepted {sorted(entry.values.items())!r}"


def _of(verdicts: dict[_Key, _Verdict], kind: str) -> dict[_Key, _Verdict]:
    return {key: verdict for key, verdict in verdicts.items() if key[0] == kind}


def _row(kind: str, a: dict[_Key, _Verdict], b: dict[_Key, _Verdict]) -> Agreement:
    both = sorted(a.keys() & b.keys())
    pairs = [(a[key][0], b[key][0]) for key in both]
    same = [x for x, y in pairs if x == y]
    return Agreement(
        kind=kind,
        both=len(both),
        accepted=sum(1 for verdict in same if verdict != "rejected"),
        rejected=sum(1 for verdict in same if verdict == "rejected"),
        differing=len(pairs) - len(same),
        only_a=len(a.keys() - b.keys()),
        only_b=len(b.keys() - a.keys()),
        alpha=krippendorff(pairs),
        lines=tuple((a[key][1], b[key][1]) for key in both if a[key][0] != b[key][0]),
    )


def krippendorff(pairs: Sequence[tuple[Any, Any]]) -> float | None:
    """Return Krippendorff's alpha of two observers over nominal values, no value missing.

    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section B.

    Args:
        pairs: what each said of one unit.

    Returns:
        1 for perfect agreement, 0 for that of chance; ``None`` without units, or where all values are one.
    """
    coincidences: dict[tuple[Any, Any], int] = defaultdict(int)
    for x, y in pairs:
        coincidences[x, y] += 1
        coincidences[y, x] += 1
    totals: Counter[Any] = Counter()
    for (x, _), count in coincidences.items():
        totals[x] += count
    n = sum(totals.values())
    expected = sum(totals[x] * totals[y] for x in totals for y in totals if x != y)
    if n == 0 or expected == 0:
        return None
    observed = sum(count for (x, y), count in coincidences.items() if x != y)
    return 1 - (n - 1) * observed / expected
