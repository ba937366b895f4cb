"""The review page: corrections without a place, and what waits for a person."""

from __future__ import annotations

from collections import Counter, defaultdict

from msgspec.structs import replace

from sourcebook.records import ArticleSpan, Correction, Curation, Page

from . import escape, queue
from .kept import Making
from .site import REVIEW, Site, title

# Entries of the queue that the page shows; those further down change little.
_MOST = 250
_TROUBLES = {
    "orphaned": "has no place",
    "at-odds": "contradicts another",
    "near": "was applied at words that differ",
    "moot": "has nothing left to do",
}

# Of a row that waits as much as tells it from others; the sentence stands below.
_LONGEST = 160


def build(making: Making) -> list[Page]:
    """Return the review page."""
    site = making.site
    waiting, kinds = queue.waiting(site, _MOST)
    entries = site.corpus.curation.entries
    trouble = sorted((e for e in entries if e.outcome != "applied"), key=lambda e: list(_TROUBLES).index(e.outcome))
    return making.written(
        REVIEW,
        "Review",
        "review",
        meta=("hide: [toc]", "search:", "  exclude: true"),
        troubles=[(entry, _TROUBLES[entry.outcome], _closest(site, entry)) for entry in trouble],
        waiting=[
            (
                replace(each, says=escape.shortened(each.says, _LONGEST)),
                site.sentence(REVIEW, each.article, each.span.start),
                title(site.articles[each.article]),
                site.evidence(each.article, each.span.start, each.span.end),
            )
            for each in waiting
        ],
        more=kinds.total() - len(waiting),
        kinds=sorted(kinds.items()),
        applied=site.corpus.curation.applied,
        total=len(entries),
    )


def _closest(site: Site, entry: Correction) -> list[tuple[object, str]]:
    def shown(place: ArticleSpan) -> str:
        return escape.shortened(site.articles[place.article].text[place.start : place.end], 200)

    return [(site.sentence(REVIEW, place.article, place.start), shown(place)) for place in entry.closest]


def precision(curation: Curation) -> list[tuple[str, str, int, int, int, str]]:
    """Return how often the machine was right where people looked: kind, grade, confirmed, corrected, rejected, share.

    What was only added is no finding of the machine; entries that were not applied count for nothing.
    """
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for entry in curation.entries:
        looked = entry.outcome in {"applied", "near"} and entry.do in {"confirm", "correct", "reject"}
        if looked and entry.target is not None:
            counted[entry.what, entry.was or ""][entry.do] += 1
    made = []
    for (what, grade), each in sorted(counted.items()):
        total = each["confirm"] + each["correct"] + each["reject"]
        share = f"{100 * each['confirm'] / total:.0f} %"
        made.append((what, grade, each["confirm"], each["correct"], each["reject"], share))
    return made
