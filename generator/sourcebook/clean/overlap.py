"""Which lines say again what another line says: captions and standfirsts are often cut from the prose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from sourcebook.clean.lines import Line

# Runs of so many words are compared.
RUN = 4
# A line with fewer words repeats another too easily by chance.
LEAST_WORDS = 8
# A run that stands in more lines than this tells nothing, and looking it up would cost.
MOST_LINES_OF_A_RUN = 12


def repeats(lines: Sequence[Line], share: float = 0.6) -> dict[int, int]:
    """Return for each line that repeats most of another line the number of that other line.

    Args:
        lines: the lines to compare.
        share: least share of a line's runs of words that stand in the other line.
    """
    runs = {line.number: _runs(line) for line in lines if line.count >= LEAST_WORDS and line.looked_at}
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, own in runs.items():
        for run in own:
            if len(where[run]) < MOST_LINES_OF_A_RUN:
                where[run].append(number)
    found: dict[int, int] = {}
    for number, own in runs.items():
        shared = Counter(other for run in own if len(where[run]) > 1 for other in where[run] if other != number)
        if shared:
            other, most = min(shared.items(), key=lambda item: (-item[1], item[0]))
            if most >= share * len(own):
                found[number] = other
    return found


def _runs(line: Line) -> set[tuple[str, ...]]:
    return {tuple(line.words[i : i + RUN]) for i in range(len(line.words) - RUN + 1)}
