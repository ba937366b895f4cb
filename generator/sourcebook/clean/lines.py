"""A line of an article with what the rules look at: its words, its end, its verbs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sourcebook.clean.words import words
from sourcebook.records import Span
from sourcebook.text import fold, normalise

if TYPE_CHECKING:
    from sourcebook.parsed import Doc, Token

# A line longer than this is not looked at word by word: no headline, caption or piece of furniture is so long.
LONGEST_LOOKED_AT = 1_500
_CLOSERS = "\"')]}*_ "
_STOPS = (".", "!", "?", "…")
_ARTICLES = frozenset(["the", "a", "an"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_NAMED = frozenset(["PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "DATE"])
# Headlines in capitals keep words of so many letters small.
_SHORT = 3
_MOST_WORDS_OF_A_NAME = 5
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?\u2026][\"')]*\s+(?=[\"'(]?[A-Z])")
_LABEL = re.compile(r"([^\W_][\w'&.\- ]{1,30}?):\s+(\S.*)", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """A segment and its tokens; `text` has plain marks and the segment's length.

    Attributes:
        number: its place among the segments.
        span: where it stands in the article's text.
        text: its characters, as `normalise` gives them.
        tokens: its words as parsed; empty beyond what is parsed.
    """

    number: int
    span: Span
    text: str
    tokens: Sequence[Token]

    @cached_property
    def looked_at(self) -> bool:
        """Whether the line is short enough to be anything but prose."""
        return len(self.text) <= LONGEST_LOOKED_AT

    @cached_property
    def folded(self) -> str:
        """The line for comparing; empty for lines that are not looked at."""
        return fold(self.text) if self.looked_at else ""

    @cached_property
    def words(self) -> list[str]:
        """The folded words."""
        return self.folded.split()

    @cached_property
    def count(self) -> int:
        """How many words the line has."""
        return len(self.words) if self.looked_at else len(self.text.split())

    @cached_property
    def _bare_end(self) -> str:
        return self.text[-40:].rstrip(_CLOSERS)

    @cached_property
    def stopped(self) -> bool:
        """Whether the line closes as a sentence does, with a stop of any kind."""
        return self._bare_end.endswith(_STOPS)

    @cached_property
    def full_stop(self) -> bool:
        """Whether the line closes with a full stop or dots; headlines may close with the other stops."""
        return self._bare_end.endswith((".", "…"))

    @cached_property
    def leads_in(self) -> bool:
        """Whether the line breaks off before what follows it."""
        return self.text.rstrip(_CLOSERS).endswith((":", ",", ";", "-", "—", "–"))

    @cached_property
    def finite(self) -> list[Token]:
        """Its finite verbs."""
        return [t for t in self.tokens if t.tag_ in _FINITE]

    @cached_property
    def says_something(self) -> bool:
        """Whether its main verb has a subject other than the reader or the site."""
        return any(
            t.dep_ in {"nsubj", "nsubjpass", "expl"} and t.head.dep_ == "ROOT" and t.lower_ not in {"you", "we"}
            for t in self.tokens
        )

    @cached_property
    def sentence_count(self) -> int:
        """How many sentences close within it; what stands before a colon is none."""
        return 1 + len(_INNER_STOP.findall(self.text)) if self.looked_at else 2

    @cached_property
    def opens_as_prose(self) -> bool:
        """Whether it opens with a pronoun or a linking word, as a headline or a caption seldom does."""
        return bool(self.words) and self.words[0] in (words("prose", "pronouns") | words("prose", "links"))

    @cached_property
    def opens_quoted(self) -> bool:
        """Whether it opens with a quotation mark."""
        return self.text[:1] in {'"', "'"}

    @cached_property
    def articles(self) -> int:
        """How many articles (the, a, an) it has; headlines leave them out."""
        return sum(word in _ARTICLES for word in self.words)

    @cached_property
    def shouted(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text.isupper()

    @cached_property
    def title_case(self) -> bool:
        """Whether words that are no names begin with capitals, as in headlines of one style."""
        common = [t for t in self.tokens[1:] if t.is_alpha and len(t) > _SHORT and t.ent_type_ not in _NAMED]
        raised = sum(t.text[0].isupper() for t in common)
        return bool(common) and not self.shouted and raised >= max(1, 0.6 * len(common))

    @cached_property
    def label(self) -> tuple[str, str] | None:
        """What stands before and after a colon near the beginning."""
        found = _LABEL.match(self.text[:LONGEST_LOOKED_AT])
        return (found[1], found[2]) if found else None

    @cached_property
    def is_person(self) -> bool:
        """Whether the line is a person's name and nothing else."""
        named = [t for t in self.tokens if not t.is_punct and not t.is_space]
        people = sum(t.ent_type_ == "PERSON" or t.pos_ == "PROPN" for t in named)
        few = 1 < self.count <= _MOST_WORDS_OF_A_NAME and not self.finite
        return few and people == len(named) and any(t.ent_type_ == "PERSON" for t in named)


def lines_of(text: str, segments: Sequence[Span], doc: Doc) -> list[Line]:
    """Return the segments of `text` as lines, each with its tokens."""
    plain = normalise(text)
    tokens = list(doc)
    starts = [t.idx for t in tokens]
    made: list[Line] = []
    for number, span in enumerate(segments):
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        own = [t for t in tokens[first:last] if not t.is_space] if span.end - span.start <= LONGEST_LOOKED_AT else []
        made.append(Line(number, span, plain[span.start : span.end], own))
    return made
