"""Parses what Label Studio exports: "JSON", "JSON-MIN", "CSV" and "TSV".

The formats: https://labelstud.io/guide/task_format and https://labelstud.io/guide/export. "JSON"
has the answers by question. In the others, answers and task data stand side by side: a record of
"JSON-MIN" has the data, the id, the answers, and then what is known of the annotation; the columns
of "CSV" are in the order of the alphabet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError
from vizsla.exchange.formats.label_studio_answers import TaskAnswer, parse_result, parse_value
from vizsla.exchange.tables.label_studio_paths import is_address
from vizsla.exchange.tables.table_columns import normalise_column
from vizsla.modalities.sources.source_names import is_url, shorten, split_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vizsla.modalities.base import Modality

__all__ = ["OWN_COLUMNS", "Annotation", "Task", "find_file", "is_label_studio", "parse_tasks"]

OWN_COLUMNS = (
    "not_labels",
    "split",
    "state",
    "labelled_by",
    "name",
)  # an export of Vizsla adds them
_FILE_KEYS = ("image", "img", "picture", "photo", "url", "path")
# The keys of a record beside the task's data and its answers.
_RECORD_KEYS = frozenset(
    (
        *("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"),
        *("agreement", "completed_by", "was_cancelled", "history", "ground_truth"),
    )
)


_TRUE = (True, "True", "true")  # JSON's, and how CSV spells it


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one person answered about one task.

    Attributes:
        answers: by question.
        is_cancelled: whether the person skipped the task.
        is_ground_truth: whether it was marked as the right one.

    """

    answers: Mapping[str, TaskAnswer] = field(default_factory=dict)
    is_cancelled: bool = False
    is_ground_truth: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One task: a file, and what people answered about it.

    Attributes:
        number: the task's number in the export, from 1.
        data: the task's data, with the file's address.
        annotations: one for each person.

    """

    number: int
    data: Mapping[str, Any]
    annotations: list[Annotation] = field(default_factory=list)


def is_label_studio(content: object) -> bool:
    """Return whether a JSON value, or the first record of a table, is an export of Label Studio."""
    first = content[0] if isinstance(content, list) and content else content
    return isinstance(first, dict) and (
        isinstance(first.get("data"), dict)
        or "annotation_id" in first
        or {"annotator", "lead_time"} <= first.keys()
    )


def parse_tasks(
    tasks: Sequence[Any], modality: Modality[Any], question: str | None = None
) -> list[Task]:
    """Return the tasks of an export.

    Args:
        tasks: the tasks of "JSON", or the records of another format.
        modality: the modality of the files that the tasks name.
        question: the key that holds the answers, where the caller knows it.

    """
    is_full = isinstance(tasks[0].get("data"), dict)
    return list(_full_tasks(tasks) if is_full else _short_tasks(tasks, modality, question))


def find_file(data: Mapping[str, Any], modality: Modality[Any]) -> str:
    """Return the address of the file in a task's data.

    Raises:
        InputError: the data has none.

    """
    texts = {normalise_column(key): value for key, value in data.items() if isinstance(value, str)}
    named = next((texts[key] for key in _FILE_KEYS if key in texts), None)
    found = named or next(
        (each for key, each in texts.items() if _is_file(key, each, modality)), None
    )
    if found is None:
        raise InputError(
            f"The task has no {modality.singular}, only {shorten(', '.join(data)) or 'nothing'}. "
            "Its data should have an 'image'."
        )
    return found


def _full_tasks(tasks: Sequence[Any]) -> Iterator[Task]:
    for number, task in enumerate(tasks, 1):
        data = task.get("data") if isinstance(task, dict) else None
        annotations = (task.get("annotations") or task.get("completions")) if data else None
        yield Task(
            number,
            data if isinstance(data, dict) else {},
            [
                Annotation(
                    parse_result(each.get("result")),
                    bool(each.get("was_cancelled") or each.get("skipped")),
                    bool(each.get("ground_truth") or each.get("honeypot")),
                )
                for each in (annotations if isinstance(annotations, list) else [])
                if isinstance(each, dict)
            ],
        )


def _short_tasks(
    records: Sequence[Any], modality: Modality[Any], question: str | None
) -> Iterator[Task]:
    parsed = [
        {name: _value(each) for name, each in record.items()} if isinstance(record, dict) else {}
        for record in records
    ]
    answers = _answer_keys(parsed, modality)
    if question and any(question in each for each in parsed):
        answers = [question]
    tasks: dict[object, Task] = {}
    for number, record in enumerate(parsed, 1):
        # Each annotation is a record of its own, which repeats the task's data.
        number_of_task = record.get("id")
        is_known = isinstance(number_of_task, int | str) and number_of_task != ""
        key = number_of_task if is_known else ("row", number)
        data = {name: record[name] for name in record if name not in answers}
        annotations = tasks.setdefault(key, Task(number, data)).annotations
        found = {name: parse_value(record[name]) for name in answers if name in record}
        annotations.append(
            Annotation(
                {name: answer for name, answer in found.items() if answer},
                record.get("was_cancelled") in _TRUE,
                record.get("ground_truth") in _TRUE,
            )
        )
    yield from tasks.values()


def _value(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value; in a CSV, lists and objects are written as JSON."""
    if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _answer_keys(records: Sequence[Mapping[str, Any]], modality: Modality[Any]) -> list[str]:
    """Return the keys that hold answers, or may."""
    keys = dict.fromkeys(key for record in records for key in record)
    others = [
        key
        for key in keys
        if key not in _RECORD_KEYS
        and normalise_column(key) not in OWN_COLUMNS
        and not any(_is_file(key, record.get(key), modality) for record in records)
    ]
    data = {key for record in records for key in _known_data(record)}
    return [key for key in others if key not in data]


def _known_data(record: Mapping[str, Any]) -> Iterator[str]:
    """Iterate over the keys of a record that are the task's data for certain."""
    keys = list(record)
    if "annotation_id" in record and record["annotation_id"] in (None, ""):
        # Nobody annotated the task: all that it has is its data.
        yield from (key for key, value in record.items() if value not in (None, ""))
    if {"id", "annotator"} <= record.keys() and keys != sorted(keys):
        first, last = keys.index("id"), keys.index("annotator")
        if first < last:
            yield from (*keys[:first], *keys[last:])


def _is_file(key: str, value: object, modality: Modality[Any]) -> bool:
    if not isinstance(value, str):
        return False
    path = split_url(value)[1] if is_url(value) else value
    return modality.is_file(path) or normalise_column(key) in _FILE_KEYS or is_address(value)
