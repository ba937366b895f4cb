"""What tests of large folders share: a folder is taken for a large one, and what was found in it is compared."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from msgspec.structs import replace

from sourcebook import spilled
from sourcebook.records import Corpus
from sourcebook.spilled import rooms


def encoded(corpus: Corpus) -> bytes:
    """Return a corpus as bytes, wherever its records lie."""
    return msgspec.msgpack.encode(replace(corpus, **{name: list(getattr(corpus, name)) for name in spilled.KINDS}))


@pytest.fixture(params=["held", "in files"])
def where_records_lie(request: pytest.FixtureRequest) -> Iterator[str]:
    """Do a test twice: with records in memory, as of a small folder, and in files, as of a large one."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "in files":
            patch.setattr(rooms, "LARGE", 1)
        yield request.param
