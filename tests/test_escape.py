"""No character of an article is Markdown, HTML, a link or a macro: held against the real processors."""

from __future__ import annotations

import html
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from mkdocs.utils import meta

from sourcebook.pages import escape

ROOT = Path(__file__).parent.parent
# What the site enables, and what somebody else's site that uses the plugin may enable.
EXTENSIONS = (
    "attr_list",
    "admonition",
    "tables",
    "toc",
    "abbr",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "smarty",
    "wikilinks",
    "nl2br",
    "pymdownx.arithmatex",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.snippets",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
SETTINGS = {"pymdownx.snippets": {"base_path": [str(ROOT)], "check_paths": False}}
HOSTILE = (
    "<script>alert(1)</script>",
    "</p></div><script>alert(1)</script><div><p>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](http://tracker.example/x.png)",
    "https://example.org/ www.example.org me@example.org",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "{{ config }} {% for x in y %} {# no #}",
    '--8<-- "pyproject.toml"',
    "--8<--\npyproject.toml\n--8<--",
    "text {: #id .class onclick=alert(1) }",
    "[TOC]",
    "---\ntitle: other\n---\n",
    "...\n",
    "[^1]\n\n[^1]: a footnote",
    "*[HTML]: an abbreviation\n\nHTML",
    "[[wiki]]",
    "- [ ] a task\n- [x] done",
    ":smile: ==mark== ~~gone~~ ^up^ ++ctrl+c++ {++in++}",
    "# heading\n\nsetext\n===\n\n    code\n\n```\nfence\n```",
    "!!! note\n    an admonition",
    "$x^2$ \\(y\\) \\* &amp; &#60;script&#62; &lt;",
    "&copy &copy; &#0; &#x202e;",
    "\x00\x02wzxhzdk:0\x03\x02amp\x03 \x1c\x1d\x85\u2028\u2029\ufeff\ufffe",
    "\ud800 lone surrogate",
    "“Ünïcode” ’s ‹ŷ› 名前 \U0001f600 \u202eabc",
    "  leading and trailing  ",
    "line\r\nline\rline\ttab",
    "1. one\n2) two\n+ three\n> four",
    "a \"b\" 'c' `d` <e> &f; \\g",
)
texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=4).map("".join),
    st.text(alphabet="<>&\"'`*_[](){}#+-.!|~:\\^=@$%/;\n\t ax1", max_size=60),
)
# A processor with all these extensions takes its time; a slow machine is no finding.
unhurried = settings(deadline=None, max_examples=60)


class Reader(HTMLParser):
    """Collects the elements and the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """Note a comment as an element that nobody expects."""
        self.elements.append(("!--", {"data": data}))

    handle_decl = handle_comment
    handle_pi = handle_comment
    unknown_decl = handle_comment


def read(source: str) -> Reader:
    """Return what Python-Markdown and then a browser-like parser make of a Markdown file."""
    reader = Reader()
    reader.feed(markdown.markdown(source, extensions=EXTENSIONS, extension_configs=SETTINGS))
    reader.close()
    return reader


@unhurried
@given(texts)
def test_a_text_comes_back_as_it_was(value: str) -> None:
    """In an HTML block, the text is read back character for character, and no element but ours is there."""
    reader = read(f'before\n\n<div class="x"><p>{escape.text(value)}</p></div>\n\nafter\n')
    assert [tag for tag, _ in reader.elements] == ["p", "div", "p", "p"]
    assert reader.text.replace("before", "", 1).rsplit("after", 1)[0].strip("\n") == escape.shown(value).strip("\n")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_texts_come_back_as_they_were(value: str) -> None:
    """The same, for each thing that is known to mean something to some processor."""
    reader = read(f"<p>{escape.text(value)}</p>\n")
    assert reader.elements == [("p", {})]
    assert reader.text.strip("\n") == escape.shown(value).strip("\n")


@unhurried
@given(texts)
def test_an_attribute_comes_back_as_it_was(value: str) -> None:
    """A value in double quotes does not end its attribute."""
    reader = read(f'<p title="{escape.text(value)}">x</p>\n')
    assert reader.elements == [("p", {"title": escape.shown(value)})]


@unhurried
@given(texts)
def test_a_text_between_blocks_is_a_plain_paragraph(value: str) -> None:
    """Should a text ever stand outside an HTML block, it is still nothing but words."""
    made = escape.text(escape.one_line(value))
    reader = read(f"{made}\n")
    assert [tag for tag, _ in reader.elements] in ([], ["p"])
    assert " ".join(reader.text.split()) == escape.one_line(value)


@unhurried
@given(texts)
def test_a_text_is_one_line_of_ascii_marks_we_know(value: str) -> None:
    """No line can begin, no template can start, within a text."""
    made = str(escape.text(value))
    assert len(made.splitlines()) <= 1
    assert not set(made) & set("<>\"'`*_[](){}+!|~:\\^=@$\n\r\t\x00")
    assert Environment(autoescape=True).from_string(made).render() == made
    assert html.unescape(made) == escape.shown(value)


@unhurried
@given(texts)
def test_a_title_is_one_yaml_string(value: str) -> None:
    """Front matter holds the title as HTML, and a title cannot add a key or end the front matter."""
    head = f"---\ntitle: {escape.front_matter_string(value)}\nkey: kept\n---\n\nbody\n"
    body, found = meta.get_data(head)
    assert found == {"title": html.escape(escape.one_line(value)), "key": "kept"}
    assert body.strip() == "body"
    assert yaml.safe_load(escape.front_matter_string(value)) == found["title"]


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "/relative",
        "relative.html",
        "https://",
        "https://user:secret@example.org/",
        "http://[::1",
        "http://example.org:99999/",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(value: str | None) -> None:
    """Anything but an absolute http or https address with a host is shown as words or not at all."""
    assert escape.url(value) is None


def test_a_web_address_stays_usable() -> None:
    """Query, fragment and encoded letters stay; what could end the attribute is encoded."""
    assert escape.url(" https://example.org/a%20b?c=d&e=f#g ") == "https://example.org/a%20b?c=d&e=f#g"
    assert escape.url('https://example.org/"onmouseover="x') == "https://example.org/%22onmouseover=%22x"
    assert escape.url("https://example.org/größe") == "https://example.org/gr%C3%B6%C3%9Fe"


@unhurried
@given(texts)
def test_an_address_never_leaves_its_attribute(value: str) -> None:
    """Whatever follows a good beginning."""
    made = escape.url("https://example.org/" + value)
    if made is not None:
        assert read(f'<p><a href="{escape.text(made)}">x</a></p>').elements == [("p", {}), ("a", {"href": made})]
        assert made.isascii()
        assert not set(made) & set(' <>"\n\\')
