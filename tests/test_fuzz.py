"""A short run of every target of the fuzzer; `SOURCEBOOK_FUZZ=20` makes it so many times as long."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, example, given, settings
from tests.fuzz.targets import TARGETS, timed
from tests.payloads import PAYLOADS

TIMES = int(os.environ.get("SOURCEBOOK_FUZZ", "1"))
SLOW = list(HealthCheck)


@settings(max_examples=150 * TIMES, deadline=None, suppress_health_check=SLOW, derandomize=TIMES == 1)
@given(TARGETS["reader"][0])
def test_readers_read_or_say_why_not(given: tuple[str, bytes]) -> None:
    """Whatever bytes a file holds, its reader returns drafts or one clear error."""
    timed("reader", given)


@settings(max_examples=60 * TIMES, deadline=None, suppress_health_check=SLOW, derandomize=TIMES == 1)
@given(TARGETS["folder"][0])
def test_a_folder_is_read_whatever_is_in_it(given: tuple[str, bytes, str, bytes]) -> None:
    """Whatever stands in an article and beside it, the folder is read."""
    timed("folder", given)


@settings(max_examples=150 * TIMES, deadline=None, suppress_health_check=SLOW, derandomize=TIMES == 1)
@given(TARGETS["cleaning"][0])
def test_segments_cover_a_text(text: str) -> None:
    """Segments are in order and leave out nothing that can be seen."""
    timed("cleaning", text)


@settings(max_examples=20 * TIMES, deadline=None, suppress_health_check=SLOW, derandomize=TIMES == 1)
@given(TARGETS["article"][0])
@example(["Anna Holm Photo: AP Anna Holm Anna Holm Anna Holm"] * 2)
@example(["\n\n".join(['The mayor, Anna Holm, said "it is safe" to 300 people.'] * 8)])
def test_articles_go_through_the_whole_chain(texts: list[str]) -> None:
    """Whatever a text holds, its findings lie within it and its page shows every sentence."""
    timed("article", texts)


@settings(max_examples=15 * TIMES, deadline=None, suppress_health_check=SLOW, derandomize=TIMES == 1)
@given(TARGETS["pages"][0])
@example(list(PAYLOADS))
@example([""])
@example(["---"])
def test_pages_show_every_text_as_text(texts: list[str]) -> None:
    """Whatever stands in titles, names, reasons and notes, each page holds our elements, sound links and the text."""
    timed("pages", texts)
