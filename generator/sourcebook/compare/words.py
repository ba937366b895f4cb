"""An article's words in the form in which shared passages are looked for."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

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


class Words:
    """An article's compared words in text order, a column each: a folder holds millions of them.

    Attributes:
        forms: the words as compared, by their numbers in the folder's `Forms`.
        starts: where each begins, in characters.
        ends: where each ends.
        blocks: the number of the block each stands in.
        capitals: 1 where a word is written large, else 0.
    """

    __slots__ = ("blocks", "capitals", "ends", "forms", "starts")

    def __init__(self) -> None:
        self.forms, self.starts, self.ends, self.blocks = array("i"), array("i"), array("i"), array("i")
        self.capitals = array("b")

    def __len__(self) -> int:
        return len(self.forms)


class Forms:
    """The different words of a folder, numbered as they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._of: dict[str, int] = {}

    def number(self, word: str) -> int:
        """Return the number of a word's compared form."""
        known = self._of.get(word)
        if known is None:
            form = compared(word)
            known = self._of[word] = self.numbers.setdefault(form, len(self.numbers))
        return known

    def known(self, forms: Iterable[str]) -> frozenset[int]:
        """Return the numbers of those of some compared forms that the folder has."""
        return frozenset(self.numbers[form] for form in forms if form in self.numbers)


class Worded(NamedTuple):
    """The words of all articles of a folder, in the order of the articles, and the numbers of their forms."""

    forms: Forms
    words: list[Words]


def words_of(article: Article, forms: Forms) -> Words:
    """Return the compared words of an article, their forms numbered by `forms`."""
    found = Words()
    plain = normalise(article.text)
    for number, block in enumerate(article.blocks):
        if block.kind in COMPARED or block.why in COMPARED_FOR:
            matches = list(_WORD.finditer(plain, block.start, block.end))
            words = [match.group() for match in matches]
            found.forms.extend(map(forms.number, words))
            found.starts.extend([match.start() for match in matches])
            found.ends.extend([match.end() for match in matches])
            found.blocks.extend([number] * len(words))
            found.capitals.extend([word[0].isupper() for word in words])
    return found


def worded(articles: Iterable[Article]) -> Worded:
    """Return the words of the articles of a folder."""
    forms = Forms()
    return Worded(forms, [words_of(article, forms) for article in articles])


@lru_cache(maxsize=100_000)
def compared(word: str) -> str:
    """Return a word in the form in which spellings and house styles are alike."""
    form = fold(word).replace(" ", "") if "." in word and not word[0].isdigit() else fold(word.removesuffix("'s"))
    form = form.replace(" ", "")
    form = STYLE.get(form, form)
    if len(form) > 5:  # noqa: PLR2004 - shorter words ("four", "wise") are not spelling pairs
        form = form.replace("our", "or").replace("isation", "ization").replace("ising", "izing").replace("ised", "ized")
    return form


def merged(spans: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return where stretches (start, end) begin and where they end, those that touch made one, in text order."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(end, ends[-1])
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def quoted_share(words: Words, first: int, last: int, quoted: tuple[Sequence[int], Sequence[int]]) -> float:
    """Return the share of the words `first` to `last` (inclusive) that stand within `quoted` stretches (`merged`)."""
    starts, ends = quoted
    if not starts:
        return 0.0
    inside = 0
    for at in range(first, last + 1):
        home = bisect_right(starts, words.starts[at]) - 1
        inside += home >= 0 and words.ends[at] <= ends[home]
    return inside / (last + 1 - first)
