"""What the text calls somebody: ranks, offices, appositions, the outlet somebody reports for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.names.lexicon import words
from sourcebook.annotate.names.runs import is_title
from sourcebook.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.annotate.names.candidates import Candidate
    from sourcebook.parsed import Doc, Token

# A role is not longer, in tokens.
_LONGEST = 16
_CLOSERS = frozenset({",", ".", ";", ":", ")", "--", "\u2013", "\u2014", '"'})
_RELATIVES = frozenset({"who", "which", "that", "whose", "whom", "when", "where"})


def find(doc: Doc, text: str, article: str, mentions: list[Candidate]) -> tuple[Role, ...]:
    """Return the roles that stand beside the `mentions` of a person, each wording once, in text order.

    Args:
        doc: the parse.
        text: the article's text, from which the wording is taken.
        article: the article's id.
        mentions: the person's mentions.
    """
    found: dict[str, Role] = {}
    for mention in sorted(mentions, key=lambda m: m.start):
        for start, end in (
            *_before(doc, mention),
            *_apposed(doc, mention),
            *_outlet(doc, mention),
            *_after(doc, mention),
        ):
            a, b = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
            a += len(text[a:b]) - len(text[a:b].lstrip())
            wording = " ".join(text[a:b].split())
            found.setdefault(wording.casefold(), Role(text=text[a:b], article=article, start=a, end=b))
    return tuple(found.values())


def _before(doc: Doc, mention: Candidate) -> Iterator[tuple[int, int]]:
    """Yield "army spokesman" or "Lt. Gen." right before the name."""
    end = start = mention.start
    while start > 0 and _continues(doc, start - 1, end):
        start -= 1
    start = _whole_body(doc, start)
    while start < end and _tells_nothing(doc[start]):
        start += 1
    if start < end and any(_is_role(t) for t in doc[start:end]):
        yield start, end


def _whole_body(doc: Doc, start: int) -> int:
    """Return where the name of the body begins in whose middle a role would: "Guild of Arden and | Bexley leader"."""
    first = start
    while first > 0 and doc[first].ent_iob_ == "I" and doc[first].ent_type_ in {"ORG", "GPE"}:
        first -= 1
    return first if first < start and doc[start].sent == doc[first].sent else start


def _tells_nothing(token: Token) -> bool:
    """Say whether a word at the beginning of a role is none of it: an article, "second" in "a second reporter"."""
    loose = token.pos_ in {"DET", "PUNCT", "CCONJ", "ADP", "PART", "PRON", "VERB", "ADV", "AUX"}
    return (loose and not _is_initials(token)) or token.lower_ in {"another", "second", "third", "fourth"}


def _continues(doc: Doc, at: int, end: int) -> bool:
    """Say whether token `at` belongs to the words that tell the role of whoever is named at `end`."""
    token = doc[at]
    if end - at > _LONGEST or token.is_space:
        return False
    # The model ends sentences at "Brig.", so that ranks are followed beyond.
    if token.sent != doc[end - 1].sent and not (is_title(token) or _is_short_form(token)):
        return False
    if token.lower_.rstrip(".") in words("courtesies"):
        return False
    if at == end - 1:
        return token.lower_ in words("roles") or is_title(token) or (token.text == "." and is_title(doc[at - 1]))
    if token.ent_type_ == "PERSON" and not is_title(token) and doc[at + 1].tag_ != "POS":
        return False
    told = token.pos_ in {"NOUN", "PROPN", "ADJ", "PART"} or token.text in {"-", "/"}
    return told or _is_initials(token) or _is_short_form(token)


def _is_initials(token: Token) -> bool:
    """Say whether a word in capitals is a body's initials, whatever the model calls it ("IS leader": no verb)."""
    return bool(token.text.isupper() and len(token) > 1)


def _is_short_form(token: Token) -> bool:
    """Say whether the full stop of an abbreviated rank stands here: "Brig . Gen."."""
    return bool(token.text == "." and token.i > 0 and is_title(token.doc[token.i - 1]))


def _is_role(token: Token) -> bool:
    return bool(token.lower_.rstrip(".") in words("roles") | words("ranks"))


def _apposed(doc: Doc, mention: Candidate) -> Iterator[tuple[int, int]]:
    """Yield "the commander of the base" before a comma and the name."""
    first = mention.start if mention.titled is None else mention.titled
    root = doc[mention.start : mention.end].root
    head = root.head
    if root.dep_ != "appos" or first == 0 or doc[first - 1].text != "," or head.lower_ not in words("roles"):
        return
    start = head.left_edge.i
    while start < first and _tells_nothing(doc[start]):
        start += 1
    if start < first - 1 and first - 1 - start <= _LONGEST and not any(t.text == "," for t in doc[start : first - 1]):
        yield start, first - 1


def _outlet(doc: Doc, mention: Candidate) -> Iterator[tuple[int, int]]:
    """Yield the owner of a reporter: "OUTLET's" before the name."""
    at = mention.start - 1
    if at > 0 and doc[at].tag_ == "POS" and doc[at - 1].ent_type_ == "ORG":
        start = next((i + 1 for i in range(at - 1, -1, -1) if doc[i].ent_type_ != "ORG"), 0)
        yield (start + 1 if doc[start].lower_ == "the" else start), at + 1


def _after(doc: Doc, mention: Candidate) -> Iterator[tuple[int, int]]:
    """Yield "a professor at X" after the name and a comma or bracket, and "who has written on Y"."""
    at = mention.end
    if at + 1 >= len(doc) or doc[at].text not in {",", "("} or doc[at + 1].is_space:
        return
    start = at + 1
    is_clause = doc[start].lower_ == "who" and _tells_work(doc, start + 1)
    end = start + 1 if is_clause else start
    while end < len(doc) and end - start < _LONGEST and not _ends(doc, end, clause=is_clause):
        end += 1
    closed = end >= len(doc) or doc[end].text in _CLOSERS or doc[end].lower_ in _RELATIVES or doc[end].is_space
    if closed and end > start and (is_clause or _is_apposition(doc, start, end)):
        yield start, end


def _ends(doc: Doc, at: int, *, clause: bool) -> bool:
    token = doc[at]
    if token.is_space or token.text in _CLOSERS or token.sent != doc[at - 1].sent:
        return True
    return not clause and (token.lower_ in _RELATIVES or token.pos_ in {"VERB", "AUX"} or token.text == "(")


def _tells_work(doc: Doc, at: int) -> bool:
    verbs = [t.lemma_.lower() for t in doc[at : at + 4] if t.pos_ == "VERB"]
    return bool(verbs) and verbs[0] in words("work_verbs")


def _is_apposition(doc: Doc, start: int, end: int) -> bool:
    """Say whether the words begin with a noun phrase whose head is a role."""
    first = next((i for i in range(start, end) if doc[i].pos_ in {"ADP", "CCONJ", "SCONJ", "PUNCT"}), end)
    while first < end and doc[first].text == "-":
        first = next((i for i in range(first + 1, end) if doc[i].pos_ in {"ADP", "CCONJ", "SCONJ", "PUNCT"}), end)
    chunk = doc[start:first]
    named = any(t.ent_type_ == "PERSON" and doc[min(t.i + 1, len(doc) - 1)].tag_ != "POS" for t in chunk)
    return bool(len(chunk)) and not named and _is_role(chunk[-1])
