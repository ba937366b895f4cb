"""Article in, findings out: one extractor a module, each a pure function of the article and its parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sourcebook.records import Analysed, Facts, gists_of

if TYPE_CHECKING:
    from sourcebook.parsed import Doc
    from sourcebook.records import Article


def annotate(article: Article, doc: Doc) -> Analysed:
    """Find everything in one article.

    Args:
        article: the article with its blocks classified.
        doc: its parse; token offsets are offsets into the article's text.

    Returns:
        The article, with its publication date inferred where the text pins one down, and its findings, whose entity
        and source ids hold within this article.
    """
    # Imported here so that a build that finds everything in the cache loads neither the lexicons nor spaCy.
    from sourcebook.annotate import authenticity, dates, gists, names, published, quantities, quotes, sources

    if article.published is None:
        article = replace(article, published=published.infer(article, doc))
    dated = dates.find(article, doc)
    entities = names.find(article, doc)
    said = quotes.find(article, doc, entities)
    cited = sources.find(article, doc, entities, said)
    counted = quantities.find(article, doc, said, cited)
    article = replace(article, gists=gists_of(gists.find(article, doc, dated, counted)))
    return Analysed(
        article=article,
        facts=Facts(
            article=article.id,
            entities=entities,
            quotes=said,
            quantities=counted,
            dates=dated,
            sources=cited,
            authenticity=authenticity.find(article, doc, entities, said, cited),
        ),
    )
