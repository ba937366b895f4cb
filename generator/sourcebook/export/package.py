"""datapackage.json: the Frictionless descriptor of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

import msgspec

from sourcebook.export.facts import GENERATOR
from sourcebook.text import slug

from .options import ExportFile, Options
from .tables import Column, Table

_GUARD = (
    "Text cells that a spreadsheet would run as a formula (they begin with =, +, -, @, a tab or a line break) have an "
    "apostrophe in front that is not part of the text. Offsets count characters of the article's text in facts.json."
)


def encode(made: Any) -> bytes:
    """Return a value as UTF-8 JSON, two spaces deep, ending in a line feed."""
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def datapackage(tables: Sequence[Table], files: Sequence[ExportFile], folder: str, options: Options) -> bytes:
    """Return datapackage.json (Data Package 2.0) for the tables.

    Args:
        tables: the tables.
        files: the CSV file of each table, in the same order.
        folder: folder of the descriptor below the docs folder; paths are relative to it.
        options: choices of the site.
    """
    resources = [_resource(table, file, folder) for table, file in zip(tables, files, strict=True)]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug(options.site_name),
        "title": options.site_name,
        "description": f"{options.site_description} {_GUARD}",
        "homepage": options.site_url,
        "licenses": [{"path": options.license, "title": "License"}] if options.license else None,
        "contributors": [{"title": GENERATOR, "roles": ["creator"]}],
        "resources": resources,
    }
    return encode({name: value for name, value in package.items() if value is not None})


def _resource(table: Table, file: ExportFile, folder: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = [table.key]
    keys = [
        {"fields": [column.name], "reference": {"resource": column.ref, "fields": ["id"]}}
        for column in table.columns
        if column.ref
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.about,
        "path": below(file.path, folder),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": {**schema, **({"foreignKeys": keys} if keys else {})},
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.name == table.key:
        constraints["unique"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    made = {"name": column.name, "type": column.type, "description": column.about}
    return {**made, "constraints": constraints} if constraints else made


def below(path: str, folder: str) -> str:
    """Return `path` relative to the folder it lies in."""
    return PurePosixPath(path).relative_to(folder).as_posix()
