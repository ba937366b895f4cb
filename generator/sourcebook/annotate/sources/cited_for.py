"""What a source is cited for, in the article's own words, cut where a phrase ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.lang.en.stop_words import STOP_WORDS

from sourcebook.annotate.attributed import CLAUSES, Attribution, phrase, subject_of
from sourcebook.annotate.lexicon_file import groups

if TYPE_CHECKING:
    from sourcebook.parsed import Doc, Token

LONGEST = 10  # words
_MARKS = "\"'“”‘’()[],;:!?"
_OPENERS = frozenset({"that", "as", "and", "but", "however", "meanwhile", "—", "-", "--"})
# Words at which a phrase cannot end: those without content of their own, and what announces more.
_OPEN = STOP_WORDS | {"including", "whose", "mr", "mrs", "ms", "dr", "gen", "col", "according", "—", "-", "--"}


def content_words(text: str) -> str | None:
    """Return the first words of what somebody said, without marks and the word "that", cut where a phrase can end.

    Args:
        text: what was said; what is left out at its end is shown by an ellipsis.
    """
    words = [_bare(w) for w in text.split()]
    words = [w for w in words if w]
    while words and words[0].lower() in _OPENERS:
        words = words[1:]
    if len(words) <= LONGEST:
        return " ".join(words) or None
    kept = words[:LONGEST]
    while len(kept) > 1 and kept[-1].lower().strip(".") in _OPEN:
        kept.pop()
    return " ".join(kept) + " …"


def _bare(word: str) -> str:
    """Return a word without marks; the points of "U.S." stay."""
    word = word.strip(_MARKS)
    return word if "." in word[:-1] else word.rstrip("." + _MARKS)


def of_attribution(doc: Doc, each: Attribution) -> str | None:
    """Return what an attribution cites its source for; ``None`` where the sentence does not say."""
    cue = doc[each.cue]
    if each.shape == "maker":
        return str(cue.lemma_.lower())
    if each.shape == "agent":
        return published(cue)
    if each.shape == "published":
        return " ".join((cue.lower_, *(c.lemma_.lower() for c in cue.children if c.dep_ == "dobj")))
    if each.content == (0, 0):
        return None
    tokens = doc[each.content[0] : each.content[1]]
    if each.shape == "according" and each.end < tokens.end:
        # "according to a translation provided by X": what stands before it in the sentence is what it is cited for.
        tokens = doc[each.content[0] : max(each.cue, each.content[0])] or doc[each.end : each.content[1]]
    own = [t for t in tokens if not each.start <= t.i < each.end and t.i != each.cue]
    done = f"{cue.lower_} " if each.shape == "says" and _thing_done(cue, each) else ""
    return content_words(done + "".join(t.text_with_ws for t in own))


def _thing_done(cue: Token, each: Attribution) -> bool:
    """Tell whether the content is a thing rather than a clause: "denied the report", where the verb says more."""
    clause = any(c.dep_ in CLAUSES for c in cue.children)
    return not clause and any(c.dep_ == "dobj" and c.left_edge.i == each.content[0] for c in cue.children)


def published(verb: Token) -> str | None:
    """Return "released recording" for the verb of a recording that was released, as plain words."""
    thing = verb.head if verb.dep_ in {"acl", "relcl"} else None
    thing = thing or next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if thing is None or thing.pos_ != "NOUN":
        # "the clip, made public online and released by": what is published stands before.
        public = groups("sources")["made-public"]
        before = reversed(verb.doc[verb.sent.start : verb.i])
        thing = next((t for t in before if t.lemma_.lower() in public and t.pos_ == "NOUN"), None)
    noun = f" {thing.lemma_.lower()}" if thing is not None else ""
    return f"{verb.lower_}{noun}".strip()


def of_recording(token: Token) -> str | None:
    """Return what a recording is leant on for: what it shows, what is said in it, or that it was released."""
    doc = token.doc
    shown = next((c for c in token.children if c.dep_ in {"acl", "relcl"} and not _publishes(c)), None)
    if shown is not None:
        return content_words(doc[shown.left_edge.i : shown.right_edge.i + 1].text)
    verb = token.head.head if token.dep_ == "pobj" else token.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if token.dep_ == "dobj":
        return _released(verb)
    if verb.right_edge.i > token.right_edge.i:
        return content_words(doc[token.right_edge.i + 1 : verb.right_edge.i + 1].text)
    return content_words(doc[verb.left_edge.i : token.left_edge.i].text)


def _publishes(verb: Token) -> bool:
    return verb.lemma_.lower() in groups("sources")["publish"] - {"show"}


def _released(verb: Token) -> str:
    maker = subject_of(verb)
    if maker is None:
        return str(verb.lower_)
    start, end = phrase(maker)
    return f"{verb.lower_} by {verb.doc[start:end].text}"
