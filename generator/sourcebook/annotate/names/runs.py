"""Runs of capitalised words and the particles between them, as names are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.names.lexicon import words
from sourcebook.name_forms import is_article, is_particle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.annotate.names.zones import Zone
    from sourcebook.parsed import Doc, Token

# A name has so many words at most, particles aside.
LONGEST_NAME = 5


def runs(doc: Doc, where: list[Zone], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words among the tokens that are not `taken`."""
    at, tokens = 0, doc.tokens
    while at < len(tokens):
        token = tokens[at]
        if at not in taken and where[at] and (is_capitalised(token) or _opens(doc, at)):
            end = max(run_end(doc, at), at + 1)
            end = next((i for i in range(at, end) if i in taken), end)
            yield at, end
            at = end
        else:
            at += 1


def _opens(doc: Doc, at: int) -> bool:
    near = doc.tokens[at : at + 3]
    return near[-1].i == at + 2 and near[1].text == "-" and is_article(near[0].text) and is_capitalised(near[2])


def run_end(doc: Doc, start: int) -> int:
    """Return the end of the run of capitalised words and particles that begins at token `start`."""
    end = at = start
    while at < len(doc) and at - start < LONGEST_NAME + 3:
        token = doc[at]
        if is_capitalised(token) and _may_stand(token, first=at == start):
            at += 1
            end = at
            if token.whitespace_ == "" and (at == len(doc) or doc[at].text != "-"):
                break
        elif _is_joint(doc, at, start):
            at += 1
        elif at > start and doc[at - 1].text == "-" and ends_compound(token):
            at += 1
            end = at
        elif at > start and token.pos_ == "PROPN" and token.text.isalpha() and token.whitespace_:
            at += 1
        else:
            break
    return end


def _is_joint(doc: Doc, at: int, start: int) -> bool:
    """Say whether the token ties two parts of a name: a particle, or a hyphen without spaces."""
    token = doc[at]
    if token.text == "-":
        return at > start and not doc[at - 1].whitespace_ and not token.whitespace_
    if is_article(token.text) and token.lower_ not in words("free_articles"):
        return at + 1 < len(doc) and doc[at + 1].text == "-" and not token.whitespace_
    return is_particle(token.text)


def ends_compound(token: Token) -> bool:
    """Say whether a lower-case word after a hyphen belongs to a name ("Ki-moon") and is no "-led", "-born"."""
    return bool(token.text.isalpha() and token.pos_ in {"PROPN", "NOUN"} and not token.lower_.endswith(("ed", "based")))


def _may_stand(token: Token, *, first: bool) -> bool:
    """Say whether a capitalised word may stand in a name; some months may, but do not begin one."""
    word = token.lower_.rstrip(".")
    if word in words("months_as_surnames"):
        return not first
    return word not in words("not_names")


def is_capitalised(token: Token) -> bool:
    """Say whether `token` is written like a name: a capital letter first and letters throughout."""
    text = token.text
    return text[0].isupper() and (text.isalpha() or text.replace("-", "").replace("'", "").replace(".", "").isalpha())


def is_title(token: Token) -> bool:
    """Say whether `token` is a capitalised title or rank, as it stands before a name."""
    return token.text[:1].isupper() and token.lower_.rstrip(".") in words("titles")
