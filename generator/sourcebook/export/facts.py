"""facts.json, version 1, and its JSON Schema, both made from the record types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import msgspec

from sourcebook import __version__
from sourcebook.export.rights import MASK, withhold
from sourcebook.records import Article, Corpus, Export, Record

# What the stages hand on to each other inside an article and no reader is told.
_WORKING = ("gists",)
GENERATOR = f"sourcebook {__version__}"
# So many records are put into JSON at once, and so each begins.
_AT_ONCE = 500
_NEXT = b"\n  "
_encode = msgspec.json.encode
_TEXT = (
    "The article as it was read; all offsets count its characters. Where rights are 'excerpts', every character outside"
    f" the title and the sentences that findings rest on is replaced by {MASK} (U+2588), white space apart."
)


def facts_json(corpus: Corpus, *, model: str, text: Literal["full", "excerpts"] = "full") -> bytes:
    """Return the export of a corpus as UTF-8 JSON, two spaces deep, ending in a line feed.

    Args:
        corpus: what was found.
        model: name and version of the language model.
        text: ``excerpts`` masks the text of every article, ``full`` that of articles whose own rights say so.
    """
    return b"".join(pieces(withhold(corpus, text=text), model=model))


def pieces(corpus: Corpus, *, model: str) -> Iterator[bytes]:
    """Yield what `facts_json` returns piece by piece, for a corpus of which nothing is withheld any more."""
    fields = {name: getattr(corpus, name) for name in Corpus.__struct_fields__}
    export = Export(generator=GENERATOR, model=model, **fields)
    first = {"schema": export.schema, "generator": export.generator, "model": export.model}
    before = b"{"
    for name, value in {**first, **fields}.items():
        yield before + _NEXT + _encode(name) + b": "
        yield from (_nested(value),) if isinstance(value, str | int | Record) else _items(value)
        before = b","
    yield b"\n}\n"


def _items(items: Sequence[object]) -> Iterator[bytes]:
    """Yield the items of a list, some at a time."""
    if not items:
        yield b"[]"
        return
    before = b"["
    for start in range(0, len(items), _AT_ONCE):
        some = [_public(item) if isinstance(item, Article) else item for item in items[start : start + _AT_ONCE]]
        yield before + _nested(some)[len(before) : -len(_NEXT) - 1]
        before = b","
    yield _NEXT + b"]"


def _nested(value: object) -> bytes:
    """Return a value of the outermost object; no line feed stands within a JSON text."""
    return msgspec.json.format(_encode(value), indent=2).replace(b"\n", _NEXT)


def _public(article: Article) -> dict[str, object]:
    return {name: getattr(article, name) for name in Article.__struct_fields__ if name not in _WORKING}


def schema_json() -> bytes:
    """Return the JSON Schema (draft 2020-12) that every export validates against."""
    schema: dict[str, Any] = msgspec.json.schema(Export)
    article = schema["$defs"]["Article"]
    article["properties"]["text"]["description"] = _TEXT
    for name in _WORKING:
        del article["properties"][name]
    schema["$defs"] = {name: each for name, each in schema["$defs"].items() if name != "Gists"}
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Sourcebook facts", **schema}
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
