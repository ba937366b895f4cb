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
    start = _of_title(doc, start, end)
    start = _whole_word(doc, _whole_body(doc, start)) if start < end else end
    while start < end and _tells_nothing(doc[start]):
        start += 1
    if start < end and any(_is_role(t) for t in doc[start:end]):
        yield start, end
    else:
        yield from _office(doc, end)


def _office(doc: Doc, end: int) -> Iterator[tuple[int, int]]:
    """Yield "Secretary of State", "Director of the Harbour Board (HB)" right before the name."""
    at = end - 1
    while at > 0 and end - at < _LONGEST and (_names_body(doc[at]) or (doc[at].lower_ == "of" and at < end - 1)):
        if (
            doc[at].lower_ == "of"
            and _is_role(doc[at - 1])
            and any(not is_title(t) and t.text != "." for t in doc[at + 1 : end])
        ):
            start = at - 1
            while start > 0 and doc[start - 1].pos_ in {"ADJ", "PROPN", "NOUN"} and not doc[start - 1].is_space:
                start -= 1
            yield start, end
            return
        at -= 1


def _names_body(token: Token) -> bool:
    """Say whether a word may stand in the name of the body somebody leads: "the U.S. Harbour Board (HB)"."""
    small = token.lower_ in {"the", "and", "for", "(", ")", "'s", "&", "-"} or token.lower_ in words("title_nouns")
    return bool(token.text[0].isupper() or small)


def _whole_body(doc: Doc, start: int) -> int:
    """Return where the name of the body begins in whose middle a role would: "Guild of Arden and | Bexley leader"."""
    first = start
    if first > 1 and doc[first - 1].lower_ == "and" and doc[first].ent_type_ and doc[first - 2].ent_type_ == "ORG":
        first -= 2
    while first > 0 and doc[first].ent_iob_ == "I" and doc[first].ent_type_ in {"ORG", "GPE"}:
        first -= 1
    whole = first < start and doc[start].sent == doc[first].sent and "," not in doc[first:start].text
    return first if whole else start


def _whole_word(doc: Doc, start: int) -> int:
    """Return where the word with hyphens begins in whose middle a role would."""
    while (
        start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_ and not doc[start - 2].whitespace_
    ):
        start -= 2
    return start


def _of_title(doc: Doc, start: int, end: int) -> int:
    """Return where the words begin that tell of a title with a capital: no common noun of the clause before does.

    In "with esteem Sen. X" the noun belongs to the clause, in "state Rep. X" to the title.
    """
    if not is_title(doc[end - 1]) and doc[end - 1].text != ".":
        return start
    loose = (i for i in range(end - 1, start - 1, -1) if doc[i].pos_ == "NOUN" and doc[i].text.islower())
    last = next((i for i in loose if doc[i].lower_ not in words("title_nouns") and not _is_role(doc[i])), None)
    return start if last is None else last + 1


def _tells_nothing(token: Token) -> bool:
    """Say whether a word at the beginning of a role is none of it: an article, "second" in "a second reporter"."""
    loose = token.pos_ in {"DET", "PUNCT", "CCONJ", "ADP", "PART", "PRON", "VERB", "ADV", "AUX"}
    to_do = token.i > 0 and token.nbor(-1).lower_ == "to" and token.text.islower()
    return (
        to_do
        or (loose and not _is_initials(token))
        or token.lower_ in {"another", "other", "second", "third", "fourth"}
    )


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
    tied = token.text in {"-", "/"} and not token.whitespace_
    told = token.pos_ in {"NOUN", "PROPN", "ADJ"} or token.tag_ == "POS" or tied
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
    start, end = head.left_edge.i, first - 1
    while start < first and _tells_nothing(doc[start]):
        start += 1
    while end > head.i + 1 and doc[end - 1].pos_ == "VERB":
        end -= 1
    if start < end <= start + _LONGEST and not any(t.text == "," for t in doc[start:end]):
        yield start, end


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
    stop = end
    while stop > start and doc[stop - 1].pos_ in {"ADP", "DET"}:
        stop -= 1
    closed = end >= len(doc) or doc[end].text in _CLOSERS or doc[end].lower_ in _RELATIVES or doc[end].is_space
    about_other = _runs_on(doc, start, stop) if is_clause else _leads_to_name(doc, start, stop)
    if closed and stop > start and not about_other and (is_clause or _is_apposition(doc, start, stop)):
        yield start, stop


def _leads_to_name(doc: Doc, start: int, end: int) -> bool:
    """Say whether the words are somebody else's role: "X, envoy for women Y". A helper "to Y" is X's own."""
    first = end
    while first > start and doc[first - 1].ent_type_ == "PERSON":
        first -= 1
    return start < first < end and doc[first - 1].pos_ == "NOUN" and not is_title(doc[first - 1])


def _runs_on(doc: Doc, start: int, end: int) -> bool:
    """Say whether a clause tells of doings with somebody and not of work: "who leads Y by two points"."""
    return any(t.ent_type_ == "PERSON" for t in doc[start + 1 : min(start + 4, end)])


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
    first = next((i for i in range(start, end) if _ends_phrase(doc, i, end)), end)
    chunk = doc[start:first]
    named = any(t.ent_type_ == "PERSON" and doc[min(t.i + 1, len(doc) - 1)].tag_ != "POS" for t in chunk)
    return bool(len(chunk)) and not named and _is_role(chunk[-1])


def _ends_phrase(doc: Doc, at: int, end: int) -> bool:
    """Say whether a noun phrase ends before token `at`: not at a hyphen, nor between bodies ("Navy and Army chief")."""
    token = doc[at]
    if token.pos_ == "CCONJ" and at + 1 < end and not _is_role(doc[at - 1]):
        return False
    later = token.pos_ == "ADV" and token.lower_ in {"now", "then", "currently"} and _is_role(doc[at - 1])
    return later or (token.pos_ in {"ADP", "CCONJ", "SCONJ", "PUNCT"} and token.text != "-")
