"""An article's words in the form in which shared passages are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sourcebook.records import Article
from sourcebook.text import fold, normalise

# Kinds of blocks whose words are the article's own; a site's furniture is shared by all its articles.
COMPARED = frozenset({"title", "heading", "body", "highlight", "caption"})

# Blocks left out of the prose whose words are somebody's all the same, by the reason they were left out for.
COMPARED_FOR = frozenset({"a post embedded from a social network", "repeats the headline"})

# A word, or letters parted by full stops ("U.S."), or a number with its separators ("1.5", "5,000").
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")

# Spellings that house styles exchange without a change of meaning; both sides are compared in the second form.
STYLE = {
    "an": "a",
    "oh": "o",
    "usa": "us",
    "jan": "january",
    "feb": "february",
    "mar": "march",
    "apr": "april",
    "aug": "august",
    "sept": "september",
    "sep": "september",
    "oct": "october",
    "nov": "november",
    "dec": "december",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "percent": "%",
    "pct": "%",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}

# Words that carry no content of their own; a run of them is no sign of copying.
FUNCTION_WORDS = frozenset(
    [
        "a",
        "about",
        "after",
        "against",
        "all",
        "also",
        "am",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "between",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "during",
        "each",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "may",
        "me",
        "more",
        "most",
        "my",
        "no",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "once",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "said",
        "same",
        "say",
        "says",
        "she",
        "should",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "until",
        "up",
        "us",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "according",
        "told",
    ]
)


@dataclass(frozen=True)
class Word:
    """A word as compared, its place in the text (character offsets), its block, and whether it is written large."""

    form: str
    start: int
    end: int
    block: int
    capital: bool


def words_of(article: Article) -> list[Word]:
    """Return the compared words of an article in text order."""
    found: list[Word] = []
    plain = normalise(article.text)
    for number, block in enumerate(article.blocks):
        if block.kind in COMPARED or block.why in COMPARED_FOR:
            found.extend(
                Word(compared(m.group()), m.start(), m.end(), number, m.group()[0].isupper())
                for m in _WORD.finditer(plain, block.start, block.end)
            )
    return found


@lru_cache(maxsize=100_000)
def compared(word: str) -> str:
    """Return a word in the form in which spellings and house styles are alike."""
    form = fold(word).replace(" ", "") if "." in word and not word[0].isdigit() else fold(word.removesuffix("'s"))
    form = form.replace(" ", "")
    form = STYLE.get(form, form)
    if len(form) > 5:  # noqa: PLR2004 - shorter words ("four", "wise") are not spelling pairs
        form = form.replace("our", "or").replace("isation", "ization").replace("ising", "izing").replace("ised", "ized")
    return form


def content_count(words: Iterable[Word]) -> int:
    """Return how many words are neither function words nor written large (as names are)."""
    return sum(1 for word in words if not word.capital and word.form not in FUNCTION_WORDS)


def quoted_share(words: Sequence[Word], quoted: Sequence[tuple[int, int]]) -> float:
    """Return the share of words that stand within any of the `quoted` stretches (start, end; in text order)."""
    if not words or not quoted:
        return 0.0
    spans: list[tuple[int, int]] = []
    for start, end in sorted(quoted):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    starts = [start for start, _ in spans]
    homes = ((word, bisect_right(starts, word.start) - 1) for word in words)
    return sum(1 for word, n in homes if n >= 0 and word.end <= spans[n][1]) / len(words)
