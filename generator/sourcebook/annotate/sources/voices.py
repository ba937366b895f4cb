"""Those who speak in the recording that an article reports on: what they say there is what the recording says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.annotate.lexicon_file import groups
from sourcebook.annotate.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sourcebook.annotate.sources.view import Candidate, Context
    from sourcebook.records import Quote

# Of all that is quoted from somebody, the share that must be spoken in the recording.
_SHARE = 0.5
# Fewer words told to be "in his message" prove nothing.
_TOLD_IN = 2


def in_the_recording(view: Context, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates; what the recording's own voice says in it becomes the recording's.

    Args:
        view: the article.
        found: candidates of all finders.
    """
    heard = _voices(view)
    quotes = {q.id: q for q in view.quotes}
    spoken = Stretches((q.source.start, q.source.end, q.id) for q in view.quotes if q.source and q.in_recording)
    for each in found:
        said = [quotes[q] for q in each.quotes if q in quotes]
        elsewhere = any(q.channel is not None and not _of_recording(view, q) for q in said)
        nameless = each.entity is None and each.shape == "says" and bool(spoken.over(each.start, each.end))
        own = each.entity is not None and each.entity in heard and each.shape in {"says", "quote"}
        if nameless or (own and not elsewhere):
            shape = "video" if seen(view) else "recording"
            yield replace(each, entity=None, head=None, shape=shape, label=None)
        else:
            yield each


def seen(view: Context) -> bool:
    """Tell whether an article speaks of a video more than of sound alone."""
    words = groups("sources")
    lemmas = [token.lemma_.lower() for token in view.doc]
    return sum(lemma in words["video"] for lemma in lemmas) > sum(lemma in words["recording"] for lemma in lemmas)


def _voices(view: Context) -> frozenset[str]:
    """Return the entities that are quoted from the recording above all."""
    all_of, spoken, told = Counter[str](), Counter[str](), Counter[str]()
    for quote in view.quotes:
        if quote.speaker is not None:
            all_of[quote.speaker] += 1
            spoken[quote.speaker] += quote.in_recording
            told[quote.speaker] += quote.channel is not None and _of_recording(view, quote)
    mostly = {e for e, n in all_of.items() if spoken[e] > n * _SHARE}
    return frozenset(mostly | {e for e, n in told.items() if n >= _TOLD_IN and not _office(view, e)})


def _office(view: Context, entity: str) -> bool:
    """Tell whether somebody holds an office: who does speaks in recordings of his own that nobody doubts."""
    words = groups("sources")["official"] | groups("sources")["spokesperson"]
    roles = view.entities[entity].roles if entity in view.entities else ()
    return any(word in words for role in roles for word in role.text.lower().split())


def _of_recording(view: Context, quote: Quote) -> bool:
    """Tell whether a quotation is told to be spoken in a recording, or to be translated from it."""
    if quote.channel is None:
        return False
    words = groups("sources")
    named = set(view.article.text[quote.channel.start : quote.channel.end].lower().split())
    kept = words["recording"] | words["video"] | words["spoken"] | {"translation"}
    return any(word.strip(",.;:") in kept for word in named)
