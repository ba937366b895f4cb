"""What is measured: the recording that is 31 minutes long, the fine of $3 billion, the man who is 23."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quantities.counted import Counted, name_of, phrase_of
from sourcebook.annotate.quantities.lexicon import words
from sourcebook.annotate.quantities.units import plain_words

if TYPE_CHECKING:
    from sourcebook.parsed import Doc, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_UPWARDS = frozenset(
    {"nummod", "npadvmod", "amod", "compound", "nmod", "quantmod", "advmod", "appos", "punct", "pcomp", "nsubj"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FARTHEST = 12
_STEPS = 5


def of_measure(doc: Doc, first: int, last: int, *, age: bool) -> Counted | None:
    """Return what a number with a unit measures, ``None`` where the parse does not tell.

    Args:
        doc: the parsed article.
        first: index of the first token of the number.
        last: index of the last token of its unit.
        age: the measure is somebody's age.
    """
    root = max(doc[first : last + 1], key=lambda t: not (first <= t.head.i <= last))
    noun = _described(root, first, last) or _part_of(doc, last) or _complement(root) or _subject(root, age=age)
    if noun is None or noun.pos_ not in _NOUNS or noun.lower_ in words("no_measure") | plain_words():
        return _direction(doc, last)
    end = doc[last].idx + len(doc[last])
    return Counted(noun, end, phrase_of(noun, last, happening=False) if noun.i > last else name_of(noun))


def _described(root: Token, first: int, last: int) -> Token | None:
    """Return the noun that the measure is an attribute of: "14-minute-long film", "the film, 40 minutes long"."""
    token = root
    for _ in range(_STEPS):
        if token.dep_ not in _UPWARDS - {"nsubj"} or token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in _NOUNS and not first <= token.i <= last:
            return token if abs(token.i - root.i) <= _FARTHEST else None
        if token.pos_ not in {"ADJ", "ADV", "NUM", "NOUN", "X", "SYM"}:
            return None
    return None


def _part_of(doc: Doc, last: int) -> Token | None:
    """Return the noun behind "of" ("two weeks of advances", "57 percent of the index")."""
    if last + 1 >= len(doc) or doc[last + 1].lower_ not in {"of", "in"} or doc[last + 1].is_sent_start:
        return None
    if doc[last + 1].lower_ == "in" and doc[last].pos_ != "SYM" and not doc[last].is_currency:
        return None
    return next(
        (c for c in doc[last + 1].children if c.dep_ == "pobj" and c.pos_ in _NOUNS and c.ent_type_ != "DATE"), None
    )


def _complement(root: Token) -> Token | None:
    """Return the noun before "of" ("a fine of $3 billion") or "at", "to" ("an exchange rate at 110")."""
    if root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.pos_ in _NOUNS:
        return root.head.head
    return None


def _subject(root: Token, *, age: bool) -> Token | None:
    """Return the subject of a verb of measuring ("battles that lasted two days"), through a relative clause."""
    verb = root.head
    if root.dep_ in {"prep", "pobj"} and verb.pos_ == "ADP" and verb.lower_ in {"to", "by", "from"}:
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"} or not (
        verb.lemma_.lower() in words("measure_verbs") or (age and verb.lemma_ == "be")
    ):
        return None
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if subject is not None and subject.lower_ in {"that", "which", "who"}:
        return verb.head if verb.dep_ == "relcl" else None
    return subject


def _direction(doc: Doc, last: int) -> Counted | None:
    """Return the place that a distance is counted from: "60 miles southeast of the capital", "a mile away"."""
    start = last + 1
    if start >= len(doc) or doc[start].lower_ not in words("directions") or doc[start].is_sent_start:
        return None
    of = next((t for t in doc[start : start + 3] if t.lower_ in {"of", "from", "off"}), None)
    place = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    edge = place.i if place is not None and place.i - start <= _FARTHEST else start
    text = " ".join(doc.text[doc[start].idx : doc[edge].idx + len(doc[edge])].split())
    return Counted(None, doc[last].idx + len(doc[last]), text)
