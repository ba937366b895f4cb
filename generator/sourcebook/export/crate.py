"""ro-crate-metadata.json: the RO-Crate 1.2 descriptor of all files, what they are and what made them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from sourcebook.export.facts import GENERATOR
from sourcebook.records import Article

from . import days
from .options import ExportFile, Options
from .package import below, encode

NAME = "ro-crate-metadata.json"
_CRATE = "https://w3id.org/ro/crate/1.2"
_MEDIA = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv",
    ".sqlite": "application/vnd.sqlite3",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".xml": "application/atom+xml",
    ".txt": "text/plain",
}
_RIGHTS = (
    "The articles belong to their publishers and are given for research. Where an article's rights are 'excerpts', only"
    " the sentences that findings rest on are given."
)


def crate(
    files: Sequence[ExportFile], articles: Sequence[Article], *, folder: str, model: str, options: Options
) -> bytes | None:
    """Return the descriptor of all files.

    Args:
        files: all files of the export.
        articles: the articles; the newest day known of them dates the data set if nothing else does.
        folder: folder of the descriptor below the docs folder.
        model: name and version of the language model.
        options: choices of the site.

    Returns:
        The descriptor; ``None`` where no date is known at all: the format asks for one, and none is made up.
    """
    released = options.released or _newest(articles)
    if not released:
        return None
    described = [_file(file, folder) for file in files]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": options.site_name,
        "description": options.site_description,
        "datePublished": released,
        "license": {"@id": options.license or "#rights"},
        **({"url": options.site_url} if options.site_url else {}),
        "hasPart": [{"@id": file["@id"]} for file in described],
        "mentions": {"@id": "#made"},
    }
    graph = [_descriptor(), root, *_context(model, options), *described]
    return encode({"@context": f"{_CRATE}/context", "@graph": graph})


def _descriptor() -> dict[str, Any]:
    return {"@id": NAME, "@type": "CreativeWork", "conformsTo": {"@id": _CRATE}, "about": {"@id": "./"}}


def _context(model: str, options: Options) -> tuple[dict[str, Any], ...]:
    """Return the entities that say under what terms and by what means the files were made."""
    program, _, version = GENERATOR.partition(" ")
    rights = {
        "@id": options.license or "#rights",
        "@type": "CreativeWork",
        "name": "License" if options.license else "Rights",
        "description": _RIGHTS,
    }
    action = {
        "@id": "#made",
        "@type": "CreateAction",
        "name": "Findings derived from the articles",
        "instrument": [{"@id": "#generator"}, {"@id": "#model"}],
        "result": {"@id": "./"},
    }
    return (
        rights,
        {"@id": "#generator", "@type": "SoftwareApplication", "name": program, "softwareVersion": version},
        {"@id": "#model", "@type": "SoftwareApplication", "name": model or "language model"},
        action,
    )


def _file(file: ExportFile, folder: str) -> dict[str, Any]:
    path = PurePosixPath(file.path)
    return {
        "@id": below(file.path, folder),
        "@type": "File",
        "name": file.label or path.name,
        **({"description": file.note} if file.note else {}),
        "contentSize": str(file.size),
        "encodingFormat": _MEDIA.get(path.suffix, "application/octet-stream"),
        "sha256": file.sha256,
    }


def _newest(articles: Sequence[Article]) -> str:
    known = (date for a in articles for date in (days.published(a), days.retrieved(a)) if date)
    return days.iso(max(known, default=()))
