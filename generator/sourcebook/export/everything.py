"""All files of the export, and what each article's page needs of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from sourcebook import standing
from sourcebook.records import Corpus, Record, Reference
from sourcebook.standing import Keep, Share, Told, anew

from . import bibtex, citations, columns, comma, crate, database, facts, feed, linked, package, ris, webannotations
from .options import NOTHING, Cut, ExportFile, Last, Options, file_of
from .rights import withhold
from .tables import Block, Table
from .tables import blocks as cut_up

FOLDER = "data"
FEED = f"{FOLDER}/feed.xml"
_NO_TABLE = Cut(mark=b"", blocks=())


class Kept(Record, frozen=True, kw_only=True):
    """What is kept from build to build.

    ``annotations`` and ``references`` give what was made of one article alone, ``told`` the articles' shares, ``last``
    the files of the last build.
    """

    told: Callable[[Corpus], dict[str, Told]] = standing.told
    annotations: Keep[webannotations.Items] = anew
    references: Keep[Reference] = anew
    last: Last = NOTHING


class Made(Record, frozen=True, kw_only=True):
    """Every file of the export, by which digests its tables are known, and what each article's page tells of it."""

    files: tuple[ExportFile, ...]
    references: dict[str, Reference]
    tables: dict[str, Cut]


ANEW = Kept()


def make(corpus: Corpus, *, model: str, options: Options, kept: Kept = ANEW) -> Made:
    """Return all that the export makes of a corpus; withheld text is in none of it.

    Args:
        corpus: what was found.
        model: name and version of the language model.
        options: choices of the site.
        kept: what was made before of the articles that have not changed.
    """
    shown = withhold(corpus, text=options.text)
    found = kept.told(shown)
    cited = _references(found, kept)
    try:
        tabled, cut = _tables(shown, options, kept.last)
    except sqlite3.Error:
        # What was held can be read and yet not changed, as where it is larger than the library takes.
        tabled, cut = _tables(shown, options, NOTHING)
    files = [*_facts(shown, model), *tabled, *_bibliography(found, cited)]
    if len(found) <= options.most_annotated:
        files += _annotations(found, options, kept)
    atom = feed.feed(shown, options, path=FEED)
    if atom is not None:
        note = "The articles, newest first, to follow in a feed reader."
        files.append(file_of(path=FEED, data=atom, label="Atom feed", note=note))
    described = crate.crate(files, shown.articles, folder=FOLDER, model=model, options=options)
    if described is not None:
        note = "RO-Crate 1.2: all of these files, described for research archives."
        files.append(file_of(path=f"{FOLDER}/{crate.NAME}", data=described, label=crate.NAME, note=note))
    return Made(files=tuple(files), references=cited, tables=cut)


def references(corpus: Corpus, *, options: Options, kept: Kept = ANEW) -> dict[str, Reference]:
    """Return of what `make` does the references alone."""
    return _references(kept.told(withhold(corpus, text=options.text)), kept)


def _references(found: Mapping[str, Told], kept: Kept) -> dict[str, Reference]:
    return {name: kept.references(told.digest, partial(_reference, told.share)) for name, told in found.items()}


def _reference(share: Share) -> Reference:
    article = share.article
    return Reference(
        formatted=citations.formatted(article),
        bibtex=bibtex.bibtex(article),
        ris=ris.ris(article),
        csl=citations.csl_json([citations.csl(article)]),
        meta=linked.meta(article),
        jsonld=linked.script(linked.jsonld(share)),
    )


def _facts(corpus: Corpus, model: str) -> list[ExportFile]:
    return [
        file_of(
            path=f"{FOLDER}/facts.json",
            data=facts.facts_json(corpus, model=model),
            label="facts.json",
            note="All findings of all articles, with the articles’ text. In articles that are given in excerpts, "
            "every withheld character is a full block (█), so that offsets hold.",
        ),
        file_of(
            path=f"{FOLDER}/facts.schema.json",
            data=facts.schema_json(),
            label="facts.schema.json",
            note="The JSON Schema of facts.json.",
        ),
    ]


def _tables(corpus: Corpus, options: Options, last: Last) -> tuple[list[ExportFile], dict[str, Cut]]:
    """Return the database, the tables and what describes them; and by which digests the tables are known."""
    path, tables, sheets, cut = f"{FOLDER}/sourcebook.sqlite", list[Table](), list[ExportFile](), dict[str, Cut]()
    # One after the other: they are too large to be held together.
    with database.Database(last.read(path)) as filled:
        for sheet in columns.sheets(corpus, options.pages):
            table, mark = sheet.table, sheet.mark()
            before = last.tables.get(table.name, _NO_TABLE)
            tables.append(table)
            if before.mark == mark and filled.begun:
                sheets.append(last.files[_sheet(table)])
                cut[table.name] = before
                continue
            blocks = cut_up(sheet.rows())
            filled.fill(table, blocks, stay={block for block, _ in before.blocks})
            made, known_by = _comma_separated(table, blocks, before, last)
            sheets.append(made)
            cut[table.name] = Cut(mark=mark, blocks=known_by)
        data = filled.finish(corpus.articles)
    whole = file_of(
        path=path,
        data=data,
        label="SQLite database",
        note="All tables below in one file, with the texts and a full-text index over them (table search).",
    )
    described = file_of(
        path=f"{FOLDER}/datapackage.json",
        data=package.datapackage(tables, sheets, FOLDER, options),
        label="datapackage.json",
        note="Frictionless Data Package: every column of the CSV tables, its type and what it means.",
    )
    return [whole, *sheets, described], cut


def _comma_separated(
    table: Table, blocks: Sequence[Block], before: Cut, last: Last
) -> tuple[ExportFile, tuple[tuple[bytes, int], ...]]:
    """Return a table as CSV, of blocks that stand the lines that the last build wrote; and its blocks' sizes."""
    path, head = _sheet(table), comma.head(table)
    known, at, held = dict[bytes, bytes](), len(head), last.read(path)
    for mark, size in before.blocks if held else ():
        known[mark] = held[at : at + size]
        at += size
    pieces = [known[block.mark] if block.mark in known else comma.lines(table, block.rows) for block in blocks]
    file = file_of(path=path, data=b"".join((head, *pieces)), label=f"{table.name}.csv", note=table.about)
    return file, tuple((block.mark, len(piece)) for block, piece in zip(blocks, pieces, strict=True))


def _sheet(table: Table) -> str:
    return f"{FOLDER}/tables/{table.name}.csv"


def _bibliography(found: Mapping[str, Told], cited: Mapping[str, Reference]) -> list[ExportFile]:
    note = "All articles as bibliographic entries"
    each = [cited[name] for name in found]
    made = (
        ("articles.bib", bibtex.bibliography(c.bibtex for c in each), "BibTeX", f"{note}, for LaTeX."),
        (
            "articles.ris",
            ris.bibliography(c.ris for c in each),
            "RIS",
            f"{note}, for Zotero, EndNote, Mendeley and others.",
        ),
        (
            "articles.csl.json",
            citations.bibliography(c.csl for c in each),
            "CSL-JSON",
            f"{note}, for Zotero and Pandoc.",
        ),
    )
    return [file_of(path=f"{FOLDER}/{name}", data=data, label=label, note=says) for name, data, label, says in made]


def _annotations(found: Mapping[str, Told], options: Options, kept: Kept) -> list[ExportFile]:
    """Return the annotations with the plain texts they are on."""
    articles = [told.share.article for told in found.values()]
    texts = [
        file_of(path=f"{FOLDER}/{webannotations.text_path(article)}", data=article.text.encode("utf-8"))
        for article in articles
    ]
    return [
        file_of(
            path=f"{FOLDER}/annotations.jsonld",
            data=webannotations.collection(found.values(), options, FOLDER, keep=kept.annotations),
            label="Web Annotations",
            note="Each finding as a W3C Web Annotation on the article’s plain text (in the folder texts).",
        ),
        *texts,
    ]
