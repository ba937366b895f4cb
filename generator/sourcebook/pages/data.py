"""The data page with its downloads, and the page of recorded scores."""

from __future__ import annotations

from collections.abc import Sequence

from sourcebook.records import Page

from . import review, words
from .kept import Making
from .options import Download
from .site import DATA, SCORES


def build(making: Making, downloads: Sequence[Download]) -> list[Page]:
    """Return the data page with the files it offers, and the page of scores."""
    site = making.site
    options = site.options
    files = [
        (d.label, site.href(DATA, (d.path, None)), d.note, words.size(d.size) if d.size is not None else "")
        for d in downloads
    ]
    columns = list(dict.fromkeys(column for row in options.scores for column in row))
    rows = [[row.get(column, "") for column in columns] for row in options.scores]
    return [
        *making.written(
            DATA,
            "Data",
            "data",
            meta=("hide: [navigation, toc]",),
            files=files,
            generator=options.generator,
            model=options.model,
            articles=len(site.corpus.articles),
            scores=site.href(DATA, (SCORES, None)),
        ),
        *making.written(
            SCORES,
            "Measured scores",
            "scores",
            meta=("hide: [toc]",),
            columns=columns,
            rows=rows,
            looked=review.precision(site.corpus.curation),
        ),
    ]
