"""All articles side by side: what they share, on how many origins they stand."""

from __future__ import annotations

from msgspec.structs import replace

from sourcebook.records import Corpus


def compare(corpus: Corpus) -> Corpus:
    """Return `corpus` with the passages that its articles share and the origins they rest on."""
    # Imported here: numpy and the word lists are not needed to show help or to check seeds.
    from sourcebook.compare import origins, reuse

    shared = reuse.find(corpus.articles, corpus.quotes)
    return replace(corpus, reuse=shared, origins=origins.find(corpus.articles, shared))
