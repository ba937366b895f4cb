"""Where a long list goes on on a further page: at entries that say so themselves, so that few pages change with it.

Were each page as full as can be, one entry more would push one over from each page to the next, and all of them would
change. A page ends before that entry of its last quarter whose name has the lowest checksum; behind an entry more the
pages begin where they began. The principle is that of content-defined chunking; A. Muthitacharoen, B. Chen and
D. Mazières, A Low-Bandwidth Network File System, 2001, 3.1.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Final, TypeVar

from sourcebook.spilled import Spilled, selected

T = TypeVar("T")

# The share of a page that is filled at least.
_LEAST: Final = 0.75


def portions(
    items: Sequence[T], size: int, name: Callable[[T], str], weight: Callable[[T], int] | None = None
) -> list[Sequence[T]]:
    """Return entries in lists, in their order; one empty list where there are none.

    Args:
        items: the entries; those that lie in a file are read when a list is.
        size: what the weights of a list add up to at most; one entry may weigh more.
        name: gives an entry's name, which does not depend on others.
        weight: gives the lines that an entry takes; one where nothing is given.
    """
    made: list[Sequence[T]] = []
    weights = None if weight is None else array("q", map(weight, items))
    at = 0
    for end in chain(ends(items, size, name, weights), (len(items),)):
        made.append(items.select(range(at, end)) if isinstance(items, Spilled) else list(items[at:end]))
        at = end
    return made


def ends(items: Sequence[T], size: int, name: Callable[[T], str], weights: Sequence[int] | None) -> Iterator[int]:
    """Yield where each list ends but the last one: that may go on where these entries are followed by others."""
    at = 0
    while (end := _end(items, at, size, name, weights)) is not None:
        yield end
        at = end


def _end(items: Sequence[T], at: int, size: int, name: Callable[[T], str], weights: Sequence[int] | None) -> int | None:
    """Return where the list ends that begins at an entry; nothing where all that follow fit into it."""
    total = 0
    found: list[int] = []
    for number in range(at, len(items)):
        total += weights[number] if weights else 1
        if total > size and number > at:
            found = found or [number]
            sums = [zlib.crc32(name(item).encode("utf-8", "surrogatepass")) for item in selected(items, found)]
            return found[sums.index(min(sums))]
        if total >= _LEAST * size:
            found.append(number + 1)
    return None
