"""The JSON Schema of curation.yml, made from the vocabulary; editors complete and check entries by it."""

from __future__ import annotations

import json
from typing import Any

from sourcebook.curate import vocabulary
from sourcebook.curate.reading import ROOT

NAME = "curation.schema.json"


def schema_json() -> bytes:
    """Return the JSON Schema (draft 2020-12) of curation.yml as UTF-8 JSON ending in a line feed."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sourcebook corrections",
        "type": ["object", "null"],
        "properties": {ROOT: {"type": ["array", "null"], "items": {"$ref": "#/$defs/entry"}}},
        "required": [ROOT],
        "additionalProperties": False,
        "$defs": {"entry": _entry(), "selector": _selector(), "place": _place()},
    }
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _selector() -> dict[str, Any]:
    whole = {
        "type": "object",
        "properties": vocabulary.SELECTOR,
        "required": ["exact"],
        "additionalProperties": False,
    }
    return {"description": "the words it is about", "oneOf": [vocabulary.TEXT, whole]}


def _place() -> dict[str, Any]:
    properties = {"article": vocabulary.KEYS["article"], "at": {"$ref": "#/$defs/selector"}}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _entry() -> dict[str, Any]:
    places = {"type": "array", "items": {"$ref": "#/$defs/place"}, "minItems": 1}
    other = {
        "at": {"$ref": "#/$defs/selector"},
        "with": {"description": "the other places", "oneOf": [places, {"$ref": "#/$defs/place"}]},
        "set": {"type": "object", "description": "what is right"},
        "was": {"type": "object", "description": "what the finding says now, to tell it from others at the same words"},
    }
    about = {"description": "; ".join(f"{do}: {text}" for do, text in vocabulary.ABOUT.items())}
    return {
        "type": "object",
        "properties": {**vocabulary.KEYS, "do": {**vocabulary.KEYS["do"], **about}, **other},
        "required": ["do", "article", "by", "date"],
        "additionalProperties": False,
        "allOf": [_rule(do, what) for do, whats in vocabulary.ACTIONS.items() for what in whats]
        + [_action(do, whats) for do, whats in vocabulary.ACTIONS.items()],
    }


def _action(do: str, whats: tuple[str, ...]) -> dict[str, Any]:
    needed = ["note"] if do == "note" else ["reason"]
    needed += ["what"] if len(whats) > 1 and do != "note" else []
    needed += ["set"] if do in vocabulary.NEED_SET else []
    needed += ["with"] if do in vocabulary.NEED_WITH else []
    then: dict[str, Any] = {"required": needed, "properties": {"what": {"enum": list(whats)}}}
    if do not in vocabulary.MAY_WITH:
        then["properties"]["with"] = False
    if do not in vocabulary.MAY_SET:
        then["properties"]["set"] = False
    return {"if": {"properties": {"do": {"const": do}}, "required": ["do"]}, "then": then}


def _rule(do: str, what: str) -> dict[str, Any]:
    implied = len(vocabulary.ACTIONS[do]) == 1 or (do == "note" and what == "article")
    when = {"properties": {"do": {"const": do}, "what": {"const": what}}, "required": ["do"]}
    if not implied:
        when["required"] = ["do", "what"]
    known = {**vocabulary.SETS[what], **vocabulary.RATINGS.get(what, {})}
    properties: dict[str, Any] = {"was": {"properties": known, "additionalProperties": False}}
    if values := vocabulary.values_of(do, what):
        properties["set"] = {"properties": values, "additionalProperties": False, "minProperties": 1}
        if do == "add" and what in vocabulary.NEEDED:
            needed = [{"anyOf": [{"required": [key]} for key in keys]} for keys in vocabulary.NEEDED[what]]
            properties["set"]["allOf"] = needed
    then: dict[str, Any] = {"properties": properties}
    if what not in vocabulary.WITHOUT_WORDS:
        then["required"] = ["at"]
    if do == "add" and what in vocabulary.NEEDED:
        then["required"] = ["at", "set"]
    return {"if": when, "then": then}
