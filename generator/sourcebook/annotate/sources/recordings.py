"""The recordings and videos an article reports on, as sources of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.attributed import phrase
from sourcebook.annotate.lexicon_file import groups
from sourcebook.annotate.sources.cited_for import of_recording
from sourcebook.annotate.sources.view import Candidate, Context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token

# "in the recording he says", "the recording shows", "released a recording", "a recording released by", "recording of X"
_CARRIES = frozenset({"nsubj", "nsubjpass", "dobj"})
_SURFACES = frozenset({"surface", "emerge", "purport", "appear", "resemble", "match"})
_POINTS = frozenset({"the", "this", "his", "her", "their", "its", "that"})


def recordings(view: Context) -> Iterator[Candidate]:
    """Yield the namings of recordings that the article quotes, describes or says were released."""
    words = groups("sources")
    shown = words["recording"] | words["video"]
    reported = any(t.lemma_.lower() in shown and view.prose(t.idx) for t in view.doc)
    captions = [b for b in view.article.blocks if b.kind == "caption"]
    for token in view.doc:
        lemma = token.lemma_.lower()
        plain = lemma in shown
        if token.pos_ != "NOUN" or not (plain or (reported and lemma in words["spoken"])):
            continue
        if not view.prose(token.idx) or any(b.start <= token.idx < b.end for b in captions):
            # A caption names the recording a picture was taken from, which the article need not lean on.
            continue
        if _leant_on(token, plain=plain):
            start, end = phrase(token)
            last = view.doc[end - 1]
            shape = "earlier recording" if _earlier(token) else "video" if lemma in words["video"] else "recording"
            yield Candidate(view.doc[start].idx, last.idx + len(last), token, None, shape, of_recording(token))


def _leant_on(token: Token, *, plain: bool) -> bool:
    words, head = groups("sources"), token.head
    if token.dep_ == "compound":
        return False
    if token.dep_ == "pobj" and head.lower_ in {"in", "on"}:
        pointed = any(c.lower_ in _POINTS or c.dep_ == "poss" for c in token.children)
        return pointed or head.head.lemma_.lower() in words["say"] | words["publish"]
    if token.dep_ in _CARRIES:
        published = head.lemma_.lower() in words["publish"] | {
            "surface",
            "emerge",
            "purport",
            "appear",
            "resemble",
            "match",
        }
        return published or (plain and token.dep_ != "dobj" and head.lemma_.lower() in words["say"] | {"show", "be"})
    return plain and any(c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in words["publish"] for c in token.children)


def _earlier(token: Token) -> bool:
    near = {c.lemma_.lower() for c in token.children if c.dep_ in {"amod", "compound", "det", "nmod", "npadvmod"}}
    dated = any(c.ent_type_ == "DATE" for c in token.children if c.i < token.i)
    return dated or bool(near & (groups("sources")["earlier"] - {"first", "second"}))
