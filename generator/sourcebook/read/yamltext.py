"""YAML mappings of sidecars and front matter: every scalar stays the text that was written."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import yaml

from sourcebook.errors import ReadError

_WRITE_OUT = "write the value out; put text that begins with & or * into quotation marks"
# Far more than any sidecar or front matter holds; the parser's time grows faster than its input.
_LONGEST = 100_000


# The parser written in C, where it is there, reads the same seven times as fast. Of a text with one of these characters
# it may make something else (of tabs, tags, blocks and flows), or repeat a value; such a text is rare.
_Fast: Any = getattr(yaml, "CBaseLoader", None)
_ODD = frozenset("\t\ufeff!*|>{[")
# It goes as deep as the values are nested, without looking whether there is room: so deep, twice, may they be.
_DEEP = 40


class _AliasError(yaml.MarkedYAMLError):
    """A value is given by reference; a few lines of such can stand for more values than any memory holds."""


class _Loader(yaml.BaseLoader):
    """Makes no dates, numbers or objects of what is written, and repeats nothing."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose one node that is written out.

        Raises:
            _AliasError: it is not.
        """
        if self.check_event(yaml.AliasEvent):
            raise _AliasError(problem="aliases are not read", problem_mark=self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


def mapping(text: str, *, file: str, offset: int = 0) -> tuple[dict[str, Any], dict[str, int]] | None:
    """Parse one YAML mapping.

    Args:
        text: the YAML.
        file: its name, for errors.
        offset: the number of lines of the file before `text`.

    Returns:
        The values by key, all scalars as strings, and the 1-based line of each key; ``None`` where `text` is YAML
        but no mapping.

    Raises:
        ReadError: if it is not YAML, is too long, or holds aliases.
    """
    if len(text) > _LONGEST:
        raise ReadError(f"the metadata is longer than {_LONGEST} characters", file=file, remedy="shorten it")
    try:
        return _quickly(text, offset)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1 + offset
        if isinstance(error, _AliasError):
            raise ReadError("aliases are not read", file=file, line=line, remedy=_WRITE_OUT) from error
        raise ReadError(
            f"this is not YAML: {error.problem or error.context}",
            file=file,
            line=line,
            remedy="put values that hold a colon, a # or quotation marks into quotation marks",
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        shown = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ReadError(f"this is not YAML: {shown}", file=file, remedy="write 'key: value' lines") from error


def _is_plain(text: str) -> bool:
    """Say whether the two parsers certainly do the same with a text; values are nested by indents, dashes and ``?``."""
    flat = " " * _DEEP not in text and text.count("- ") + text.count("? ") <= _DEEP
    return flat and _ODD.isdisjoint(text)


def _quickly(text: str, offset: int) -> tuple[dict[str, Any], dict[str, int]] | None:
    """Parse with the parser in C where it does as the other does; what is wrong is told by the other."""
    if _Fast is not None and _is_plain(text):
        with suppress(yaml.YAMLError, ValueError, TypeError):
            return _parsed(text, offset, _Fast)
    return _parsed(text, offset, _Loader)


def _parsed(text: str, offset: int, kind: Any) -> tuple[dict[str, Any], dict[str, int]] | None:
    loader = kind(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            return None
        lines = {str(key.value): key.start_mark.line + 1 + offset for key, _ in node.value}
        return loader.construct_document(node), lines
    finally:
        loader.dispose()
