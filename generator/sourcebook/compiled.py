"""Templates as code, kept from build to build: compiling them takes longer than filling most of them in."""

from __future__ import annotations

import hashlib
import importlib.util
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from sourcebook.errors import StoreError
from sourcebook.records import Record
from sourcebook.store import Shelf


class Code(Record, frozen=True, kw_only=True):
    """Templates as Jinja writes them down, by Jinja's own key of each."""

    templates: dict[str, bytes]


class Compiled(BytecodeCache):
    """The templates of one environment as code, in memory and, where a folder is named, in one file.

    Jinja takes what is kept for a template only where its source is the same. A file that holds code must be trusted as
    code: it is believed only where it is this user's own and nobody else may write to it, and where it was made by the
    same Python, the same libraries and for the same environment.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._shelf: Shelf[Code] | None = None
        self._place = ""
        self._new = False

    def begin(self, env: Environment, folder: Path | None, *made_of: str) -> None:
        """Give an environment its templates.

        Args:
            env: the environment, before its first template is asked for; one that has such a cache keeps it.
            folder: where code is kept; in memory alone where none is named.
            made_of: what the code depends on, besides the templates and Jinja's own settings.
        """
        place = _digest(_settings(env), str(folder), *made_of)
        if place != self._place:
            self._kept, self._place, self._new = {}, place, False
            self._shelf = None if folder is None else Shelf(folder, Code, "code", own=True)
            found = self._shelf and self._shelf.load(place)
            self._kept.update(found.templates if found else {})
        if env.bytecode_cache is None:
            env.bytecode_cache = self

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it is kept."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._kept[bucket.key] = bucket.bytecode_to_string()
        self._new = True

    def finish(self) -> None:
        """Write down what is new; a cache that cannot be written is reported by the stage that keeps findings."""
        if self._shelf is None:
            return
        if self._new:
            with suppress(StoreError):
                self._shelf.save(self._place, Code(templates=self._kept))
        self._new = False
        self._shelf.prune(self._shelf.asked)


def _settings(env: Environment) -> str:
    """Return what Jinja compiles by; filters and tests of constants are worked out while it does."""
    functions = [f"{name} {_named(each)}" for name, each in sorted({**env.filters, **env.tests}.items())]
    syntax = [env.block_start_string, env.variable_start_string, env.comment_start_string, env.line_statement_prefix]
    flags = [env.trim_blocks, env.lstrip_blocks, env.keep_trailing_newline, env.optimized, env.is_async]
    more = [_named(env.autoescape), _named(env.finalize), getattr(env, "newstyle_gettext", None), env.policies]
    return repr((sorted(env.extensions), functions, syntax, flags, more))


def _named(value: object) -> str:
    return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', repr(value))}"


def _digest(*parts: str) -> str:
    libraries = (version("jinja2"), version("markupsafe"), importlib.util.MAGIC_NUMBER.hex())
    return hashlib.sha256("\x1f".join((*libraries, *parts)).encode("utf-8", "surrogatepass")).hexdigest()
