"""Coverage-guided fuzzing of the readers with atheris, which is not among the locked packages.

    pip install atheris        # into an environment of its own that also has the package and its requirements
    python -m tests.fuzz.guided --suffix .html -- -max_total_time=600 -rss_limit_mb=2500

What stands after ``--`` goes to libFuzzer (https://llvm.org/docs/LibFuzzer.html#options); it writes an input that
fails to the working folder and ends. Each new input is chosen by what the ones before reached in our code.
"""

from __future__ import annotations

import argparse
import sys
import time

import atheris

with atheris.instrument_imports(include=["sourcebook.read", "sourcebook.text", "sourcebook.curate"]):
    from sourcebook import curate
    from sourcebook.errors import CurationError, ReadError
    from sourcebook.read import sidecar
    from sourcebook.read.folder import READERS

# Seconds that one input may take; libFuzzer's inputs have some kilobytes.
_MOST = 10.0
OTHERS = ("sidecar", "curation")


def check(kind: str, data: bytes) -> None:
    """Read an input as a file of a suffix, a sidecar or corrections: a result or our own error, within the time.

    Raises:
        AssertionError: it took too long, or gave what no reader may give.
    """
    start = time.process_time()
    told = ""
    try:
        if kind == "sidecar":
            sidecar.read(data, "a.yml")
        elif kind == "curation":
            curate.parse(data, file="curation.yml")
        else:
            drafts, errors = READERS[kind](data, f"a{kind}")
            assert all(char < "\ud800" or char > "\udfff" for draft in drafts for char in draft.text)
            assert all(isinstance(error, ReadError) and "\n" not in str(error) for error in errors)
    except (ReadError, CurationError) as error:
        told = str(error)
    assert "\n" not in told
    assert time.process_time() - start < _MOST


def main() -> None:
    """Fuzz until libFuzzer's options end it."""
    parser = argparse.ArgumentParser(prog="guided", description=__doc__)
    parser.add_argument("--suffix", choices=[*READERS, *OTHERS], default=".html")
    ours, theirs = parser.parse_known_args()
    atheris.Setup([sys.argv[0], *(each for each in theirs if each != "--")], lambda data: check(ours.suffix, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
