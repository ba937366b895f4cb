"""Sources of quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sourcebook.annotate.attributed import CLAUSES, PRONOUNS
from sourcebook.annotate.lexicon_file import groups
from sourcebook.annotate.sources.cited_for import content_words
from sourcebook.annotate.sources.view import Candidate, Context, entity_named, speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sourcebook.parsed import Token
    from sourcebook.records import Quote

_TAKES_UP = frozenset({"the", "this", "that"})


def from_quotes(view: Context) -> Iterator[Candidate]:
    """Yield who is quoted, a pronoun where the quotation says whom it stands for."""
    for quote in view.quotes:
        made = _of_quote(view, quote)
        if made is not None:
            yield made


def _of_quote(view: Context, quote: Quote) -> Candidate | None:
    """Return the source of a quotation, ``None`` where nobody is named or the words are no words of saying."""
    if quote.source is None or quote.in_recording or not view.prose(quote.source.start) or not _said(view, quote):
        return None
    span = view.doc.char_span(quote.source.start, quote.source.end, alignment_mode="expand")
    if span is None:
        return None
    head, speaker = span.root, quote.speaker
    if head.pos_ == "NOUN" and speaker is not None and _only_owner(view, head, speaker):
        # "friends of X said": not X.
        speaker = None
    speaker = speaker or entity_named(view, head)
    label = quote.speaker_label if speaker is None and head.lower_ in PRONOUNS - {"which", "that", "it"} else None
    if speaker is None and label is None and not speaks(head) and not _heard_saying(view, quote, head):
        return None
    text = content_words(view.article.text[quote.content[0].start : quote.content[0].end])
    return Candidate(quote.source.start, quote.source.end, head, speaker, "quote", text, (quote.id,), label)


def _heard_saying(view: Context, quote: Quote, head: Token) -> bool:
    """Tell whether a common noun is the subject of a verb of saying with a clause or a figure; then it speaks."""
    if quote.cue is None or head.pos_ != "NOUN" or head.dep_ != "nsubj" or not quote.rule.endswith("/parse"):
        return False
    if not quote.rule.startswith(("verb-clause", "verb-figure")) or head.lemma_.lower() in groups("sources")["nobody"]:
        return False
    if head.tag_ == "NN" and any(c.lower_ in _TAKES_UP for c in head.children) and not _one_of_a_kind(head):
        # "The group said": one that was named before, which the words do not tell.
        return False
    return not view.article.text.startswith("to ", quote.cue.start)


def _one_of_a_kind(head: Token) -> bool:
    return head.lemma_.lower() in groups("sources")["one-of-a-kind"]


def _said(view: Context, quote: Quote) -> bool:
    """Tell whether a report of speech rests on a word of saying; marks of quotation need none."""
    if quote.kind != "indirect" or quote.cue is None or quote.rule.startswith(("verb-figure", "verb-naming")):
        return True
    span = view.doc.char_span(quote.cue.start, quote.cue.end, alignment_mode="expand")
    words = groups("sources")
    if span is None or not any(t.lemma_.lower() in words["say"] | {"according"} for t in span):
        return False
    return not any(t.lemma_.lower() in words["does"] and _to_a_thing(t) for t in span)


def _to_a_thing(verb: Token) -> bool:
    """Tell whether a verb has nothing but a thing as its object: "announced the creation of a state"."""
    return any(c.dep_ == "dobj" for c in verb.children) and not any(c.dep_ in CLAUSES for c in verb.children)


def _only_owner(view: Context, head: Token, entity: str) -> bool:
    """Tell whether an entity stands in a noun's phrase only behind a preposition or a genitive."""
    if entity_named(view, head) == entity:
        return False
    named = [t for t in head.subtree if view.at.get(t.i) == entity]
    return any(a.dep_ in {"pobj", "poss"} for t in named for a in (t, *t.ancestors) if a.i != head.i)
