"""Time expressions and their values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.articles import bare

from sourcebook.annotate import dates, language
from sourcebook.annotate.timex import calendar, needed, numbers, patterns
from sourcebook.records import Article, Block, DateMention, Published, Span

CASES = [
    case
    for file in sorted((Path(__file__).parent / "cases" / "dates").glob("*.yml"))
    if file.stem != "published"
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def article(text: str, date: str | None) -> Article:
    """Return `text` as an article of one paragraph."""
    precision: Any = {4: "year", 7: "month", 10: "day"}[len(date)] if date else None
    return bare(
        "made-up",
        text,
        published=Published(value=date, precision=precision, basis="sidecar") if date else None,
        blocks=(Block(start=0, end=len(text), kind="body", why="prose"),),
    )


def found(text: str, date: str | None) -> tuple[DateMention, ...]:
    """Return the expressions of `text`, published on `date`."""
    return dates.find(article(text, date), language.parse(text, [Span(0, len(text))]))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["behaviour"])
def test_case(case: dict[str, Any]) -> None:
    """Each case's expressions are found with their type and value, and no others."""
    mentions = found(case["text"], case["published"])
    wanted = [(d["text"], d["value"], d["type"]) for d in case["dates"]]
    assert [(m.text, m.value, m.type) for m in mentions] == wanted
    for mention, date in zip(mentions, case["dates"], strict=True):
        assert case["text"][mention.start : mention.end] == mention.text
        assert date.get("reasoning", "") in (mention.reasoning or "")


def test_reasoning_names_the_publication_date() -> None:
    """A relative date says in plain words what it was counted from."""
    (mention,) = found("They met on Wednesday.", "2016-11-03")
    assert mention.reasoning == "Wednesday before the publication date 2016-11-03"


def test_only_prose_captions_and_highlights_are_read() -> None:
    """A date in a consent banner is no finding."""
    text = "We updated our policy on 3 May 2018."
    banner = article(text, None)
    banner = Article(**{**{f: getattr(banner, f) for f in banner.__struct_fields__}, "blocks": ()})
    assert dates.find(banner, language.parse(text, [Span(0, len(text))])) == ()


def test_equal_expressions_have_ids_of_their_own() -> None:
    """Two mentions with the same words and value differ by id, and the ids are stable."""
    text = "It rained today. It rained today."
    ids = [m.id for m in found(text, "2016-11-03")]
    assert len(set(ids)) == len(ids) == 2
    assert ids == [m.id for m in found(text, "2016-11-03")]


@pytest.mark.parametrize(
    ("text", "value"),
    [("31", 31), ("1,000", 1000), ("two and a half", 2.5), ("2 1/2", 2.5), ("twenty-four", 24), ("half an", 0.5)],
)
def test_numbers(text: str, value: float) -> None:
    """Numbers before units are read in words and digits."""
    assert numbers.number(text) == value


@given(st.text(alphabet="0123456789/-.: amponthyerdfWsuTil\n", max_size=80))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    """Odd numbers and marks never raise, spans lie in the text and in order, none overlaps another."""
    end = 0
    for mention in found(text, "2016-11-03") if text.strip() else ():
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


@given(st.dates(), st.integers(1, 7))
def test_weekdays_lie_within_a_week(date: Any, weekday: int) -> None:
    """The weekday before and after a day is at most a week away."""
    day = calendar.of(date)
    for moved in (calendar.weekday_before(day, weekday), calendar.weekday_after(day, weekday)):
        assert moved is None or moved.date is None or abs((moved.date - date).days) < 7


@pytest.mark.parametrize("kind", sorted(patterns.compiled()))
def test_no_pattern_is_passed_over_where_it_matches(kind: str) -> None:
    """Whatever a pattern matches holds the words without which it is not tried, and is found where it is tried."""
    pattern = patterns.compiled()[kind]

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
    @given(st.from_regex(pattern, alphabet=st.characters(codec="ascii")))
    def held(text: str) -> None:
        everywhere = [match.span() for match in pattern.finditer(text)]
        assert all(kind in needed.possible(needed.fold(text[start:end])) for start, end in everywhere)
        assert [m.span() for m in needed.matches(kind, pattern, text, needed.places(text))] == everywhere

    held()


def test_a_paragraph_without_time_is_not_searched_for_most_kinds() -> None:
    """The words that are asked for keep most patterns from being tried."""
    assert len(needed.possible("the gates were shut, and nobody told the crews why.")) < len(patterns.compiled()) / 4
