"""Time goes with the length of a text alone: no shape of it costs many times what prose of its length costs.

`SOURCEBOOK_FUZZ=20` tries texts so many times as long.
"""

from __future__ import annotations

import itertools
import os
import re
import time
from collections.abc import Callable, Iterator

import pytest

from sourcebook import analysis, clean
from sourcebook.annotate import language, pieces
from sourcebook.compare.spoken import spoken
from sourcebook.records import Seed, Span

TIMES = min(20, int(os.environ.get("SOURCEBOOK_FUZZ", "1")))
LENGTH = 8_000 * TIMES
# Times what prose of the same length takes: a mark costs as a word does, and prose has five characters a word.
MOST = 8
_FIRST = ("Anna", "Bela", "Cora", "Dana", "Elva", "Fina", "Gita", "Hana", "Ines", "Jana", "Kira", "Lena")
_LAST = ("Holm", "Berg", "Dahl", "Lund", "Moss", "Nord", "Rask", "Skov", "Vang", "Wind")
_NOUNS = ("harbour", "council", "bridge", "mayor", "water", "report", "river", "school", "market", "tower")


def names() -> Iterator[str]:
    """Yield names, all different."""
    for letters in itertools.product("abcdefghijklmnopqrstuvwxyz", repeat=2):
        for first in _FIRST:
            for last in _LAST:
                yield f"{first} {last}{''.join(letters)}"


def prose(length: int) -> str:
    """Return sentences as a report has them."""
    made = (
        f"The {_NOUNS[n % 10]} was closed on Tuesday after {n + 2} cracks were found, {name} said. "
        for n, name in enumerate(names())
    )
    return _cut(made, length)


def _cut(parts: Iterator[str], length: int) -> str:
    made: list[str] = []
    size = 0
    while size < length:
        made.append(next(parts))
        size += len(made[-1])
    return "".join(made)[:length]


SHAPES: dict[str, Callable[[], Iterator[str]]] = {
    "short lines": lambda: itertools.repeat("ab\n"),
    "lines of names": lambda: (f"{name}\n" for name in names()),
    "capitals": lambda: (f"{noun.upper()} " for noun in itertools.cycle(_NOUNS)),
    "quotation marks": lambda: itertools.repeat('"'),
    "open quotations": lambda: itertools.repeat("“a "),
    "short quotations": lambda: itertools.repeat('"a b" '),
    "quotations": lambda: (f'"It is safe," {name} said. ' for name in names()),
    "numbers": lambda: (f"About {n} people, {n + 3} litres. " for n in itertools.count()),
    "digits": lambda: itertools.repeat("1234567890"),
    "number words": lambda: itertools.repeat("one hundred and "),
    "commas": lambda: itertools.repeat(","),
    "words and commas": lambda: (f"{noun}, " for noun in itertools.cycle(_NOUNS)),
    "dashes": lambda: itertools.repeat("—"),
    "brackets": lambda: itertools.repeat("("),
    "names": lambda: (f"{name} " for name in names()),
    "names and commas": lambda: (f"{name}, " for name in names()),
    "a verb of saying": lambda: itertools.repeat("said "),
    "clauses": lambda: itertools.repeat("that he said "),
    "clauses within clauses": lambda: itertools.repeat("the man who said that "),
    "statements": lambda: (f"{name} said the video was genuine. " for name in names()),
    "dates": lambda: (f"It was on May {n % 28 + 1}, {1990 + n % 30}. " for n in itertools.count()),
    "ages": lambda: itertools.repeat("Anna Holm, 54, "),
    "addresses": lambda: itertools.repeat("http://a.example/b?c=d&"),
    "white space": lambda: itertools.repeat(" \t\n"),
    "marks without letters": lambda: itertools.repeat("\u0301\u200b"),
    "signs": lambda: itertools.repeat("👩\u200d👧"),
    "markup": lambda: itertools.repeat("<p>a</p>"),
}


def seconds(text: str) -> float:
    """Return the seconds of processor that the analysis of a text takes."""
    seed = Seed(id="a", path="a.txt", sha256="", key="", text=text)
    start = time.process_time()
    analysis.analyse_one(seed)
    return time.process_time() - start


@pytest.fixture(scope="module")
def usual() -> float:
    """Return what prose takes; the model is loaded before."""
    seconds(prose(500))
    return max(seconds(prose(LENGTH)) for _ in range(2))


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_a_text_takes_many_times_what_prose_takes(shape: str, usual: float) -> None:
    """Rules that look at a whole sentence, or at all names for each name, would take hundreds of times as long."""
    text = _cut(SHAPES[shape](), LENGTH)
    assert seconds("The mayor said so. " + text) < MOST * usual + 0.5


def test_a_line_of_quotations_is_looked_through_once() -> None:
    """Not once more for each quotation in it, wherever reports are compared."""
    text = _cut(itertools.repeat('"It is safe," she said. '), 100_000)
    spans = [(found.start(), found.end()) for found in re.finditer("It is safe,", text)]
    start = time.process_time()
    assert all(list(spoken(text, *span)) == [span] for span in spans)
    assert time.process_time() - start < 5


def test_text_beyond_the_longest_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a line of five megabytes the beginning is analysed, and the article says so."""
    text = "The bridge is safe, the mayor said. " * 140_000
    monkeypatch.setattr(language, "LONGEST_TEXT", 3_000)
    start = time.process_time()
    made = analysis.analyse_one(Seed(id="a", path="a.txt", sha256="", key="", text=text))
    assert time.process_time() - start < 10
    assert made.article.notes == (
        "Only the first 3,000 of the file’s 5,040,000 characters were analysed and are shown.",
    )
    assert 2_900 < made.article.blocks[-1].end <= 3_000


@pytest.mark.parametrize("text", ["a" * 1_000, "—" * 999, "word " * 4_000, "a\n" * 50, "b " + "c" * 450 + " d\nlast"])
def test_pieces_cover_a_text_and_are_bounded(text: str) -> None:
    """Nothing is left out; no piece is too long, no word within one; white space is where a cut is, if there is any."""
    made = list(pieces.of(text, [Span(n, n + 1) for n in range(0, len(text), 7_000)]))
    assert [start for start, _ in made] == [0, *(end for _, end in made[:-1])]
    assert made[-1][1] == len(text)
    assert all(0 < end - start <= pieces.LONGEST_SEGMENT for start, end in made)
    assert max(len(word) for start, end in made for word in text[start:end].split()) <= pieces.LONGEST_WORD
    small = [part for piece in made for part in pieces.smaller(text, piece)]
    assert "".join(text[start:end] for start, end in small) == text
    assert max(end - start for start, end in small) <= 1_000


def test_a_sentence_that_is_none_is_cut() -> None:
    """What has no full stop for thousands of words is not one sentence to the rules; offsets hold."""
    text = "said " * 1_000 + "so. The mayor left."
    doc = language.parse(text, clean.segment(text))
    assert max(len(sentence) for sentence in doc.sents) <= pieces.LONGEST_SENTENCE
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
