"""A parsed text, and stretches of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed.token import Token


class Tokens:
    """Tokens of a text that stand together: a sentence, a name, any stretch.

    Args:
        doc: the text.
        start: its first token.
        end: the token after its last.
        label_: the kind of name it is; empty for other stretches.
    """

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label_: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label_

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Tokens: ...
    def __getitem__(self, at: int | slice) -> Token | Tokens:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Tokens(self.doc, self.start + start, self.start + max(start, end))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self.doc.tokens[self.start + at if at >= 0 else self.end + at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tokens) and (self.doc, self.start, self.end) == (other.doc, other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """The offset of its first character."""
        return self.doc.tokens[self.start].idx

    @property
    def text(self) -> str:
        """Its characters, without the blank after the last token."""
        if self.start == self.end:
            return ""
        last = self.doc.tokens[self.end - 1]
        return self.doc.text[self.start_char : last.idx + len(last.text)]

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, the first of several; a lone mark only in want of words."""
        inside = self.doc.tokens[self.start : self.end]
        if len(inside) == 1:
            return inside[0]
        for token in inside:
            if token.head is token:
                return token
        tops = [token for token in inside if not self.start <= token.head.i < self.end]
        return min(tops, key=_depth, default=inside[0]) if len(tops) != 1 else tops[0]


def _depth(token: Token) -> tuple[bool, int]:
    is_mark = (token.is_punct or token.is_space) and not token.children
    return is_mark, 0 if is_mark else sum(1 for _ in token.ancestors)


class Doc:
    """A parsed text.

    Args:
        text: its characters.
        tokens: its tokens in order, their heads set.

    ``user_data`` keeps what is worked out once for the whole text.
    """

    __slots__ = ("_starts", "ents", "sents", "text", "tokens", "user_data")

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.user_data: dict[str, Any] = {}
        self._starts = [token.idx for token in tokens]
        self._hang()
        self.sents = self._sentences()
        self.ents = tuple(self._names())

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Tokens: ...
    def __getitem__(self, at: int | slice) -> Token | Tokens:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Tokens(self, start, max(start, end))
        return self.tokens[at]

    def char_span(self, start: int, end: int, *, alignment_mode: Literal["expand", "contract"]) -> Tokens | None:
        """Return the tokens of a stretch of characters: all that it touches, or those wholly within it; if any."""
        if not (0 <= start < len(self.text) and 0 < end <= len(self.text)):
            return None
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        at, behind = self.tokens[first], self.tokens[last]
        if alignment_mode == "expand":
            # The blank after a token is no part of it.
            first += start == at.idx + len(at.text)
        else:
            first += at.idx < start
            last -= end < behind.idx + len(behind.text)
            if last < first:
                return None
        return Tokens(self, first, max(first, last + 1))

    def within(self, start: int, end: int) -> range:
        """Return the numbers of the tokens that begin in a stretch of characters."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def begun(self, start: int, end: int) -> range:
        """Return the numbers of the tokens of a stretch of characters, none where no token begins with it."""
        first = bisect_left(self._starts, start)
        if first == len(self.tokens) or self._starts[first] != start:
            return range(0)
        return range(first, bisect_left(self._starts, end, first))

    def _hang(self) -> None:
        """Give every token its text, its children and the bounds of its subtree."""
        for token in self.tokens:
            token.doc = self
            head = token.head
            if head is not token:
                if head.children:
                    head.children.append(token)  # type: ignore[attr-defined]
                else:
                    head.children = [token]

        order = [token for token in self.tokens if token.head is token]
        for token in order:
            order += token.children
        # From the leaves up.
        for token in reversed(order):
            head = token.head
            if head is not token:
                head.first = min(head.first, token.first)
                head.last = max(head.last, token.last)
                head.below += token.below

    def _sentences(self) -> tuple[Tokens, ...]:
        starts = [token.i for token in self.tokens if token.is_sent_start or not token.i]
        found = tuple(Tokens(self, a, b) for a, b in zip(starts, [*starts[1:], len(self.tokens)], strict=False))
        for sentence in found:
            for token in sentence:
                token.sent = sentence
        return found

    def _names(self) -> Iterator[Tokens]:
        start = None
        for token in self.tokens:
            if token.ent_iob_ == "I":
                continue
            if start is not None:
                yield Tokens(self, start.i, token.i, start.ent_type_)
            start = token if token.ent_iob_ == "B" and token.ent_type_ else None
        if start is not None:
            yield Tokens(self, start.i, len(self.tokens), start.ent_type_)
