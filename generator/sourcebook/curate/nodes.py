"""YAML with line numbers: every scalar stays the text that was written, and says on which line it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from sourcebook.errors import CurationError

# Some ten thousand entries; what is larger was not written by people.
LONGEST = 5_000_000
DEEPEST = 12
_DEEPEST_READ = 100
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
# The parser written in C, where it is there, reads the same much faster.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Written:
    """A value as written, with its 1-based line; ``value`` is a string, ``None``, a list or a dict of further ones.

    ``keys`` are the lines of a mapping's keys.
    """

    value: Any
    line: int
    keys: dict[str, int] = field(default_factory=dict)


def compose(text: str, *, file: str) -> yaml.Node | None:
    """Return the tree of one YAML document, ``None`` where it is empty.

    Raises:
        CurationError: it is too long, is not YAML, or holds anchors, which could make it endlessly large.
    """
    if len(text) > LONGEST:
        raise CurationError(f"the file is longer than {LONGEST} characters", file=file, remedy="remove old entries")
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            # The parser in C would go on until the process has no room left.
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST_READ:
                raise CurationError("values are nested too deep", file=file, remedy="see the schema")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                mark = event.start_mark
                line = None if mark is None else mark.line + 1
                remedy = "write the value out; put text that begins with & or * into quotation marks"
                raise CurationError("anchors and aliases are not read", file=file, line=line, remedy=remedy)
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise CurationError(
            f"this is not YAML: {error.problem or error.context}",
            file=file,
            line=None if mark is None else mark.line + 1,
            remedy="put values that hold a colon, a # or quotation marks into quotation marks; nothing is made until "
            "this is mended",
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        shown = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CurationError(f"this is not YAML: {shown}", file=file, remedy="mend or restore the file") from error


def written(node: yaml.Node, *, file: str, depth: int = 0) -> Written:
    """Return a tree as plain values.

    Raises:
        CurationError: a key stands twice or is no text, or the tree is deeper than any entry.
    """
    line = node.start_mark.line + 1
    if depth > DEEPEST:
        raise CurationError("values are nested too deep", file=file, line=line, remedy="see the schema")
    if isinstance(node, yaml.SequenceNode):
        return Written([written(item, file=file, depth=depth + 1) for item in node.value], line)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, file=file, depth=depth)
    if not getattr(node, "style", None) and node.value in _NOTHING:
        return Written(None, line)
    return Written(str(node.value), line)


def _mapping(node: yaml.MappingNode, *, file: str, depth: int) -> Written:
    made: dict[str, Written] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise CurationError("a key must be one word", file=file, line=line, remedy="write 'key: value' lines")
        if key.value in made:
            raise CurationError(f"'{key.value}' stands twice in one entry", file=file, line=line, remedy="remove one")
        made[key.value] = written(value, file=file, depth=depth + 1)
        lines[key.value] = line
    return Written(made, node.start_mark.line + 1, lines)
