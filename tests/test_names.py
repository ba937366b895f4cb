"""Names of one article, by cases: text in, persons, organisations, places and roles out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.articles import bare

from sourcebook.annotate import language, names
from sourcebook.annotate.names import statements
from sourcebook.annotate.names.bearers import Bearers
from sourcebook.annotate.names.groups import Group
from sourcebook.name_forms import holes, key, misspelt, one_edit, tidy
from sourcebook.records import Article, Block, Entity, Span

CASES = sorted((Path(__file__).parent / "cases" / "names").glob("*.yml"))
TYPES = {"people": "person", "organisations": "organisation", "places": "place", "groups": "group"}


def article(text: str, kinds: dict[int, str] | None = None) -> Article:
    """Return an article whose lines are body blocks, or of the kind that `kinds` gives for the line's number."""
    blocks = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            kind: Any = (kinds or {}).get(number, "body")
            blocks.append(Block(start=start, end=start + len(line), kind=kind, why="case"))
        start += len(line) + 1
    return bare("case", text, blocks=tuple(blocks))


def entities(text: str, kinds: dict[int, str] | None = None) -> tuple[Entity, ...]:
    """Return the names of a text."""
    made = article(text, kinds)
    return names.find(made, language.parse(text, [Span(b.start, b.end) for b in made.blocks]))


def cases() -> list[Any]:
    """Return every case of every file."""
    return [
        pytest.param(case, id=f"{file.stem}-{number}")
        for file in CASES
        for number, case in enumerate(yaml.safe_load_all(file.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    """A text's names come out as its case says."""
    text = case["text"].strip("\n")
    found = entities(text, case.get("kinds"))
    for group, kind in TYPES.items():
        if group in case:
            of_kind = {e.name: sorted({e.name, *(a.form for a in e.aliases)}) for e in found if e.type == kind}
            expected = {name: sorted({name, *(forms or [])}) for name, forms in case[group].items()}
            if case.get("only", group == "people"):
                assert of_kind == expected, case["behaviour"]
            else:
                assert {n: of_kind.get(n) for n in expected} == expected, case["behaviour"]
    for name in case.get("nobody", ()):
        assert name not in {
            form for e in found if e.type == "person" for form in (e.name, *(a.form for a in e.aliases))
        }
    for name, roles in case.get("roles", {}).items():
        assert [r.text for e in found if e.name == name for r in e.roles] == roles, case["behaviour"]
    for form, why in case.get("why", {}).items():
        assert [a.why for e in found for a in e.aliases if a.form == form] == [why], case["behaviour"]


def test_mentions_lead_back_to_the_text() -> None:
    """Every mention is, possessive endings aside, a form of its entity."""
    text = (
        "Dr. Lena Moravec's team met al-Harithi’s aides.\nMoravec left.\nThe aides of Tariq al-Harithi stayed in Oslo."
    )
    for entity in entities(text):
        forms = {entity.name, *(a.form for a in entity.aliases)}
        assert {tidy(text[m.start : m.end]) for m in entity.mentions} <= forms
        assert sum(a.count for a in entity.aliases) <= len(entity.mentions)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="AbcdeZ .,'-()\n\u2019al", max_size=120))
def test_any_text_is_borne(text: str) -> None:
    """No text makes the pass fail, and every span lies within it."""
    for entity in entities(text):
        assert all(0 <= m.start < m.end <= len(text) for m in entity.mentions)


def test_ids_are_unique() -> None:
    """A person and a place of one name have different ids."""
    found = entities("Anna Lisbon said she was tired. Lisbon flew home.\nIt rained in Lisbon, the capital of Portugal.")
    assert len({e.id for e in found}) == len(found)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("schmidt", "schmitd", True),
        ("marten", "martens", True),
        ("marten", "marvin", False),
        ("marten", "marten", False),
    ],
)
def test_one_edit(one: str, other: str, expected: bool) -> None:  # noqa: FBT001 - a table of cases
    """One letter more, less, other or swapped is one edit."""
    assert one_edit(one, other) is expected
    assert one_edit(other, one) is expected


def test_short_words_are_not_compared_by_letters() -> None:
    """Short surnames one letter apart are different names."""
    assert not misspelt("moore", "moorr")
    assert misspelt("petersen", "peterson")


def test_transliterations_fold_to_one_key() -> None:
    """Spellings of one Arabic name have one key, whatever the article and the hyphen."""
    assert key("Mohammed al-Rashidi") == key("Muhammad el Rashidi") == key("Mohamed Al-Rashidi’s")


@pytest.mark.parametrize("wording", statements.wordings(), ids=lambda wording: wording.why)
def test_no_wording_is_passed_over_where_it_matches(wording: Any) -> None:
    """Whatever gives a name holds a word without which a text is not searched for that wording."""

    @settings(max_examples=20, deadline=None)
    @given(st.from_regex(wording.pattern, alphabet=st.characters(codec="latin-1")))
    def held(text: str) -> None:
        assert any(word in text.casefold() for word in wording.holds)

    held()


_WORDS = st.lists(st.text("abl", min_size=6, max_size=8), min_size=1, max_size=3).map(tuple)


@given(st.text("abc", min_size=1, max_size=9), st.text("abc", min_size=1, max_size=9))
def test_words_one_letter_apart_share_a_hole(one: str, other: str) -> None:
    """What is looked up by holes misses nothing that comparing letter by letter finds."""
    if misspelt(one, other):
        assert set(holes(one)) & set(holes(other))


@given(st.lists(_WORDS, min_size=1, max_size=12), _WORDS)
def test_bearers_are_those_whom_going_through_all_finds(fulls: list[tuple[str, ...]], short: tuple[str, ...]) -> None:
    """Looking names up by their words gives the persons of whom a surname, a first name or a misspelling holds."""
    people = [Group("person", [full], []) for full in fulls]
    found, why = Bearers(people).of(short)
    longer = [(person, full) for person, full in zip(people, fulls, strict=True) if len(full) > len(short)]
    surname = [person for person, full in longer if full[-len(short) :] == short]
    first = [person for person, full in longer if full[:1] == short]
    wrong = [person for person, full in longer if len(short) == 1 and misspelt(full[-1], short[0])]
    second = [person for person, full in longer if len(full) == 3 and full[1:2] == short]
    expected = next((each for each in (surname, first, wrong, second) if each), [])
    assert found == (expected if surname or len(expected) == 1 else [])
    assert bool(why) == bool(found)
