"""Reads the texts of an export of Label Studio, with the choices about each of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vizsla.exchange.formats.label_studio_export import OWN_COLUMNS
from vizsla.exchange.formats.label_studio_tasks import read_label_studio
from vizsla.exchange.tables.table_columns import normalise_column
from vizsla.exchange.text_sources.text_columns import find_text
from vizsla.exchange.text_sources.text_rows import TextTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.exchange.hints import Hints
    from vizsla.modalities.base import Modality

__all__ = ["read_label_studio_texts"]

# The keys by which ``read_label_studio`` would find a file in a task.
_FILE_KEYS = frozenset(("image", "img", "picture", "photo", "url", "path"))


def read_label_studio_texts(
    content: Any,  # noqa: ANN401 - whatever JSON holds
    title: str,
    modality: Modality[Any],
    hints: Hints,
) -> TextTable:
    """Return the texts of an export: its JSON, or the records of JSON-MIN or CSV.

    Raises:
        InputUnclearError: several keys of the tasks' data may hold the texts, or there are several
            questions.
        InputFormatError: the content is no such export.

    """
    tasks = content if isinstance(content, list) else [content]
    data = [each for task in tasks if (each := _data(task)) is not None]
    names = list(dict.fromkeys(str(key) for each in data for key in each))
    columns = {normalise_column(name): [_text(each.get(name)) for each in data] for name in names}
    column = find_text(names, columns, title, hints.text_column)
    key = next(each for each in names if normalise_column(each) == column)
    with_text = [each for each in tasks if _text((_data(each) or {}).get(key)).strip()]
    renamed = [_renamed(each, key) for each in with_text]
    found = read_label_studio(renamed, title, modality, label_column=hints.label_column)
    return TextTable(
        f"Label Studio export with texts in {key!r}",
        found.rows,
        found.problems,
        list(found.notes),
        empty=len(tasks) - len(renamed),
    )


def _data(task: object) -> Mapping[str, Any] | None:
    if not isinstance(task, dict):
        return None
    data = task.get("data")
    return data if isinstance(data, dict) else task


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _renamed(task: dict[str, Any], key: str) -> dict[str, Any]:
    """Return a task whose text stands where a file's path does."""
    data = task.get("data")
    if isinstance(data, dict):
        own = {name: data[name] for name in OWN_COLUMNS if name in data}
        return {**_without_spans(task), "data": {"path": data[key], **own}}
    # In its own place: the order of the keys tells data from answers.
    return {
        ("path" if name == key else name): each
        for name, each in task.items()
        if name == key or not (normalise_column(name) in _FILE_KEYS or _are_spans(each))
    }


def _without_spans(task: dict[str, Any]) -> dict[str, Any]:
    """Return a task without the answers about words within its text: they are no labels of it."""
    annotations = task.get("annotations")
    if not isinstance(annotations, list):
        return task
    kept = [
        {**each, "result": [one for one in each["result"] if not _are_spans([_value(one)])]}
        if isinstance(each, dict) and isinstance(each.get("result"), list)
        else each
        for each in annotations
    ]
    return {**task, "annotations": kept}


def _value(result: object) -> object:
    return result.get("value") if isinstance(result, dict) else None


def _are_spans(value: object) -> bool:
    """Return whether an answer marks words within the text; in a CSV, it is written as JSON."""
    if isinstance(value, str) and value.startswith("[{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return False
    return isinstance(value, list) and any(
        isinstance(each, dict) and {"start", "end"} <= each.keys() for each in value
    )
