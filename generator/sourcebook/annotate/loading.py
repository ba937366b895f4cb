"""The language model as far as a parse needs it: a third of the time and less than half the memory of all of it.

What is left out is never asked for: the texts of the 685,000 words that have a vector (a parse adds the words that it
meets), the component that finds sentences without a parse, and spaCy's own command line. A test compares parses with
those of the whole model.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from spacy.language import Language

# Vectors are read here; the rest is not read at all.
_EXCLUDED = ("strings", "vectors", "senter")
# spaCy imports its command line, and with it libraries for the net and for colours, for the sake of one function.
_COMMANDS = "spacy.cli"
_INFO = f"{_COMMANDS}.info"


def loaded(path: Path) -> Language:
    """Return the model of a folder, without the parts of it that a parse does not need."""
    with _without_commands():
        import spacy
    spacy.registry.tokenizers("sourcebook.Blank.v1", func=_blank_tokenizer)
    # The tokenizer's own rules are read after it is made; those that spaCy would make it with first are dropped then.
    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": "sourcebook.Blank.v1"}}}
    nlp = spacy.load(path, exclude=_EXCLUDED, config=tokenizer)
    _give_vectors(nlp, path / "vocab")
    for _, component in nlp.pipeline:
        for label in getattr(component, "labels", ()):
            nlp.vocab.strings.add(label)
    return nlp


def _give_vectors(nlp: Language, folder: Path) -> None:
    """Read the vectors; the table is left on disk, for a text needs few of its rows."""
    import numpy as np
    from spacy.vectors import Vectors

    vectors = Vectors(data=np.load(folder / "vectors", mmap_mode="r"))
    vectors.key2row = msgspec.msgpack.decode((folder / "key2row").read_bytes(), type=dict[int, int])
    nlp.vocab.vectors = vectors


def _blank_tokenizer() -> Any:
    from spacy.tokenizer import Tokenizer

    return lambda nlp: Tokenizer(nlp.vocab)


@contextmanager
def _without_commands() -> Iterator[None]:
    """Let spaCy be imported without its command line; who wants that can import it afterwards."""
    if "spacy" in sys.modules:
        yield
        return
    package, module = ModuleType(_COMMANDS), ModuleType(_INFO)
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    sys.modules.update({_COMMANDS: package, _INFO: module})
    try:
        yield
    finally:
        for name in (_INFO, _COMMANDS):
            sys.modules.pop(name, None)


def _info(*args: Any, **options: Any) -> Any:
    return import_module(_INFO).info(*args, **options)
