"""All articles side by side: what they share, where they agree and differ, on how many origins they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sourcebook.records import NO_GISTS, Article, Corpus
from sourcebook.spilled import Room

if TYPE_CHECKING:
    from sourcebook.compare.kept import Kept
    from sourcebook.records import Event


def compare(
    corpus: Corpus,
    *,
    regroup: Callable[[Sequence[Event]], tuple[Event, ...]] | None = None,
    kept: Kept | None = None,
    room: Room | None = None,
) -> Corpus:
    """Return `corpus` with shared passages, origins, events, comparison rows and quotations in several renderings.

    Args:
        corpus: the linked findings of all articles.
        regroup: given the events that are found, returns those that people say there are.
        kept: the last comparison; what it has is not made again if all that it was made of is the same.
        room: where what is found is put; held without one.
    """
    # Imported here: numpy and the word lists are not needed to show help or to check seeds.
    from sourcebook.compare import events, origins
    from sourcebook.compare.folder import Folder
    from sourcebook.compare.heads import heads
    from sourcebook.compare.kept import Kept

    room = room or Room()
    folder = Folder(corpus, kept or Kept(), room)
    shared = folder.passages()
    room.give_back()
    groups = origins.find(heads(corpus.articles), shared)
    about = events.find(corpus, folder.openings(), shared)
    about = about if regroup is None else regroup(about)
    room.give_back()
    rows, rendered = folder.compared(about, shared, groups)
    room.give_back()
    return replace(
        corpus,
        # They have served to name the rows; nothing after this reads them.
        articles=room.of(Article, (replace(article, gists=NO_GISTS) for article in corpus.articles)),
        reuse=shared,
        origins=groups,
        events=about,
        comparisons=rows,
        quote_variants=rendered,
    )
