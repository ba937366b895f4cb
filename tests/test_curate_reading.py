"""curation.yml: what can be read, what is told of the rest, and the schema that editors complete by."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sourcebook import curate
from sourcebook.curate import nodes, reading, vocabulary
from sourcebook.errors import CurationError

WHO = "by: A. Reader\n  date: 2026-11-21\n  reason: looked it up\n"
GOOD = f"""# yaml-language-server: $schema=curation.schema.json
corrections:
- do: reject
  what: number
  article: harbour-post
  at: {{exact: 14-minute, prefix: "The "}}
  {WHO}
- do: correct
  what: quote
  article: harbour-post
  at:
    exact: >-
      two other barges had been
      anchored in the channel
  set: {{speaker: null, speaker_label: a clerk}}
  {WHO}
- do: merge
  article: harbour-post
  at: Olaf Brekke
  with:
  - article: late-edition
    at: Olav Brekke
  {WHO}"""


def problems(text: str) -> list[str]:
    """Return what is said of a file, a line each."""
    return [str(error) for error in reading.parse(text.encode(), file="curation.yml").errors]


def entry(**changed: Any) -> str:
    """Return a file of one entry, a confirmed quotation, with some keys set or (``None``) left out."""
    made: dict[str, Any] = {
        "do": "confirm",
        "what": "quote",
        "article": "harbour-post",
        "at": {"exact": "never saw the barge"},
        "by": "A. Reader",
        "date": "2026-11-21",
        "reason": "looked it up",
    }
    made |= changed
    return yaml.safe_dump({"corrections": [{k: v for k, v in made.items() if v is not None}]}, sort_keys=False)


def test_entries_are_read_with_their_lines() -> None:
    """Block, flow and folded values are read; nothing stays a text but what was written."""
    read = reading.parse(GOOD.encode(), file="curation.yml")
    assert read.errors == ()
    assert [(e.do, e.what, e.line) for e in read.entries] == [
        ("reject", "number", 3),
        ("correct", "quote", 11),
        ("merge", "entity", 23),
    ]
    assert read.entries[1].values == {"speaker": None, "speaker_label": "a clerk"}
    assert read.entries[1].place.at is not None
    assert read.entries[1].place.at.exact == "two other barges had been anchored in the channel"
    assert read.entries[2].others[0].article == "late-edition"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "corrections:\n", "corrections: []\n", "\ufeffcorrections:\n"])
def test_no_correction_is_no_error(text: str) -> None:
    """An empty file, or one with an empty list, says nothing."""
    read = reading.parse(text.encode(), file="curation.yml")
    assert (read.entries, read.errors) == ((), ())


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("corrections:\n  - do: reject\n   what: x\n", 3, "not YAML"),
        ("corrections:\n  - by: 'x\n", 3, "not YAML"),
        ("corrections:\n- &a {do: reject}\n- *a\n", 2, "anchors and aliases"),
        ("corrections:\n- do: reject\n  do: confirm\n", 3, "'do' stands twice"),
        ("corrections:\n- [[[[[[[[[[[[[[x]]]]]]]]]]]]]]\n", 2, "too deep"),
        ("corrections:\n- !!python/object/apply:os.system [echo]\n  x: y\n", 3, "not YAML"),
    ],
)
def test_a_broken_file_stops_everything_and_names_the_line(text: str, line: int, said: str) -> None:
    """What people said is unknown then; a site without it would unsay it."""
    with pytest.raises(CurationError, match=said) as caught:
        reading.parse(text.encode(), file="curation.yml")
    assert caught.value.line == line
    assert caught.value.remedy


def test_bytes_that_are_no_utf8_name_their_line() -> None:
    """The third line holds a byte of another encoding."""
    with pytest.raises(CurationError, match="UTF-8") as caught:
        reading.parse(b"corrections:\n\n- by: \xe9\n", file="curation.yml")
    assert caught.value.line == 3


def test_nothing_in_a_file_is_executed(tmp_path: Path) -> None:
    """A tag that asks for a call is text like any other."""
    mark = tmp_path / "called"
    text = f"corrections:\n- do: !!python/object/apply:pathlib.Path.touch ['{mark}']\n"
    assert problems(text)
    assert not mark.exists()


@pytest.mark.parametrize(
    ("changed", "line", "said"),
    [
        ({"do": "confrim"}, 2, "write one of reject, confirm"),
        ({"what": "block", "do": "reject"}, 3, "cannot be done to 'block'"),
        ({"by": None}, 2, "'by' is missing"),
        ({"date": "21 November"}, 8, "YYYY-MM-DD"),
        ({"reason": None}, 2, "'reason' is missing"),
        ({"at": None}, 2, "'at' is missing"),
        ({"resaon": "x"}, 10, "did you mean 'reason'?"),
        ({"do": "correct"}, 2, "'set' is missing"),
        ({"do": "correct", "set": {"spekaer": "x"}}, 11, "did you mean 'speaker'?"),
        ({"do": "correct", "set": {"kind": "loud"}}, 11, "direct, mixed, indirect"),
        ({"do": "correct", "what": "number", "set": {"value": "many"}}, 11, "the number"),
        ({"do": "correct", "what": "number", "set": {"low": 5, "high": 3}}, 10, "'low' is greater than 'high'"),
        ({"do": "add", "what": "authenticity", "set": {"object": "tape"}}, 10, "does not say stance"),
        ({"do": "reject", "set": {"kind": "direct"}}, 10, "sets nothing"),
        ({"do": "merge", "what": "entity"}, 2, "'with' is missing"),
        ({"do": "rate", "set": {"credibility": 7}}, 11, "1, 2, 3, 4, 5, 6"),
        ({"do": "rate", "what": "source", "set": {"reliability": "G"}}, 11, "A, B, C, D, E, F"),
        ({"do": "describe", "what": "entity", "set": {"wikidata": "http://x"}}, 11, "Q[1-9]"),
        ({"do": "note"}, 2, "'note' is missing"),
    ],
)
def test_a_wrong_entry_is_one_line_with_place_and_remedy(changed: dict[str, Any], line: int, said: str) -> None:
    """The entry is not used; the message names file and line and says what to write."""
    read = reading.parse(entry(**changed).encode(), file="curation.yml")
    assert read.entries == ()
    assert len(read.errors) == 1, [str(e) for e in read.errors]
    assert (read.errors[0].file, read.errors[0].line) == ("curation.yml", line)
    assert said in str(read.errors[0])


def test_a_misspelt_key_of_a_selector_is_told_with_what_it_lacks() -> None:
    """Both the unknown key and the missing words are named."""
    said = " ".join(problems(entry(at={"exakt": "x"})))
    assert "did you mean 'exact'?" in said
    assert "'exact' is missing" in said


def test_one_wrong_entry_does_not_stop_the_others() -> None:
    """What can be understood is used."""
    read = reading.parse((GOOD + "- do: nonsense\n").encode(), file="curation.yml")
    assert (len(read.entries), len(read.errors)) == (3, 1)


def test_the_parsers_in_c_and_python_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the fast parser is missing nothing changes."""
    first = reading.parse(GOOD.encode(), file="curation.yml")
    monkeypatch.setattr(nodes, "_Loader", yaml.BaseLoader)
    assert reading.parse(GOOD.encode(), file="curation.yml") == first


SCHEMA = json.loads(curate.schema_json())


def accepts(text: str) -> bool:
    """Say whether the schema accepts a file."""
    # As editors do, by YAML 1.2: a date is a text.
    loaded = yaml.safe_load(re.sub(r"date: '?([0-9-]+)'?", r"date: '\1'", text))
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(loaded))


def test_the_schema_is_one_and_accepts_what_is_read() -> None:
    """Editors complain of nothing that the program takes."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert accepts(GOOD)
    assert accepts("corrections: []")


@pytest.mark.parametrize(
    "changed",
    [
        {"do": "confrim"},
        {"what": "block", "do": "reject"},
        {"by": None},
        {"at": None},
        {"resaon": "x"},
        {"do": "correct"},
        {"do": "correct", "set": {"kind": "loud"}},
        {"do": "correct", "what": "number", "set": {"value": "many"}},
        {"do": "add", "what": "authenticity", "set": {"object": "tape"}},
        {"do": "reject", "set": {"kind": "direct"}},
        {"do": "merge", "what": "entity"},
        {"do": "rate", "set": {"credibility": 7}},
        {"do": "note"},
    ],
)
def test_the_schema_refuses_what_is_not_read(changed: dict[str, Any]) -> None:
    """Editors complain of what the program would refuse."""
    assert accepts(entry())
    assert not accepts(entry(**changed))


@pytest.mark.parametrize("do", vocabulary.ACTIONS)
def test_every_action_is_in_the_schema_with_what_it_does(do: str) -> None:
    """An editor shows a line on each action."""
    described = SCHEMA["$defs"]["entry"]["properties"]["do"]
    assert do in described["enum"]
    assert f"{do}: " in described["description"]
