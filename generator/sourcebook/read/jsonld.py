"""JSON and JSON Lines: articles with schema.org keys or the usual plain ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sourcebook.errors import ReadError
from sourcebook.read import fields, values
from sourcebook.read.draft import Draft, Drafts
from sourcebook.read.encoding import Decoded, decode, without_surrogates
from sourcebook.read.fragment import is_html, plain_text
from sourcebook.text import digest, slug

# Keys under which services and feeds put their list of articles.
_LISTS = ("articles", "items", "data", "results", "docs", "documents", "entries", "posts", "@graph")
_REMEDY = "give the text under 'articleBody', 'text', 'body' or 'content'"
_DEEPEST = 6
# Errors of one file that are told one by one.
_MOST_ERRORS = 100


def read(data: bytes, path: str) -> Drafts:
    """Read a ``.json`` file: one article, a list of articles, or an object that holds such a list.

    Args:
        data: the file's bytes.
        path: the file's name, for errors.

    Returns:
        A draft an article, and an error for each object without text.

    Raises:
        ReadError: if the file is not JSON, or holds no article.
    """
    decoded = decode(data, file=path)
    parsed = _parse(decoded.text, path)
    found = list(articles(parsed))
    if not found:
        raise ReadError("no article in this JSON", file=path, line=1, remedy=_REMEDY)
    if len(found) == 1 and not isinstance(parsed, list):
        return [_draft(found[0], decoded)], []
    drafts: list[Draft] = []
    errors: list[ReadError] = []
    for number, item in enumerate(found, start=1):
        if _text(fields.folded(item)) is None:
            errors.append(ReadError(f"article {number} of {len(found)} has no text", file=path, remedy=_REMEDY))
        else:
            drafts.append(_draft(item, decoded, content=_canonical(item), part=part_of(item)))
    return drafts, _bounded(errors, path)


def read_lines(data: bytes, path: str) -> Drafts:
    """Read a ``.jsonl`` file: one article a line; a line that is wrong is an error, and the others count.

    Args:
        data: the file's bytes.
        path: the file's name, for errors.

    Returns:
        A draft an article in the order of the lines, and the errors.

    Raises:
        ReadError: if the bytes are no text, or there is no line.
    """
    decoded = decode(data, file=path)
    drafts: list[Draft] = []
    errors: list[ReadError] = []
    # Only a line feed ends a line here: JSON strings may hold the other line ends of Unicode.
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            item = next(articles(_parse(line, path, number)), None)
        except ReadError as error:
            errors.append(error)
            continue
        if item is None or _text(fields.folded(item)) is None:
            errors.append(ReadError("no article text in this line", file=path, line=number, remedy=_REMEDY))
            continue
        content = line.removesuffix("\r").encode("utf-8", "surrogatepass")
        drafts.append(_draft(item, decoded, content=content, part=part_of(item)))
    if not drafts and not errors:
        raise ReadError("the file is empty", file=path, remedy="put articles into it, one object a line, or remove it")
    return drafts, _bounded(errors, path)


def _bounded(errors: list[ReadError], path: str) -> list[ReadError]:
    more = len(errors) - _MOST_ERRORS
    if more <= 0:
        return errors
    rest = ReadError(f"{more} more of its articles cannot be read", file=path, remedy="mend those named first")
    return [*errors[:_MOST_ERRORS], rest]


def articles(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in `value` that are articles: by their type, or because they hold text.

    Args:
        value: parsed JSON.
        depth: how deep in the file we are.
    """
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        graph = {item["@id"]: item for item in value if isinstance(item, Mapping) and isinstance(item.get("@id"), str)}
        for item in value:
            for found in articles(item, depth + 1):
                yield _resolved(found, graph) if graph else found
    elif isinstance(value, Mapping):
        if _is_article(value):
            yield value
            return
        for key in _LISTS:
            if isinstance(value.get(key), (list, Mapping)):
                yield from articles(value[key], depth + 1)


def part_of(item: Mapping[str, Any]) -> str:
    """Return what tells `item` from the other articles of its file: its own id, else a digest of its content."""
    folded = fields.folded(item)
    for value in fields.values_of(folded, "id"):
        name = values.label(value)
        if name:
            made = slug(name)
            # A slug drops what an address cannot hold; two ids must not become one by it.
            return made if made == name.lower() else f"{made}-{digest(name, length=6)}"
    return digest(values.label(folded.get("headline") or folded.get("title")) or "", _text(folded) or "")


def _is_article(value: Mapping[str, Any]) -> bool:
    kinds = value.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    if any(isinstance(kind, str) and kind.endswith(("Article", "Posting")) for kind in named):
        return True
    return _text(fields.folded(value)) is not None


def _resolved(item: Mapping[str, Any], graph: Mapping[str, Any]) -> Mapping[str, Any]:
    # JSON-LD names an author or publisher by reference to another object of the same graph.
    def follow(value: Any) -> Any:
        if isinstance(value, list):
            return [follow(part) for part in value]
        if isinstance(value, Mapping) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return graph.get(value["@id"], value)
        return value

    return {key: follow(value) for key, value in item.items()}


def _parse(text: str, path: str, line: int | None = None) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        remedy = "check the quotation marks, commas and brackets there"
        number = line or error.lineno
        raise ReadError(f"this is not JSON: {error.msg}", file=path, line=number, remedy=remedy) from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"this JSON cannot be read: {error}", file=path, line=line, remedy=_REMEDY) from error


def _text(folded: Mapping[str, Any]) -> str | None:
    for value in fields.values_of(folded, "text"):
        text = _joined(value)
        if text is not None and text.strip():
            return text
    return None


def _joined(value: Any) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("rendered") or value.get("text") or value.get("@value")
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else None


def _draft(
    item: Mapping[str, Any], decoded: Decoded, *, content: bytes | None = None, part: str | None = None
) -> Draft:
    folded = fields.folded(item)
    metadata, notes = fields.metadata(folded)
    written = _text(folded) or ""
    text = without_surrogates(written)
    if text != written:
        notes = (*notes, "Broken characters in the text are shown as \ufffd.")
    if is_html(text):
        text = plain_text(text)
        notes = (*notes, "The text was HTML; its tags were taken out.")
    return Draft(
        text=text,
        encoding=decoded.encoding,
        metadata=metadata,
        notes=(*decoded.notes, *notes),
        part=part,
        content=content,
    )


def _canonical(item: Mapping[str, Any]) -> bytes:
    return json.dumps(item, sort_keys=True).encode("ascii")
