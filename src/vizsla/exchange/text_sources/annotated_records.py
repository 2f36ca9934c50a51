"""Makes plain records of those that other tools write: doccano, Prodigy, spaCy, chat models.

The formats: doccano's JSONL has ``label``: a text, or a list of texts, or of spans;
Prodigy's (https://prodi.gy/docs/api-interfaces) ``label`` with ``answer``, or ``options`` with
``accept``; spaCy's training data are pairs of a text and ``{"cats": {"greet": 1}}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["SPANS_NOTE", "plain_record"]

SPANS_NOTE = "\0spans"  # the key of a record whose spans are left out; no JSON of people has it
_PAIR = 2  # a text and its label
_SPAN = 3  # start, end, label
_CHOSEN = 0.5  # of 1: a class that spaCy's ``cats`` gives a text
_LABELS = ("label", "labels", "entities", "spans")
_TECHNICAL = ("_input_hash", "_task_hash", "_session_id", "_view_id", "_timestamp", "tokens")


def plain_record(value: object) -> dict[str, Any] | None:
    """Return a record with plain columns; None where the value is no record of a text.

    Args:
        value: an object, a text, or a pair of a text and its label or its annotations.

    """
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, list):
        return _pair(value)
    if not isinstance(value, Mapping):
        return None
    row = value.get("row")  # as Hugging Face's server answers
    columns: Mapping[object, Any] = row if isinstance(row, Mapping) else value
    record = {str(key): each for key, each in columns.items()}
    if isinstance(record.get("messages"), list):
        record |= _conversation(record.pop("messages"))
    for key in _LABELS:
        if _are_spans(record.get(key)):
            del record[key]
            record[SPANS_NOTE] = True
    if isinstance(record.get("cats"), Mapping):
        record["label"] = _chosen(record.pop("cats"))
    if _is_prodigy(record):
        record = _without_answer(record)
    return record


def _conversation(messages: list[Any]) -> dict[str, Any]:
    """Return the text and the label of a conversation, as language models are taught by."""
    said = {
        each["role"]: each["content"]
        for each in messages
        if isinstance(each, Mapping)
        and isinstance(each.get("role"), str)
        and isinstance(each.get("content"), str)
    }
    names = {"user": "text", "assistant": "label"}
    return {names[role]: said[role] for role in names if role in said}


def _pair(value: list[Any]) -> dict[str, Any] | None:
    if len(value) != _PAIR or not isinstance(value[0], str):
        return None
    text, about = value
    if isinstance(about, Mapping):
        return plain_record({"text": text, **about})
    return {"text": text, "label": about} if isinstance(about, str | int | float) else None


def _are_spans(value: object) -> bool:
    """Return whether a value marks words within the text, and is no label of all of it."""
    if not isinstance(value, list):
        return False
    return bool(value) and all(
        (isinstance(each, list) and len(each) == _SPAN)
        or (isinstance(each, Mapping) and bool({"start", "start_offset", "start_char"} & {*each}))
        for each in value
    )


def _chosen(classes: Mapping[str, Any]) -> list[str]:
    return [
        str(name)
        for name, score in classes.items()
        if isinstance(score, int | float) and score > _CHOSEN
    ]


def _is_prodigy(record: Mapping[str, Any]) -> bool:
    has_hash = "_input_hash" in record or "_task_hash" in record
    return record.get("answer") in ("accept", "reject", "ignore") and (
        has_hash or isinstance(record.get("accept"), list) or "label" in record
    )


def _without_answer(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record of Prodigy with what its answer says of the label."""
    answer = record.pop("answer")
    for key in _TECHNICAL:
        record.pop(key, None)
    if isinstance(record.get("accept"), list):
        record["label"] = record.pop("accept")
        record.pop("options", None)
        if answer != "accept":
            record.pop("label")
    elif answer == "reject" and "label" in record:
        record["not_labels"] = [record.pop("label")]
    if answer == "ignore":
        record.pop("label", None)
        record["state"] = "skipped"
    return record
