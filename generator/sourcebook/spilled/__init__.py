"""Records in a file and not in memory: those of a large folder are read when they are asked for, and let go of.

A sequence of records lies in a file without a name, one after the other as MessagePack; what is held of each is where
it begins (`lying.py`). Where records are put a room decides, by the number of articles (`rooms.py`). Tables over a
sequence in a file hold numbers of records; over records that are held they are plain dictionaries and lists, so that
who reads them need not know (`tables.py`). What is kept from build to build is read from where it stands in the cache
(`shelved.py`). What stays written out and is asked for by its name lies in files, too (`keyed.py`), and so do numbers
that are too many to be held, as arrays (`arrays.py`, imported by itself: it needs numpy, and the command line starts
without).
"""

from __future__ import annotations

from sourcebook.spilled.keyed import Keyed, Writings, held, keyed, only
from sourcebook.spilled.lying import Spilled
from sourcebook.spilled.rooms import KINDS, Growing, Holding, Room, Spill, Taker, beside
from sourcebook.spilled.shelved import Shelved
from sourcebook.spilled.tables import (
    Numbered,
    by_article,
    by_id,
    by_key,
    by_name,
    encoded_at,
    encoded_under,
    grouped,
    grouped_by,
    in_order,
    ordered,
    selected,
    several,
    under,
)

__all__ = [
    "KINDS",
    "Growing",
    "Holding",
    "Keyed",
    "Numbered",
    "Room",
    "Shelved",
    "Spill",
    "Spilled",
    "Taker",
    "Writings",
    "beside",
    "by_article",
    "by_id",
    "by_key",
    "by_name",
    "encoded_at",
    "encoded_under",
    "grouped",
    "grouped_by",
    "held",
    "in_order",
    "keyed",
    "only",
    "ordered",
    "selected",
    "several",
    "under",
]
