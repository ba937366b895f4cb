"""Through whom or by what means something is said, and whether it was spoken in a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.quotes import trees
from sourcebook.annotate.quotes.recordings import is_recording
from sourcebook.annotate.quotes.words import among

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sourcebook.annotate.quotes.model import Frame
    from sourcebook.parsed import Doc, Token
    from sourcebook.records import Span

_TELLING = frozenset({"tell", "inform", "brief"})
_RECEIVING = frozenset({"ORG", "PERSON", "PRODUCT", "WORK_OF_ART"})
# What is spoken about or of is not what it is heard in.
_CONCERNING = frozenset({"about", "of", "for", "over", "against", "to", "after", "before"})
_PERSONAL = frozenset({"he", "she", "him", "her", "them", "they", "me", "us", "you", "it"})


def of_frame(doc: Doc, frame: Frame, renderings: Sequence[Frame]) -> Span | None:
    """Return the words that name the channel of what `frame` attributes.

    Args:
        doc: the parse.
        frame: the attribution.
        renderings: frames of reports and translations around it that are no speakers of their own.
    """
    verb = doc[frame.anchor]
    told = _told(verb)
    if told is not None or frame.rule == "according":
        return told
    for child in verb.children:
        if child.dep_ in {"prep", "agent"} and among("through", child.lower_):
            found = _phrase(child)
            if found is not None:
                return found
    for outer in renderings:
        if outer.source is not None and doc[outer.anchor].sent == verb.sent:
            return outer.source
    return None


def _told(verb: Token) -> Span | None:
    """Return "told OUTLET" where somebody is told on behalf of readers."""
    if verb.lemma_.lower() not in _TELLING:
        return None
    for child in verb.children:
        told = child.dep_ in {"dobj", "dative"} and child.i > verb.i and child.lower_ not in _PERSONAL
        if told and (child.ent_type_ in _RECEIVING or among("receivers", child.lower_)):
            start, end = trees.noun_phrase(child, verb.i)
            return trees.chars(verb.doc, min(verb.i, start), end)
    return None


def _phrase(prep: Token) -> Span | None:
    for object_ in prep.children:
        if object_.dep_ == "pobj" and (among("channels", object_.lemma_.lower()) or among("channels", object_.lower_)):
            return trees.tidy(prep.doc.text, trees.chars(prep.doc, *_bounds(prep, object_)))
    return None


def _bounds(prep: Token, object_: Token) -> tuple[int, int]:
    _, end = trees.noun_phrase(object_, prep.i)
    return prep.i, max(end, object_.i + 1)


def heard(doc: Doc, frame: Frame, *, spoken: bool) -> bool | None:
    """Return whether `frame` says that the words stand in a recording; ``None`` where it says nothing on it.

    Args:
        doc: the parse.
        frame: the attribution.
        spoken: whether the article tells of a recording, so that "message" and "speech" are taken for it.
    """
    verb = doc[frame.anchor]
    if frame.head is not None and is_recording(doc[frame.head].lemma_.lower(), spoken=spoken):
        return True
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ not in _CONCERNING:
            for object_ in child.children:
                if object_.dep_ == "pobj" and is_recording(object_.lemma_.lower(), spoken=spoken):
                    return True
                if object_.dep_ == "pobj" and among("channels", object_.lemma_.lower()):
                    return False
    if _told(verb) is not None:
        return False
    return None
