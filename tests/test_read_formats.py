"""Plain text, Markdown, JSON and sidecars: what is text, what is metadata, and what is wrong where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import ReadError
from sourcebook.read import jsonld, markdown, read_folder, sidecar, text, values
from sourcebook.read.draft import Draft
from sourcebook.records import Metadata, Seed

ENGLISH = "“We waited,” said the ferryman’s wife – she’d come from Skjálfandi with £5 and a café owner…\n"


def one(drafts: tuple[list[Draft], list[ReadError]]) -> Draft:
    """Return the only draft of a file without errors."""
    assert len(drafts[0]) == 1
    assert not drafts[1]
    return drafts[0][0]


def seeds(tmp_path: Path, **files: str) -> tuple[list[Seed], list[str]]:
    """Return what is read of files given as name_suffix=content."""
    for name, content in files.items():
        (tmp_path / ".".join(name.rsplit("_", 1))).write_text(content, encoding="utf-8")
    found, errors = read_folder(tmp_path)
    return found, [str(error) for error in errors]


class TestEncodings:
    """The encoding is found and named; the text is the same in all."""

    @pytest.mark.parametrize(
        ("codec", "named"),
        [
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8"),
            ("utf-16", "utf-16-le"),
            ("utf-16-le", "utf-16-le"),
            ("utf-16-be", "utf-16-be"),
            ("utf-32", "utf-32-le"),
            ("cp1252", "windows-1252"),
            ("mac_roman", "macintosh"),
        ],
    )
    def test_encodings_of_english_texts(self, codec: str, named: str) -> None:
        """A dozen marks are enough to tell them apart."""
        draft = one(text.read(ENGLISH.encode(codec), "a.txt"))
        assert (draft.text, draft.encoding) == (ENGLISH, named)
        assert bool(draft.notes) == (named != "utf-8")

    @pytest.mark.parametrize(
        ("codec", "written"),
        [
            ("cp1251", "Министр сказал, что он не поедет в Москву на следующей неделе, сообщает агентство новостей."),
            ("shift_jis", "大臣は来週モスクワに行かないと述べた。彼は東京に残る。"),
        ],
    )
    def test_other_scripts_are_detected(self, codec: str, written: str) -> None:
        """What is not of Western Europe is left to the detector."""
        assert one(text.read(written.encode(codec), "a.txt")).text == written

    def test_one_broken_character_does_not_make_the_file_another_encoding(self) -> None:
        """The rest stays UTF-8, and the damage is noted."""
        draft = one(text.read(ENGLISH.encode() + b"cut \xe2\x80", "a.txt"))
        assert draft.text == f"{ENGLISH}cut \ufffd"
        assert draft.notes == ("Read as UTF-8 with 1 broken character, shown as \ufffd.",)

    @pytest.mark.parametrize("data", [bytes(range(256)), b"\xff\xfe\x00", b"\x00\x01\x02\xff\xfe"])
    def test_bytes_that_are_no_text_are_refused(self, data: bytes) -> None:
        """A picture with a wrong suffix is not an article."""
        with pytest.raises(ReadError, match="save it as UTF-8"):
            text.read(data, "a.txt")


class TestMarkdown:
    """Front matter is metadata, and the text is what follows it."""

    def test_front_matter(self) -> None:
        """Keys of several programs are read, values stay as written."""
        source = (
            '---\r\ntitle: "Flood: a day after"\r\ndate: 2018-02-03T10:00:00Z\r\nauthors:\r\n  - Ina Voss\r\n'
            "  - name: Per Lund\r\nsource: The Fen Echo\r\nlink: https://fen.example/1\r\nlang: en-GB\r\n"
            "rights: excerpts\r\ntags: [a, b]\r\n---\r\n\r\n# Flood\r\n\r\nText.\r\n"
        )
        draft = one(markdown.read(source.encode(), "a.md"))
        assert draft.text == "\r\n# Flood\r\n\r\nText.\r\n"
        assert draft.metadata == Metadata(
            title="Flood: a day after",
            outlet="The Fen Echo",
            authors=("Ina Voss", "Per Lund"),
            published="2018-02-03",
            url="https://fen.example/1",
            language="en",
            rights="excerpts",
        )

    @pytest.mark.parametrize(
        "source", ["No front matter\n\n---\n\nbut a rule", "---\n\nA rule first, then text.", "---\nText\n---\nmore"]
    )
    def test_a_rule_is_not_front_matter(self, source: str) -> None:
        """What is no mapping of keys stays text, character for character."""
        assert one(markdown.read(source.encode(), "a.md")).text == source

    def test_broken_front_matter_is_reported_with_its_line_and_the_article_is_read(self) -> None:
        """It is not taken for text either."""
        drafts, errors = markdown.read(b"---\ntitle: A\noutlet: The Echo: Sunday\n---\nText.\n", "a.md")
        assert drafts[0].text == "Text.\n"
        assert drafts[0].notes == ("The front matter is broken and was not read.",)
        assert str(errors[0]).startswith("a.md:3: this is not YAML: mapping values are not allowed here; put values")

    @pytest.mark.parametrize(
        "yaml",
        [
            "a: &a [*a]\ntitle: *a",
            "title: !!python/object/apply:os.system [echo]",
            "? [x]\n: y",
            "x: " + "[" * 3000,
            "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nauthors: [*b,*b,*b,*b,*b,*b,*b,*b]",
            "date: {x: 1}\nurl: [[]]\nlanguage: '  '\nrights: CC BY\ntitle:",
        ],
    )
    def test_tricks_of_yaml_do_nothing(self, yaml: str) -> None:
        """No object is made, no alias multiplied; the article is read."""
        drafts, _ = markdown.read(f"---\n{yaml}\n---\nText.\n".encode(), "a.md")
        assert drafts[0].text == "Text.\n"

    def test_values_that_are_not_understood_are_noted(self) -> None:
        """They are left out, and the page can say so."""
        draft = one(
            markdown.read(b"---\ndate: next week\nurl: javascript:alert(1)\nrights: mine\n---\nText.\n", "a.md")
        )
        assert draft.metadata == Metadata()
        assert len(draft.notes) == 3


class TestSidecar:
    """A sidecar supplies or overrides; every wrong line is named."""

    def test_it_overrides_only_what_it_gives(self, tmp_path: Path) -> None:
        """The rest stays as the article says."""
        found, errors = seeds(
            tmp_path, a_md="---\ntitle: Old\nauthor: Ina Voss\n---\nText", a_yml="title: New: and better\nrights: full"
        )
        assert len(errors) == 1
        assert errors[0].startswith("a.yml:1: this is not YAML: mapping values are not allowed here; put values that")
        assert found[0].metadata.title == "Old"
        found, errors = seeds(tmp_path, a_yml='title: "New: and better"\nrights: full\npublished: 2018\n')
        assert errors == []
        made = found[0].metadata
        assert (made.title, made.authors, made.rights, made.published) == (
            "New: and better",
            ("Ina Voss",),
            "full",
            "2018",
        )

    @pytest.mark.parametrize(
        ("line", "wrong"),
        [
            ("author: Ina Voss", "unknown key 'author'; did you mean 'authors'?"),
            ("pubished: 2018-01-01", "unknown key 'pubished'; did you mean 'published'?"),
            ("date: 2018-01-01", "unknown key 'date'; did you mean 'published'?"),
            ("colour: red", "unknown key 'colour'; the keys are title, outlet"),
            ("published: 03/04/2018", "published is wrong ('03/04/2018'); write a date: YYYY-MM-DD"),
            ("published: 2018-02-30", "published is wrong ('2018-02-30'); write a date"),
            ("title: [a, b]", "title is wrong; write one line of text"),
            ("url: javascript:alert(1)", "url is wrong ('javascript:alert(1)'); write an address"),
            ("rights: CC BY", "rights is wrong ('CC BY'); write full or excerpts"),
            ("language: klingon!", "language is wrong ('klingon!'); write a language code"),
            ("authors: {a: b}", "authors is wrong; write a name or a list of names"),
            ("sha256: abc", "sha256 is wrong ('abc'); write 64 hexadecimal digits"),
        ],
    )
    def test_wrong_lines(self, tmp_path: Path, line: str, wrong: str) -> None:
        """File, line, what is wrong, what to write; the other lines count."""
        found, errors = seeds(tmp_path, a_txt="text", a_yml=f"outlet: The Fen Echo\n{line}\n")
        assert found[0].metadata.outlet == "The Fen Echo"
        assert len(errors) == 1
        assert errors[0].startswith(f"a.yml:2: {wrong}")

    @pytest.mark.parametrize("content", ["", "# only a comment", "outlet:\ntitle: ~\nauthors: []"])
    def test_empty_values_say_nothing(self, tmp_path: Path, content: str) -> None:
        """A form to fill in may stand there."""
        found, errors = seeds(tmp_path, a_txt="text", a_yml=content)
        assert (found[0].metadata, errors) == (Metadata(), [])

    def test_without_article_or_beside_another_it_is_an_error(self, tmp_path: Path) -> None:
        """A sidecar that is not used is never silent."""
        _, errors = seeds(tmp_path, a_txt="text", a_yml="outlet: A", a_yaml="outlet: B", b_yml="outlet: C")
        assert [error.split(";")[0] for error in errors] == [
            "a.yaml: a.yml is there too and is the one read",
            "b.yml: no article stands beside this sidecar",
        ]

    def test_a_changed_file_is_noted(self, tmp_path: Path) -> None:
        """The digest taken when the page was fetched tells."""
        found, errors = seeds(tmp_path, a_txt="text", a_yml=f"sha256: {'0' * 64}\nretrieved: 2020-01-31T12:00:00Z\n")
        assert found[0].notes[0].startswith("The file has changed since it was retrieved")
        assert found[0].metadata.retrieved == "2020-01-31T12:00:00Z"
        assert errors == []

    def test_a_sequence_is_no_sidecar(self) -> None:
        """Nor is a single word."""
        assert str(sidecar.read(b"- a\n", "a.yml").errors[0]).startswith("a.yml:1: a sidecar holds 'key: value' lines")


class TestJson:
    """Articles of JSON files, by schema.org's keys and the plain ones."""

    @pytest.mark.parametrize(
        "item",
        [
            {
                "@type": "NewsArticle",
                "headline": "Flood",
                "articleBody": "Text.",
                "datePublished": "2018-02-03T10:00+01:00",
                "author": {"@type": "Person", "name": "Ina Voss"},
                "publisher": {"name": "The Fen Echo"},
                "mainEntityOfPage": {"@id": "https://fen.example/1"},
                "inLanguage": "en-GB",
            },
            {
                "title": "Flood",
                "text": "Text.",
                "date": "Sat, 03 Feb 2018 10:00:00 GMT",
                "author": "By Ina Voss",
                "outlet": "The Fen Echo",
                "url": "https://fen.example/1",
                "language": "en",
            },
            {
                "title": "Flood",
                "maintext": "Text.",
                "date_publish": "2018-02-03 10:00:00",
                "authors": ["Ina Voss"],
                "source_domain": "The Fen Echo",
                "url": "https://fen.example/1",
                "language": "en",
            },
            {
                "title": {"rendered": "Flood"},
                "content": {"rendered": "<p>Text.</p>"},
                "published_at": 1517652000,
                "author": [{"name": "Ina Voss"}],
                "source": {"id": None, "name": "The Fen Echo"},
                "link": "https://fen.example/1",
                "lang": "en",
            },
            {
                "headline": "Flood",
                "body": ["Text."],
                "published": "February 3, 2018",
                "byline": "Ina Voss",
                "publisher": "The Fen Echo",
                "link": "https://fen.example/1",
                "language": "English",
            },
        ],
    )
    def test_keys(self, item: dict[str, Any]) -> None:
        """The same article in the habits of five programs."""
        draft = one(jsonld.read(json.dumps(item).encode(), "a.json"))
        assert draft.text == "Text."
        assert draft.metadata == Metadata(
            title="Flood",
            outlet="The Fen Echo",
            authors=("Ina Voss",),
            published="2018-02-03",
            url="https://fen.example/1",
            language="en",
        )

    def test_ids_of_a_list_come_from_the_articles_and_not_from_their_place(self, tmp_path: Path) -> None:
        """An own id serves, else a digest; a new article changes no other's id or key."""
        first = [{"id": 7, "text": "Seven"}, {"slug": "the-flood", "text": "Flood"}, {"text": "No id"}]
        before, errors = seeds(tmp_path, a_json=json.dumps(first))
        assert errors == []
        assert {seed.id for seed in before} >= {"a/7", "a/the-flood"}
        after, errors = seeds(tmp_path, a_json=json.dumps([{"text": "New"}, *reversed(first)]))
        assert errors == []
        assert {seed.id: seed for seed in before}.items() <= {seed.id: seed for seed in after}.items()
        lines, errors = seeds(tmp_path, b_jsonl="\n".join(map(json.dumps, first)))
        assert errors == []
        assert [seed.id.replace("b/", "a/") for seed in lines if seed.path == "b.jsonl"] == [seed.id for seed in before]

    def test_articles_that_share_an_id_are_told_apart_and_copies_reported(self, tmp_path: Path) -> None:
        """No article is lost, and none counts twice."""
        lines = ['{"id": "x", "text": "One"}', '{"id": "x", "text": "Two"}', '{"id": "x", "text": "Two"}']
        found, errors = seeds(tmp_path, a_jsonl="\n".join(lines))
        assert sorted(seed.text for seed in found) == ["One", "Two"]
        assert len(errors) == 1
        assert "stands in it twice" in errors[0]

    def test_a_wrong_line_stops_no_other(self, tmp_path: Path) -> None:
        """It is named by its number; blank lines are none; other line ends of Unicode are no line ends here."""
        content = '{"text": "One"}\r\n\r\n{"text": \n{"title": "no text"}\n"word"\n[]\n{"text": "Tw\u2028o"}'
        found, errors = seeds(tmp_path, a_jsonl=content)
        assert sorted(seed.text for seed in found) == ["One", "Tw\u2028o"]
        assert [error.split(" ")[0] for error in errors] == ["a.jsonl:3:", "a.jsonl:4:", "a.jsonl:5:", "a.jsonl:6:"]

    @pytest.mark.parametrize(
        "content",
        [
            "{",
            "[1, 2]",
            "[" * 100_000,
            '{"a": ' * 50_000,
            "1" * 10_000,
            '{"text": ""}',
            '{"text": 3}',
            "[]",
            "null",
            "NaN",
        ],
    )
    def test_what_is_no_article_is_refused(self, content: str) -> None:
        """With a remedy, however odd it is."""
        with pytest.raises(ReadError) as caught:
            jsonld.read(content.encode(), "a.json")
        assert caught.value.remedy

    @pytest.mark.parametrize("key", ["articles", "items", "data", "@graph"])
    def test_lists_inside_an_object_are_found(self, key: str) -> None:
        """Services wrap their articles."""
        drafts, _ = jsonld.read(json.dumps({"status": "ok", key: [{"text": "A"}, {"text": "B"}]}).encode(), "a.json")
        assert [draft.text for draft in drafts] == ["A", "B"]

    def test_html_in_a_text_becomes_paragraphs(self) -> None:
        """Tags go, scripts go with what is in them, characters and paragraphs stay."""
        body = "<p>One &amp; <b>two</b></p><script>evil()</script><p>Three<br>four &lt;5</p><style>x</style>"
        draft = one(jsonld.read(json.dumps({"content": body}).encode(), "a.json"))
        assert draft.text == "One & two\n\nThree\n\nfour <5"
        assert "tags were taken out" in draft.notes[0]

    def test_text_with_angle_brackets_is_not_html(self) -> None:
        """Nothing is taken out of a plain text."""
        body = "a < b and <script>alert(1)</script> {{ x }}"
        assert one(jsonld.read(json.dumps({"text": body}).encode(), "a.json")).text == body

    def test_halves_of_characters_are_shown_as_broken(self) -> None:
        """JSON can hold what no file can."""
        draft = one(jsonld.read(b'{"text": "a\\ud800b", "title": "\\udfff"}', "a.json"))
        assert (draft.text, draft.metadata.title) == ("a\ufffdb", "\ufffd")

    def test_a_sidecar_of_several_articles_gives_only_what_all_can_share(self, tmp_path: Path) -> None:
        """An outlet, not a title."""
        found, errors = seeds(tmp_path, a_jsonl='{"text": "A"}\n{"text": "B"}', a_yml="outlet: Echo\ntitle: Both\n")
        assert [(seed.metadata.outlet, seed.metadata.title) for seed in found] == [("Echo", None)] * 2
        assert len(errors) == 1
        assert errors[0].startswith("a.yml:2: title cannot be given for a file of several articles")


class TestValues:
    """Dates and names in the forms people and programs write."""

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("2016-11-03", "2016-11-03"),
            ("2016-11", "2016-11"),
            ("2016", "2016"),
            (2016, "2016"),
            ("20161103", "2016-11-03"),
            ("20161103T101500Z", "2016-11-03"),
            ("2016/11/3", "2016-11-03"),
            ("2016-11-03T23:59:59.123-05:00", "2016-11-03"),
            ("Thu, 03 Nov 2016 12:00:00 GMT", "2016-11-03"),
            ("Thursday, November 3rd, 2016 at 9 p.m.", "2016-11-03"),
            ("3 Nov. 2016", "2016-11-03"),
            ("Sept. 9, 2016", "2016-09-09"),
            ("November 2016", "2016-11"),
            ("25/12/2016", "2016-12-25"),
            ("12/25/2016", "2016-12-25"),
            ("03/03/2016", "2016-03-03"),
            ("03/04/2016", None),
            ("2016-13-01", None),
            ("2016-02-30", None),
            ("0016-01-01", None),
            ("1 May 2016, updated 2 May 2016", None),
            ("yesterday", None),
            ("", None),
            (1478131200, "2016-11-03"),
            (1478131200000, "2016-11-03"),
            (True, None),
            ({"@value": "2016-11-03"}, "2016-11-03"),
        ],
    )
    def test_published(self, written: Any, read: str | None) -> None:
        """What could be two days is none."""
        assert values.published(written) == read

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("By Ina Voss", ("Ina Voss",)),
            ("by Ina Voss and Per Lund", ("Ina Voss", "Per Lund")),
            ("Ina Voss, Per Lund and Ada Berg", ("Ina Voss", "Per Lund", "Ada Berg")),
            ("Voss, Ina", ("Voss, Ina",)),
            ("Ina Voss; Per Lund", ("Ina Voss", "Per Lund")),
            (["Ina Voss", "Doctors and Nurses Weekly"], ("Ina Voss", "Doctors and Nurses Weekly")),
            (
                ["Ina Voss", {"name": "Per Lund"}, {"first": "Ada", "last": "Berg"}],
                ("Ina Voss", "Per Lund", "Ada Berg"),
            ),
            (["Ina Voss", "Ina Voss"], ("Ina Voss",)),
            ("https://social.example/ina", ()),
            (None, ()),
            ({}, ()),
            ("Byron Alland", ("Byron Alland",)),
        ],
    )
    def test_authors(self, written: Any, read: tuple[str, ...]) -> None:
        """One name an author."""
        assert values.authors(written) == read

    @given(
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30)),
            lambda inner: st.one_of(
                st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)
            ),
            max_leaves=12,
        )
    )
    def test_any_value_is_read_or_left_out(self, value: Any) -> None:
        """No type and no nesting is an obstacle."""
        for made in (values.published(value), values.language(value), values.url(value), values.label(value)):
            assert made is None or made.strip()
        assert all(name.strip() for name in values.authors(value))
