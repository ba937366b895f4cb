"""The thing counted: the noun a number belongs to, with the modifiers and the happening that make it comparable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sourcebook.annotate.quantities.happening import happening_of, unreal
from sourcebook.annotate.quantities.lexicon import forms, words

if TYPE_CHECKING:
    from sourcebook.parsed import Doc, Token

# A noun lies at most so many tokens behind its number; beyond it the parse has gone astray.
_FARTHEST = 9
# A phrase that narrows the noun is kept up to so many tokens.
_LONGEST_RESTRICTION = 9
# A label of a list line ("Total dead: 10") has at most so many words.
_LONGEST_LABEL = 4
# "The death toll of the two bombings has risen to at least 131": so many tokens lie between at most.
_TOLL_REACH = 14
_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "ADV", "CCONJ", "PUNCT", "PART", "X", "SYM"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_LEFT = frozenset({"amod", "compound", "nmod", "poss", "npadvmod"})
_DATES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True)
class Counted:
    """The noun counted and what is said of it.

    Attributes:
        head: the noun, ``None`` where the number stands alone.
        end: offset past the noun.
        words: the noun with its modifiers, what narrows it and what happened to it.
        sure: the parse and the order of words agree.
    """

    head: Token | None
    end: int
    words: str | None
    sure: bool = True


def of_number(doc: Doc, first: int, last: int) -> Counted | None:
    """Return what the number in the tokens from `first` to `last` counts, ``None`` where it counts nothing.

    Args:
        doc: the parsed article.
        first: index of the number's first token.
        last: index of its last token.
    """
    root = max(doc[first : last + 1], key=lambda t: not (first <= t.head.i <= last))
    lone = _lone_casualties(doc, last)
    if lone:
        return Counted(None, doc[last].idx + len(doc[last]), f"people {lone}")
    noun, sure = _noun(doc, root, last)
    if noun is None:
        happening = happening_of(root)
        if happening:
            return Counted(None, doc[last].idx + len(doc[last]), f"people {happening}")
        return None
    phrase = phrase_of(noun, last)
    if (
        last + 1 < noun.i
        and doc[last + 1].text == "-"
        and noun.head.pos_ in _NOUNS
        and 0 < noun.head.i - noun.i <= _FARTHEST
    ):
        phrase = f"{phrase_of(noun.head, noun.i)} {noun.lower_}"  # "62-member council"
        sure = False  # "six-speed gearbox" is as often part of what a thing is called
    return Counted(noun, noun.idx + len(noun), phrase, sure)


def _lone_casualties(doc: Doc, last: int) -> str:
    """Return what happened to those of "seven dead and dozens injured", "eight of those hurt", else an empty string."""
    at = last + 1
    if [t.lower_ for t in doc[at : at + 2]] in (["of", "those"], ["of", "them"]):
        at += 2
    if at >= len(doc) or doc[at].is_sent_start or (at + 1 < len(doc) and doc[at + 1].pos_ in _NOUNS | {"ADJ"}):
        return ""
    lemma = doc[at].lemma_.lower()
    if lemma in words("killed") | words("injured") and (doc[at].tag_ != "VBD" or at > last + 1):
        return "killed" if lemma in words("killed") else "injured"
    return forms("states").get(lemma, "") if doc[at].tag_ == "VBN" else ""


def of_share(doc: Doc, last: int) -> Counted | None:
    """Return what a share is a share of ("half the city", "a third of the men").

    Args:
        doc: the parsed article.
        last: index of the share's last token.
    """
    noun = _partitive(doc, last) or scan(doc, last, determined=True)
    return Counted(noun, noun.idx + len(noun), phrase_of(noun, last)) if noun is not None else None


def phrase_of(noun: Token, last: int, *, happening: bool = True) -> str:
    """Return a noun with what makes it comparable.

    Args:
        noun: the noun.
        last: index of the number's last token; the noun's modifiers stand behind it.
        happening: whether to tell what happened to what is counted.

    Returns:
        The noun with its modifiers, what happened to it, and what narrows it.
    """
    if noun.lower_ == "times" and noun.head.pos_ == "VERB":
        return f"times {noun.head.text.lower()}"
    counter = (
        noun.head.head
        if noun.dep_ == "pobj" and noun.head.lower_ == "of" and 0 <= last <= noun.head.i <= last + 1
        else noun
    )
    name, narrowed, happened = _phrase(noun, last), _restriction(noun), happening_of(counter) if happening else ""
    parts = (name, narrowed, happened) if narrowed.startswith("of ") else (name, happened, narrowed)
    return " ".join(filter(None, parts)).replace("#", "")


def name_of(noun: Token) -> str:
    """Return a noun that stands before its number with its modifiers alone."""
    return _phrase(noun, -1)


def beside(doc: Doc, first: int, last: int) -> Counted | None:
    """Return what happened to people given without a noun, by the words beside the number, or what a list line names.

    "Wounded over 5,000", "40 were reported killed", "Injured: 74".

    Args:
        doc: the parsed article.
        first: index of the first token of the number or its bound words.
        last: index of the number's last token.
    """
    end = doc[last].idx + len(doc[last])
    before = doc[first - 1] if first else None
    if before is not None and before.text == ":":
        line = doc.text[doc.text.rfind("\n", 0, before.idx) + 1 : before.idx].strip()
        rest = doc.text[end : end + 3].partition("\n")[0]
        if 0 < len(line.split()) <= _LONGEST_LABEL and not rest.strip():
            return Counted(None, end, line, sure=False)
    return _beside(doc, before, last)


def _of_toll(doc: Doc, last: int) -> bool:
    """Tell whether a word for the number of the dead stands before, in the same sentence."""
    for token in reversed(doc[max(0, last - _TOLL_REACH) : last + 1]):
        if token.lower_ in words("tolls"):
            return True
        if token.is_sent_start:
            return False
    return False


def _beside(doc: Doc, before: Token | None, last: int) -> Counted | None:
    """Return the casualties that the verb before a number or those behind it tell of."""
    end = doc[last].idx + len(doc[last])
    if _of_toll(doc, last):
        return Counted(None, end, "people killed", sure=False)
    verbs = [before] if before is not None and not before.is_sent_end else []
    for token in doc[last + 1 : last + 5]:
        if token.pos_ not in {"AUX", "VERB", "ADV", "ADJ"} or token.is_sent_start:
            break
        verbs.append(token)
    for verb in verbs:
        lemma = verb.lemma_.lower()
        killed, injured = lemma in words("killed"), lemma in words("injured")
        if (killed or injured) and not unreal(verb) and (verb is before or verb.tag_ in {"VBN", "JJ"}):
            return Counted(None, end, f"people {'killed' if killed else 'injured'}")
        if verb.lower_ == "missing" and verb is not before and not unreal(verb):
            return Counted(None, end, "people missing")
    return None


def _noun(doc: Doc, root: Token, last: int) -> tuple[Token | None, bool]:
    """Return the noun that a number's root belongs to, and whether the order of words agrees."""
    partitive = _partitive(doc, last)
    if partitive is not None:
        return partitive, True
    if last + 1 < len(doc) and doc[last + 1].lower_ == "times":
        return doc[last + 1], True
    scanned = scan(doc, last)
    head = root.head
    if (
        root.dep_ in {"nummod", "amod", "compound", "quantmod", "nmod"}
        and last < head.i <= last + _FARTHEST
        and head.pos_ in _NOUNS
        and not _broken(doc, last, head.i)
    ):
        return head, scanned is None or scanned.i == head.i
    return scanned, False


def _broken(doc: Doc, last: int, head: int) -> bool:
    """Tell whether a verb, a bracket or a preposition stands before, or as, the noun that the parse gives a number."""
    between = doc[last + 1 : head + 1]
    return any(
        t.is_sent_start
        or (t.i < head and (t.pos_ in {"AUX", "PRON", "SCONJ"} or t.text in {"(", ")", ";", "to"}))
        or (not t.text[0].isalnum() and t.i == head)
        for t in between
    )


def _partitive(doc: Doc, last: int) -> Token | None:
    """Return the noun behind "of" ("hundreds of people", "two of the men")."""
    of = next((i for i in (last, last + 1) if i < len(doc) and doc[i].lower_ == "of"), None)
    if of is None:
        return None
    thing = next((c for c in doc[of].children if c.dep_ == "pobj" and c.i <= of + _FARTHEST), None)
    if thing is not None and thing.pos_ in _NOUNS | {"PRON"}:
        return thing if thing.pos_ in _NOUNS else None
    return scan(doc, of, determined=True)


def scan(doc: Doc, last: int, *, determined: bool = False) -> Token | None:
    """Return the last noun of the run of modifiers and nouns behind token `last`."""
    found: Token | None = None
    for token in doc[last + 1 : last + 1 + _FARTHEST]:
        if determined and token.pos_ in {"DET", "PRON", "NUM"} and found is None:
            continue
        if (
            token.is_sent_start
            or token.lower_ in {"last", "next", "or"}
            or token.pos_ not in _MODIFIERS
            or token.tag_ in {"VBD", "VBP", "VBZ", "MD", "NNP-"}
        ):
            break
        if (token.pos_ == "PUNCT" and token.text not in {"-", "#"}) or (token.pos_ == "VERB" and found is not None):
            break
        if found is not None and token.pos_ in {"ADJ", "ADV", "CCONJ"}:
            break
        if token.pos_ in _NOUNS and token.text[0].isalnum():
            found = token
    return found


def _phrase(noun: Token, last: int) -> str:
    """Return the noun with its modifiers, as they stand, without number and determiners."""
    doc, start = noun.doc, noun.i
    for token in reversed(doc[max(last + 1, noun.i - _FARTHEST) : noun.i]):
        mark = token.is_punct and token.text not in {"-", "#"}
        if (
            token.pos_ in {"DET", "NUM", "PRON", "ADP", "AUX"}
            or token.lower_ == "the"
            or (last < 0 and (mark or token.pos_ == "VERB"))
        ):
            break
        start = token.i
    if start and doc[start].text == "-" and doc[start - 1].pos_ == "NUM":
        start += 1  # "two 20-year-old fighters": past "-year-old"
        while start < noun.i and "-" in {doc[start].text, doc[start + 1].text, doc[start - 1].text}:
            start += 1
    if doc[start].text == "-" and start - 1 == last and start + 1 < noun.i:
        start += 2  # "14-minute-long film": past "long"
    while start < noun.i and (
        doc[start].is_punct or doc[start].lower_ in {"more", "other", "further", "additional", "-", "first"}
    ):
        start += 1
    return _text(noun.doc[start].idx, noun)


def _text(start: int, last: Token) -> str:
    return " ".join(last.doc.text[start : last.idx + len(last)].split())


def _restriction(noun: Token) -> str:
    """Return the phrases behind a noun that narrow it: a place, a side, a short participle."""
    end = noun
    for child in noun.rights:
        edge = child.right_edge
        if child.dep_ not in {"prep", "acl", "advmod"} or child.i > end.i + 2 or edge.i - noun.i > _LONGEST_RESTRICTION:
            break
        if (child.dep_ == "acl" and child.tag_ not in {"VBN", "VBG"}) or any(
            t.ent_type_ in _DATES or _is_number(t) or t.is_quote or t.text == "," for t in child.subtree
        ):
            break
        if any(t.dep_ in {"relcl", "ccomp"} for t in child.subtree):
            break
        end = edge
    return _text(noun.idx + len(noun), end) if end.i > noun.i else ""


def _is_number(token: Token) -> bool:
    """Tell whether a token is a number of its own and no part of a compound ("two-car")."""
    return token.pos_ == "NUM" and (token.i + 1 == len(token.doc) or token.doc[token.i + 1].text != "-")
