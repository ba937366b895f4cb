"""An article's words in the form in which shared passages are looked for."""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sourcebook.records import Article
from sourcebook.text import fold

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
        forms: the words as compared, each by the number of its form, the same in every folder.
        starts: where each begins, in characters.
        ends: where each ends.
        blocks: the number of the block each stands in.
        capitals: 1 where a word is written large, else 0.
    """

    __slots__ = ("blocks", "capitals", "ends", "forms", "starts")

    def __init__(self) -> None:
        self.forms = array("q")
        self.starts, self.ends, self.blocks = array("i"), array("i"), array("i")
        self.capitals = array("b")

    def __len__(self) -> int:
        return len(self.forms)


def words_of(article: Article, plain: str) -> Words:
    """Return the compared words of an article.

    Args:
        article: with its blocks.
        plain: its text, normalised.
    """
    found = Words()
    for number, block in enumerate(article.blocks):
        if block.kind in COMPARED or block.why in COMPARED_FOR:
            matches = list(_WORD.finditer(plain, block.start, block.end))
            words = [match.group() for match in matches]
            found.forms.extend(map(number_of, words))
            found.starts.extend([match.start() for match in matches])
            found.ends.extend([match.end() for match in matches])
            found.blocks.extend([number] * len(words))
            found.capitals.extend([word[0].isupper() for word in words])
    return found


@lru_cache(maxsize=100_000)
def number_of(word: str) -> int:
    """Return the number of a word's compared form: 64 bits of a digest, so that two forms never meet by chance."""
    return number_of_form(compared(word))


def number_of_form(form: str) -> int:
    """Return the number of a compared form."""
    return int.from_bytes(
        hashlib.blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True
    )


def numbers_of(forms: Iterable[str]) -> frozenset[int]:
    """Return the numbers of some compared forms."""
    return frozenset(map(number_of_form, forms))


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
