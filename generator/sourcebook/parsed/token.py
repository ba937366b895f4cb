"""A word of a parsed text, and the tree above and below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.parsed.doc import Doc, Tokens


class Token:
    """A word or mark of a parsed text.

    Args:
        i: which token of the text it is.
        idx: its first character's offset in the text.
        text: its characters; `lower_` has the same in small letters.
        whitespace_: the blank that follows it, or nothing.
        lemma_: the word's dictionary form.
        pos_: its part of speech (Universal Dependencies).
        tag_: its part of speech (Penn Treebank).
        dep_: what it is to its `head`, which is the token itself for the root of a sentence.
        ent_type_: the kind of name it is part of; empty outside of names.
        ent_iob_: whether it begins ("B") a name, is inside one ("I") or outside ("O").
        is_sent_start: whether a sentence begins here.
        is_punct, is_quote, is_currency, like_num: what its characters are.

    ``children`` are the tokens whose head it is, in text order; ``below`` counts the tokens of its subtree, itself
    among them, of which ``first`` and ``last`` number the outermost.
    """

    __slots__ = (
        "below",
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "first",
        "head",
        "i",
        "idx",
        "is_currency",
        "is_punct",
        "is_quote",
        "is_sent_start",
        "last",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )
    doc: Doc
    head: Token
    sent: Tokens

    def __init__(  # noqa: PLR0913, PLR0917 - a column of the parse each; by place, for it is done for every word
        self,
        i: int,
        idx: int,
        text: str,
        lower_: str,
        whitespace_: str,
        lemma_: str,
        pos_: str,
        tag_: str,
        dep_: str,
        ent_type_: str,
        ent_iob_: str,
        is_sent_start: bool,  # noqa: FBT001
        is_punct: bool,  # noqa: FBT001
        is_quote: bool,  # noqa: FBT001
        is_currency: bool,  # noqa: FBT001
        like_num: bool,  # noqa: FBT001
    ) -> None:
        self.i = i
        self.idx = idx
        self.text = text
        self.lower_ = lower_
        self.whitespace_ = whitespace_
        self.lemma_ = lemma_
        self.pos_ = pos_
        self.tag_ = tag_
        self.dep_ = dep_
        self.ent_type_ = ent_type_
        self.ent_iob_ = ent_iob_
        self.is_sent_start = is_sent_start
        self.is_punct = is_punct
        self.is_quote = is_quote
        self.is_currency = is_currency
        self.like_num = like_num
        self.children: Sequence[Token] = ()
        self.first = self.last = i
        self.below = 1

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    @property
    def text_with_ws(self) -> str:
        """Its characters and the blank that follows."""
        return self.text + self.whitespace_

    @property
    def is_space(self) -> bool:
        """Whether it is white space alone."""
        return self.text.isspace()

    @property
    def is_alpha(self) -> bool:
        """Whether it is letters alone."""
        return self.text.isalpha()

    @property
    def is_title(self) -> bool:
        """Whether its words begin with capitals and go on in small letters."""
        return self.text.istitle()

    @property
    def is_upper(self) -> bool:
        """Whether its letters are all capitals."""
        return self.text.isupper()

    @property
    def is_sent_end(self) -> bool:
        """Whether a sentence ends with it."""
        return self.i + 1 == self.sent.end

    @property
    def lefts(self) -> list[Token]:
        """Its children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """Its children after it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head of that, and so on up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> Sequence[Token]:
        """The token and all below it, in text order."""
        if self.last - self.first < self.below:
            return self.doc.tokens[self.first : self.last + 1]
        return _below(self)

    @property
    def left_edge(self) -> Token:
        """The first token of its subtree."""
        return self.doc.tokens[self.first]

    @property
    def right_edge(self) -> Token:
        """The last token of its subtree."""
        return self.doc.tokens[self.last]

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The other tokens that it is coordinated with, the first of them before those that hang on it."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found += [child for child in word.rights if child.dep_ == "conj"]
        return tuple(word for word in found if word is not self)

    def nbor(self, by: int = 1) -> Token:
        """Return the token `by` places on.

        Raises:
            IndexError: the text ends before that.
        """
        if self.i + by < 0:
            raise IndexError(by)
        return self.doc.tokens[self.i + by]


def _below(top: Token) -> list[Token]:
    """Return the tokens of a tree whose words do not stand together, as hardly any do."""
    found = [top]
    for token in found:
        found += token.children
    return sorted(found, key=lambda token: token.i)
