"""All files of the export, and what each article's page needs of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from sourcebook import standing
from sourcebook.errors import WriteError
from sourcebook.records import Corpus, Record, Reference
from sourcebook.standing import Keep, Share, Told, all_anew, anew

from . import bibtex, citations, columns, comma, crate, database, facts, feed, linked, package, ris, webannotations
from .options import NOTHING, Cut, ExportFile, Last, Memory, Options, Sink, file_of
from .rights import withhold
from .tables import Block, Table

FOLDER = "data"
FEED = f"{FOLDER}/feed.xml"
_DATABASE = f"{FOLDER}/sourcebook.sqlite"
_NO_TABLE = Cut(mark=b"", blocks=())
# Hands a file over: its path, its content, its label and a note, as `file_of`.
Give = Callable[..., ExportFile]


class Kept(Record, frozen=True, kw_only=True):
    """What is kept from build to build.

    ``annotations`` and ``references`` give what was made of one article alone, those of several by their ids; ``told``
    gives the articles' shares, ``last`` the files of the last build.
    """

    told: Callable[[Corpus], dict[str, Told]] = standing.told
    annotations: Keep[webannotations.Items] = anew
    references: Callable[[Mapping[str, bytes], Callable[[str], Reference]], Mapping[str, Reference]] = all_anew
    last: Last = NOTHING


class Made(Record, frozen=True, kw_only=True):
    """Every file of the export, by which digests its tables are known, and what each article's page tells of it."""

    files: tuple[ExportFile, ...]
    references: Mapping[str, Reference]
    tables: dict[str, Cut]


ANEW = Kept()
HELD = Memory()


def make(corpus: Corpus, *, model: str, options: Options, kept: Kept = ANEW, sink: Sink = HELD) -> Made:
    """Return all that the export makes of a corpus; withheld text is in none of it.

    Args:
        corpus: what was found.
        model: name and version of the language model.
        options: choices of the site.
        kept: what was made before of the articles that have not changed.
        sink: takes the files as they are made; without one they are held.

    Raises:
        WriteError: they cannot be written.
    """
    shown = withhold(corpus, text=options.text)
    found = kept.told(shown)
    cited = _references(found, kept)
    give = partial(file_of, sink)
    files = _facts(shown, model, give)
    try:
        tabled, cut = _tables(shown, options, kept.last, sink)
    except sqlite3.Error:
        # What was held can be read and yet not changed, as where it is larger than the library takes.
        tabled, cut = _tables_anew(shown, options, sink)
    files += [*tabled, *_bibliography(found, cited, give)]
    if len(found) <= options.most_annotated:
        files += _annotations(found, options, kept, give)
    atom = feed.feed(shown, options, path=FEED)
    if atom is not None:
        note = "The articles, newest first, to follow in a feed reader."
        files.append(give(FEED, (atom,), label="Atom feed", note=note))
    described = crate.crate(files, shown.articles, folder=FOLDER, model=model, options=options)
    if described is not None:
        note = "RO-Crate 1.2: all of these files, described for research archives."
        files.append(give(f"{FOLDER}/{crate.NAME}", (described,), label=crate.NAME, note=note))
    return Made(files=tuple(files), references=cited, tables=cut)


def references(corpus: Corpus, *, options: Options, kept: Kept = ANEW) -> Mapping[str, Reference]:
    """Return of what `make` does the references alone."""
    return _references(kept.told(withhold(corpus, text=options.text)), kept)


def _references(found: Mapping[str, Told], kept: Kept) -> Mapping[str, Reference]:
    keys = {name: told.digest for name, told in found.items()}
    return kept.references(keys, lambda name: _reference(found[name].share))


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


def _facts(corpus: Corpus, model: str, give: Give) -> list[ExportFile]:
    return [
        give(
            f"{FOLDER}/facts.json",
            facts.pieces(corpus, model=model),
            label="facts.json",
            note="All findings of all articles, with the articles’ text. In articles that are given in excerpts, "
            "every withheld character is a full block (█), so that offsets hold.",
        ),
        give(
            f"{FOLDER}/facts.schema.json",
            (facts.schema_json(),),
            label="facts.schema.json",
            note="The JSON Schema of facts.json.",
        ),
    ]


def _tables_anew(corpus: Corpus, options: Options, sink: Sink) -> tuple[list[ExportFile], dict[str, Cut]]:
    try:
        return _tables(corpus, options, NOTHING, sink)
    except sqlite3.Error as error:
        remedy = "make room or make the folder writable; the pages that were there stand"
        raise WriteError(f"the database cannot be written: {error}", file=_DATABASE, remedy=remedy) from error


def _tables(corpus: Corpus, options: Options, last: Last, sink: Sink) -> tuple[list[ExportFile], dict[str, Cut]]:
    """Return the database, the tables and what describes them; and by which digests the tables are known."""
    tables, sheets, cut = list[Table](), list[ExportFile](), dict[str, Cut]()
    # One after the other: they are too large to be held together.
    with sink.room() as room, database.Database(room, partial(last.copy, _DATABASE)) as filled:
        for sheet in columns.sheets(corpus, options.pages):
            table, mark = sheet.table, sheet.mark()
            before = last.tables.get(table.name, _NO_TABLE)
            tables.append(table)
            if before.mark == mark and filled.begun:
                sheets.append(last.files[_sheet(table)])
                cut[table.name] = before
                continue
            blocks = sheet.blocks()
            filled.fill(table, blocks, stay={block for block, _ in before.blocks})
            made, known_by = _comma_separated(table, blocks, before, last, sink)
            sheets.append(made)
            cut[table.name] = Cut(mark=mark, blocks=known_by)
        whole = file_of(
            sink,
            _DATABASE,
            filled.finish(corpus.articles),
            label="SQLite database",
            note="All tables below in one file, with the texts and a full-text index over them (table search).",
        )
    described = file_of(
        sink,
        f"{FOLDER}/datapackage.json",
        (package.datapackage(tables, sheets, FOLDER, options),),
        label="datapackage.json",
        note="Frictionless Data Package: every column of the CSV tables, its type and what it means.",
    )
    return [whole, *sheets, described], cut


def _comma_separated(
    table: Table, blocks: Sequence[Block], before: Cut, last: Last, sink: Sink
) -> tuple[ExportFile, tuple[tuple[bytes, int], ...]]:
    """Return a table as CSV, of blocks that stand the lines that the last build wrote; and its blocks' sizes."""
    path, head = _sheet(table), comma.head(table)
    sizes: list[tuple[bytes, int]] = []
    with last.opened(path) as held:
        known, at = dict[bytes, tuple[int, int]](), len(head)
        for mark, size in before.blocks if held else ():
            known[mark] = at, size
            at += size

        def pieces() -> Iterator[bytes]:
            yield head
            for block in blocks:
                if held and block.mark in known:
                    at, size = known[block.mark]
                    held.seek(at)
                    made = held.read(size)
                else:
                    made = comma.lines(table, block.rows)
                sizes.append((block.mark, len(made)))
                yield made

        file = file_of(sink, path, pieces(), label=f"{table.name}.csv", note=table.about)
    return file, tuple(sizes)


def _sheet(table: Table) -> str:
    return f"{FOLDER}/tables/{table.name}.csv"


def _bibliography(found: Mapping[str, Told], cited: Mapping[str, Reference], give: Give) -> list[ExportFile]:
    note = "All articles as bibliographic entries"
    made = (
        ("articles.bib", bibtex.bibliography(cited[name].bibtex for name in found), "BibTeX", f"{note}, for LaTeX."),
        (
            "articles.ris",
            ris.bibliography(cited[name].ris for name in found),
            "RIS",
            f"{note}, for Zotero, EndNote, Mendeley and others.",
        ),
        (
            "articles.csl.json",
            citations.bibliography(cited[name].csl for name in found),
            "CSL-JSON",
            f"{note}, for Zotero and Pandoc.",
        ),
    )
    return [give(f"{FOLDER}/{name}", (data,), label=label, note=says) for name, data, label, says in made]


def _annotations(found: Mapping[str, Told], options: Options, kept: Kept, give: Give) -> list[ExportFile]:
    """Return the annotations with the plain texts they are on."""
    made = give(
        f"{FOLDER}/annotations.jsonld",
        (webannotations.collection(found.values(), options, FOLDER, keep=kept.annotations),),
        label="Web Annotations",
        note="Each finding as a W3C Web Annotation on the article’s plain text (in the folder texts).",
    )
    articles = (told.share.article for told in found.values())
    texts = [give(f"{FOLDER}/{webannotations.text_path(a)}", (a.text.encode("utf-8"),)) for a in articles]
    return [made, *texts]
