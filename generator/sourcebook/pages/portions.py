"""Where a long list goes on on a further page: at entries that say so themselves, so that few pages change with it.

Were each page as full as can be, one entry more would push one over from each page to the next, and all of them would
change. A page ends before that entry of its last quarter whose name has the lowest checksum; behind an entry more the
pages begin where they began. The principle is that of content-defined chunking; A. Muthitacharoen, B. Chen and
D. Mazières, A Low-Bandwidth Network File System, 2001, 3.1.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

# The share of a page that is filled at least.
_LEAST: Final = 0.75


def portions(
    items: Sequence[T], size: int, name: Callable[[T], str], weight: Callable[[T], int] = lambda _: 1
) -> list[list[T]]:
    """Return entries in lists, in their order; one empty list where there are none.

    Args:
        items: the entries.
        size: what the weights of a list add up to at most; one entry may weigh more.
        name: gives an entry's name, which does not depend on others.
        weight: gives the lines that an entry takes.
    """
    made: list[list[T]] = []
    at = 0
    while at < len(items) or not made:
        end = _end(items, at, size, name, weight)
        made.append(list(items[at:end]))
        at = end
    return made


def _end(items: Sequence[T], at: int, size: int, name: Callable[[T], str], weight: Callable[[T], int]) -> int:
    """Return where the list ends that begins at an entry."""
    total = 0
    ends: list[int] = []
    for number in range(at, len(items)):
        total += weight(items[number])
        if total > size and number > at:
            return min(ends or [number], key=lambda end: zlib.crc32(name(items[end]).encode("utf-8", "surrogatepass")))
        if total >= _LEAST * size:
            ends.append(number + 1)
    return len(items)
