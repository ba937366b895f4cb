"""All files of the export, and what each article's page needs of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from sourcebook.records import Article, Authenticity, Corpus, Quote, Reference

from . import bibtex, citations, columns, comma, crate, database, facts, feed, linked, package, ris, webannotations
from .options import ExportFile, Options
from .rights import withhold

FOLDER = "data"
FEED = f"{FOLDER}/feed.xml"
_T = TypeVar("_T", Quote, Authenticity)


def all_files(corpus: Corpus, *, model: str, options: Options) -> tuple[ExportFile, ...]:
    """Return every file of the export; withheld text is in none of them.

    Args:
        corpus: what was found.
        model: name and version of the language model.
        options: choices of the site.
    """
    shown = withhold(corpus, text=options.text)
    files = [*_facts(shown, model), *_tables(shown, options), *_bibliography(shown), *_annotations(shown, options)]
    atom = feed.feed(shown, options, path=FEED)
    if atom is not None:
        note = "The articles, newest first, to follow in a feed reader."
        files.append(ExportFile(path=FEED, data=atom, label="Atom feed", note=note))
    described = crate.crate(files, shown.articles, folder=FOLDER, model=model, options=options)
    if described is not None:
        note = "RO-Crate 1.2: all of these files, described for research archives."
        files.append(ExportFile(path=f"{FOLDER}/{crate.NAME}", data=described, label=crate.NAME, note=note))
    return tuple(files)


def references(corpus: Corpus, *, options: Options) -> Mapping[str, Reference]:
    """Return, by article id, how each article is cited and what its page tells to programs.

    Args:
        corpus: what was found.
        options: choices of the site.
    """
    shown = withhold(corpus, text=options.text)
    quotes, statements = _by_article(shown.quotes), _by_article(shown.authenticity)
    entities = {entity.id: entity for entity in shown.entities}
    sources = {source.id: source for source in shown.sources}

    def one(article: Article) -> Reference:
        made = linked.jsonld(
            article,
            quotes=quotes.get(article.id, ()),
            statements=statements.get(article.id, ()),
            entities=entities,
            sources=sources,
        )
        return Reference(
            formatted=citations.formatted(article),
            bibtex=bibtex.bibtex(article),
            ris=ris.ris(article),
            csl=msgspec.json.format(msgspec.json.encode([citations.csl(article)]), indent=2).decode("utf-8") + "\n",
            meta=linked.meta(article),
            jsonld=linked.script(made),
        )

    return {article.id: one(article) for article in shown.articles}


def _by_article(items: tuple[_T, ...]) -> Mapping[str, list[_T]]:
    made: dict[str, list[_T]] = defaultdict(list)
    for item in items:
        made[item.article].append(item)
    return made


def _facts(corpus: Corpus, model: str) -> list[ExportFile]:
    return [
        ExportFile(
            path=f"{FOLDER}/facts.json",
            data=facts.facts_json(corpus, model=model),
            label="facts.json",
            note="All findings of all articles, with the articles’ text. In articles that are given in excerpts, "
            "every withheld character is a full block (█), so that offsets hold.",
        ),
        ExportFile(
            path=f"{FOLDER}/facts.schema.json",
            data=facts.schema_json(),
            label="facts.schema.json",
            note="The JSON Schema of facts.json.",
        ),
    ]


def _tables(corpus: Corpus, options: Options) -> list[ExportFile]:
    tables = columns.tables(corpus, options.pages)
    sheets = [
        ExportFile(path=f"{FOLDER}/tables/{t.name}.csv", data=comma.encode(t), label=f"{t.name}.csv", note=t.about)
        for t in tables
    ]
    return [
        ExportFile(
            path=f"{FOLDER}/sourcebook.sqlite",
            data=database.encode(tables, corpus.articles),
            label="SQLite database",
            note="All tables below in one file, with the texts and a full-text index over them (table search).",
        ),
        *sheets,
        ExportFile(
            path=f"{FOLDER}/datapackage.json",
            data=package.datapackage(tables, sheets, FOLDER, options),
            label="datapackage.json",
            note="Frictionless Data Package: every column of the CSV tables, its type and what it means.",
        ),
    ]


def _bibliography(corpus: Corpus) -> list[ExportFile]:
    note = "All articles as bibliographic entries"
    articles = tuple(sorted(corpus.articles, key=lambda a: a.id))
    made = (
        ("articles.bib", bibtex.bibliography(articles), "BibTeX", f"{note}, for LaTeX."),
        ("articles.ris", ris.bibliography(articles), "RIS", f"{note}, for Zotero, EndNote, Mendeley and others."),
        ("articles.csl.json", citations.csl_json(articles), "CSL-JSON", f"{note}, for Zotero and Pandoc."),
    )
    return [ExportFile(path=f"{FOLDER}/{name}", data=data, label=label, note=says) for name, data, label, says in made]


def _annotations(corpus: Corpus, options: Options) -> list[ExportFile]:
    """Return the annotations with the plain texts they are on; none where there are too many articles."""
    if len(corpus.articles) > options.most_annotated:
        return []
    texts = [
        ExportFile(path=f"{FOLDER}/{webannotations.text_path(article)}", data=article.text.encode("utf-8"))
        for article in sorted(corpus.articles, key=lambda a: a.id)
    ]
    return [
        ExportFile(
            path=f"{FOLDER}/annotations.jsonld",
            data=webannotations.collection(corpus, options, FOLDER),
            label="Web Annotations",
            note="Each finding as a W3C Web Annotation on the article’s plain text (in the folder texts).",
        ),
        *texts,
    ]
