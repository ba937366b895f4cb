"""Strategies: bytes as files hold them, and texts between news report and noise."""

from __future__ import annotations

import json

from hypothesis import strategies as st
from tests.payloads import PAYLOADS

# What the rules look at, out of order: names, verbs of saying, marks, numbers, dates, credits, furniture.
_PIECES = (
    *(
        "Anna Holm",
        "Mayor Holm",
        "the mayor",
        "Holm",
        "she",
        "they",
        "the police",
        "the U.S.",
        "Reuters",
        "Dr. No-Name",
    ),
    *("said", "told reporters", "according to", "announced", "said that", "claimed", "could not be verified", "denied"),
    *('"', "“", "”", "‘", "’", "''", "'", "(", ")", "[", "]", "—", "-", "…", ".", ",", ":", ";", "!", "?", "|", "•"),
    *(
        "300",
        "1,000",
        "1.5 million",
        "half",
        "dozens of",
        "5%",
        "$3",
        "three to five",
        "0",
        "1e9",
        "١٢",
        "½",
        "-7",
        "#1",
    ),
    *("people", "passengers", "litres of fuel", "percent", "kilometres", "the tape", "the video", "a photograph", "it"),
    *("Tuesday", "Oct. 17", "2016", "two years ago", "Feb. 30", "last week", "at 9 p.m.", "99/99/9999", "in the 1990s"),
    *("READ MORE:", "Photo: AP", "Subscribe", "By Anna Holm", "(CNN)", "LONDON (AP) —", "Share", "Advertisement"),
    *("is", "was", "and", "or", "not", "of", "in", "authentic", "fake", "genuine", "dead", "alive", "a", "the", "who"),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u00a0",
        "\u2028",
        "\u200b",
        "\x00",
        "\x1b",
        "é",
        "e\u0301",
        "😀",
        "\u202e",
        "名前",
        "Ünal",
    ),
)
words = st.one_of(st.sampled_from(_PIECES), st.sampled_from(PAYLOADS), st.text(max_size=12))
texts = st.lists(words, max_size=120).map(" ".join) | st.text(max_size=400)
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "utf-32", "shift_jis", "koi8-r")


def _encoded(pair: tuple[str, str]) -> bytes:
    return pair[0].encode(pair[1], "ignore")


_TAGS = st.sampled_from(
    (
        *("<p>", "</p>", "<article>", "</article>", "<h1>", "</h1>", "<div>", "</div>", "<br>", "<html>", "</html>"),
        *("<head>", "<title>", "</title>", "<meta charset=x>", "<meta name=author content='", "'>", "<!--", "-->"),
        *('<script type="application/ld+json">{"@type":"NewsArticle","headline":"', '"}', "</script>", "<![CDATA["),
        *(
            "<table>",
            "<tr>",
            "<td>",
            "<ul><li>",
            "<time datetime='",
            "<a href='",
            "&amp;",
            "&#0;",
            "&#x110000;",
            "&bogus;",
        ),
    )
)
_YAML = st.sampled_from(
    (
        *("---\n", "title: ", "outlet: ", "authors: [", "]", "published: ", "2016-11-03\n", "url: http://a.example\n"),
        *(
            "&a ",
            "*a",
            "!!python/object:os.system ",
            "<<: ",
            "{",
            "}",
            "- ",
            "? ",
            "|\n",
            ">\n",
            "'",
            '"',
            "\n  ",
            "0x1",
        ),
        *("language: ", "rights: full\n", "NaN", "~", "1e400", "12:30:45", "2016-99-99\n", "% ", "@", "`"),
    )
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(("headline", "articleBody", "text", "author", "name", "datePublished", "url", "@graph"))
            | st.text(max_size=5),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)
_jsons = st.lists(_JSON.map(json.dumps), min_size=1, max_size=4).map("\n".join)
_markup = st.lists(st.one_of(_TAGS, _YAML, words), max_size=80).map("".join)
files = st.one_of(
    st.binary(max_size=2_000),
    st.tuples(st.one_of(_markup, _jsons, texts), st.sampled_from(_ENCODINGS)).map(_encoded),
)
sidecars = st.one_of(
    st.binary(max_size=400), st.lists(st.one_of(_YAML, words), max_size=30).map("".join).map(str.encode)
)
