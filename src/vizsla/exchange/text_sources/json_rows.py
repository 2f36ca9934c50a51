"""Takes a JSON value apart into rows of texts, in the shapes that people give it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.exchange.folders.folder_names import named_part
from vizsla.exchange.tables.table_columns import normalise_column
from vizsla.exchange.text_sources.text_columns import holds_texts, is_text_name
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["json_rows"]

# The names of a list of rows, beside others.
_LISTS = frozenset(
    ("rows", "data", "examples", "items", "instances", "records", "utterances", "sentences")
)
_INTENTS = "intents"
_PAIR = 2  # a text and its label
_OUT_OF_SCOPE = "oos_"  # before the parts of CLINC150


def json_rows(content: object, title: str) -> Iterator[tuple[str, object]]:
    """Iterate over the rows that a JSON value holds, each with its name in messages.

    Args:
        content: a list of rows, such lists by the names of their parts, columns, labels by their
            texts, or texts by their labels.
        title: the file's name.

    """
    if isinstance(content, list):
        yield from _listed(content, title)
    elif isinstance(content, dict):
        yield from _object(content, title)


def _listed(values: list[Any], title: str) -> Iterator[tuple[str, object]]:
    for number, each in enumerate(values, 1):
        yield f"{title}, row {number}", each


def _object(content: Mapping[str, Any], title: str) -> Iterator[tuple[str, object]]:
    if any(is_text_name(normalise_column(name)) and _is_column(content[name]) for name in content):
        yield from _columns(content, title)
        return
    if isinstance(content.get(_INTENTS), dict):  # {"intents": {"greet": ["hello", "hi"]}}
        yield from _by_name(content[_INTENTS], title)
        return
    lists = {name: each for name, each in content.items() if isinstance(each, list)}
    parts = {name: named_part(name.removeprefix(_OUT_OF_SCOPE)) for name in lists}
    named = [each for name, each in lists.items() if name.casefold() in _LISTS]
    only = (named or list(lists.values()))[0] if len(named or lists) == 1 else []
    if parts and all(parts.values()):
        for name, part in parts.items():
            for where, each in _listed(lists[name], f"{title}, {name}"):
                yield where, _with_split(each, part)
    elif only and all(isinstance(each, dict) for each in only):
        yield from _listed(only, title)  # {"version": 1, "data": [...]}
    else:
        yield from _by_name(content, title)


def _is_column(value: object) -> bool:
    """Return whether a value is a text, or texts: in a list, or by the rows' names."""
    values = list(value.values()) if isinstance(value, dict) else value
    return isinstance(values, str) or _are_texts(values)


def _columns(content: Mapping[str, Any], title: str) -> Iterator[tuple[str, object]]:
    """Iterate over the rows of columns, as lists or by the rows' names; or over the one row."""
    lists = {
        name: list(each.values()) if isinstance(each, dict) else each
        for name, each in content.items()
        if isinstance(each, list | dict)
    }
    texts = [each for name, each in lists.items() if is_text_name(normalise_column(name))]
    if not texts:
        yield f"{title}, row 1", content
        return
    for at in range(len(texts[0])):
        row = {name: each[at] for name, each in lists.items() if at < len(each)}
        yield f"{title}, row {at + 1}", row


def _by_name(content: Mapping[str, Any], title: str) -> Iterator[tuple[str, object]]:
    """Iterate over ``{"greet": ["hello", "hi"]}``, or over ``{"how are you": "greet"}``."""
    values = list(content.values())
    if all(isinstance(each, str) for each in values):
        if holds_texts(list(content)):  # else they are settings
            for text, label in content.items():
                yield f"{title}, {shorten(text)}", [text, label]
    elif all(map(_are_texts, values)):
        for label, texts in content.items():
            for number, text in enumerate(texts, 1):
                yield f"{title}, {shorten(label)}, text {number}", [text, label]


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _with_split(value: object, part: str | None) -> object:
    if isinstance(value, list) and len(value) == _PAIR:
        return {"text": value[0], "label": value[1], "split": part}
    if isinstance(value, str):
        return {"text": value, "split": part}
    return {"split": part, **value} if isinstance(value, dict) else value
