"""The schemas of a tool: what it takes, and what it gives."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.modalities.registry import modality_named
from vizsla.server.call_parameters import PARAMETERS, call_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.bundle.manifest import Manifest
    from vizsla.modalities.base import Modality
    from vizsla.server.served_functions import ServedFunction

__all__ = ["SOURCES", "answer_schema", "input_schema"]

SOURCES = ("path", "content", "url", "text")
CONTRACT = Path(__file__).parents[2] / "contract"
_SOME_TEXT = {"type": "string", "minLength": 1}
_EXAMPLES = {"image": "png", "audio": "wav"}  # of media types, by the modality
# No letter of an address is read here: a list is a list, and an object an object.
_IN_JSON: Mapping[str, dict[str, Any]] = {
    "kinds": {
        "type": "array",
        "items": _SOME_TEXT,
        "minItems": 1,
        "description": 'The kinds of entities to find, such as `["currency", "age"]`.',
    },
    "columns": {"type": "object", "description": "The cells of the input's columns of metadata."},
}


def input_schema(
    served: ServedFunction, folders: tuple[str, ...], *, urls: bool = False
) -> dict[str, Any]:
    """Return the JSON Schema of a tool's arguments.

    Without ``oneOf`` and its like at the top, which some clients refuse.

    Args:
        served: the function.
        folders: the folders whose files may be opened.
        urls: whether URLs are fetched.

    """
    modality = modality_named(served.kind.modality_name)
    sources = (
        {"text": {"type": "string", "description": "The text."}}
        if modality.str_is_content
        else _files(modality, folders, urls=urls)
    )
    options = {name: _option(name, served.bundle.manifest) for name in call_parameters(served.kind)}
    if not _columns(served.bundle.manifest):
        options.pop("columns", None)
    return {
        "type": "object",
        "properties": {**sources, **options},
        "required": ["text"] if modality.str_is_content else [],
        "additionalProperties": False,
    }


@cache
def answer_schema() -> dict[str, Any]:
    """Return the contract's JSON Schema of an Answer."""
    found: dict[str, Any] = json.loads((CONTRACT / "answer.schema.json").read_text("utf-8"))
    return found


def _files(modality: Modality[Any], folders: tuple[str, ...], *, urls: bool) -> dict[str, Any]:
    singular, example = modality.singular, f"{modality.name}/{_EXAMPLES.get(modality.name, '*')}"
    others = "`content` or `url`" if urls else "`content`"
    within = f"within {', '.join(folders)}" if folders else "though no folder is allowed here"
    found = {
        "path": {
            **_SOME_TEXT,
            "description": f"The path of the {singular}'s file, {within}. Give this or {others}.",
        },
        "content": {
            **_SOME_TEXT,
            "description": f"The {singular}'s file itself, in base64 or as a data: URL.",
        },
        "mime_type": {
            **_SOME_TEXT,
            "description": f"The media type of `content`, such as {example}; not needed.",
        },
    }
    if urls:
        found["url"] = {**_SOME_TEXT, "description": f"The public URL of the {singular}'s file."}
    return found


def _option(name: str, manifest: Manifest) -> dict[str, Any]:
    parameter = PARAMETERS[name]
    found = {**parameter.schema, "description": parameter.description, **_IN_JSON.get(name, {})}
    if name == "columns":
        found["properties"] = _columns(manifest)
    return found


def _columns(manifest: Manifest) -> dict[str, Any]:
    """Return the schemas of a function's columns; the function itself checks the cells."""
    found = {}
    for column in (each for feature in manifest.features for each in feature.columns):
        known = f"One of {', '.join(column.values)}; " if column.values else ""
        found[column.name] = {"description": f"{known}a {column.kind}."}
    return found
