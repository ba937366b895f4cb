"""What the language model says, put into plain objects once: `sourcebook.parsed`."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from sourcebook.parsed import Doc, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy import tokens

_STRINGS = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
_FLAGS = ("IS_PUNCT", "IS_QUOTE", "IS_CURRENCY", "LIKE_NUM")
_NUMBERS = ("ENT_IOB", "SENT_START", "SPACY", "HEAD")
_IOB = ("", "I", "O", "B")


def converted(pieces: Sequence[tokens.Doc]) -> Doc:
    """Return one parse of the text that the model's parses of its pieces make up, one after the other."""
    if not pieces:
        return Doc("", [])
    import numpy as np
    from spacy.attrs import IDS

    attributes = [IDS[name] for name in (*_STRINGS, *_FLAGS, *_NUMBERS)]
    rows = np.vstack([piece.to_array(attributes) for piece in pieces])
    columns = np.ascontiguousarray(rows.T)
    # The last column tells how far the head is, backwards below nought.
    heads = columns[-1].view(np.int64).tolist()
    numbers = columns[:-1].tolist()
    store = pieces[0].vocab.strings
    written = {key: store[key] for key in set().union(*numbers[: len(_STRINGS)])}
    lower = {key: written[key].lower() for key in set(numbers[0])}
    text, *strings = ([written[key] for key in column] for column in numbers[: len(_STRINGS)])
    *flags, names, starts, blanks = numbers[len(_STRINGS) :]
    spaces = [" " if blank else "" for blank in blanks]
    made = list(
        map(
            Token,
            range(len(text)),
            accumulate((len(t) + len(s) for t, s in zip(text, spaces, strict=True)), initial=0),
            text,
            (lower[key] for key in numbers[0]),
            spaces,
            *strings,
            (_IOB[name] for name in names),
            (start == 1 for start in starts),
            *([value == 1 for value in column] for column in flags),
        )
    )
    for token, distance in zip(made, heads, strict=True):
        token.head = made[token.i + distance]
    return Doc("".join(t + s for t, s in zip(text, spaces, strict=True)), made)
