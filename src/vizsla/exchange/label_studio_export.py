"""Parses the JSON that Label Studio exports: the full one ("JSON"), and "JSON-MIN".

The formats: https://labelstud.io/guide/task_format and https://labelstud.io/guide/export.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from vizsla.errors import InputError
from vizsla.exchange.label_studio_paths import LOCAL_FILES
from vizsla.exchange.table_rows import normalise_column
from vizsla.modalities.sources.source_names import is_url, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vizsla.modalities.base import Modality

__all__ = ["OWN_COLUMNS", "Task", "find_file", "is_label_studio", "parse_tasks"]

OWN_COLUMNS = ("not_labels", "split", "state", "name")  # an export of Vizsla adds them
_FILE_KEYS = ("image", "img", "picture", "photo", "url", "path")
_CHOICE_KEYS = ("choice", "choices", "label", "class", "category", "classification", "labels")
# The keys of a record of JSON-MIN beside the task's data and its choices.
_RECORD_KEYS = frozenset(
    (
        *("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"),
        *("agreement", "completed_by", "was_cancelled"),
    )
)


@dataclass(frozen=True, slots=True)
class Task:
    """One task: a file, and the choices of those who annotated it.

    Attributes:
        number: the task's number in the export, from 1.
        data: the task's data, with the file's address.
        annotations: the labels that each annotator chose; None where the annotation was cancelled.

    """

    number: int
    data: Mapping[str, Any]
    annotations: list[list[str] | None] = field(default_factory=list)


def is_label_studio(content: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """Return whether a JSON value is an export of Label Studio."""
    first = content[0] if isinstance(content, list) and content else content
    return isinstance(first, dict) and (
        isinstance(first.get("data"), dict)
        or "annotation_id" in first
        or {"annotator", "lead_time"} <= first.keys()
    )


def parse_tasks(tasks: list[Any], modality: Modality[Any]) -> Iterator[Task]:
    """Iterate over the tasks of an export.

    Args:
        tasks: the tasks of "JSON", or the records of "JSON-MIN".
        modality: the modality of the files that the tasks name.

    """
    is_full = isinstance(tasks[0].get("data"), dict)
    return _full_tasks(tasks) if is_full else _short_tasks(tasks, modality)


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


def _full_tasks(tasks: Iterable[Any]) -> Iterator[Task]:
    for number, task in enumerate(tasks, 1):
        data = task.get("data") if isinstance(task, dict) else None
        annotations = (task.get("annotations") or task.get("completions")) if data else None
        yield Task(
            number,
            data if isinstance(data, dict) else {},
            [
                None if each.get("was_cancelled") else _choices(each.get("result"))
                for each in (annotations if isinstance(annotations, list) else [])
                if isinstance(each, dict)
            ],
        )


def _choices(result: object) -> list[str]:
    labels: list[str] = []
    for each in result if isinstance(result, list) else []:
        value = each.get("value") if isinstance(each, dict) else None
        chosen = value.get("choices") if isinstance(value, dict) else None
        labels += [str(label) for label in chosen] if isinstance(chosen, list) else []
    return labels


def _short_tasks(records: list[Any], modality: Modality[Any]) -> Iterator[Task]:
    choice_key = _choice_key(records, modality)
    tasks: dict[object, Task] = {}
    for number, each in enumerate(records, 1):
        record = each if isinstance(each, dict) else {}
        # Each annotation is a record of its own, which repeats the task's data.
        key = record.get("id") if isinstance(record.get("id"), int | str) else ("row", number)
        data = {name: record[name] for name in record if name != choice_key}
        annotations = tasks.setdefault(key, Task(number, data)).annotations
        choice = record.get(choice_key) if choice_key else None
        if record.get("was_cancelled"):
            annotations.append(None)
        elif isinstance(choice, str):
            annotations.append([choice])
        elif isinstance(choice, dict) and isinstance(choice.get("choices"), list):
            annotations.append([str(label) for label in choice["choices"]])
    yield from tasks.values()


def _choice_key(records: Iterable[Any], modality: Modality[Any]) -> str | None:
    """Return the key that holds the choices: the one that most of the records have."""
    votes: Counter[str] = Counter()
    for record in records:
        for key, value in record.items() if isinstance(record, dict) else ():
            if key in _RECORD_KEYS or normalise_column(key) in OWN_COLUMNS:
                continue
            if isinstance(value, dict) and isinstance(value.get("choices"), list):
                votes[key] += 2  # nothing else looks like this
            elif isinstance(value, str) and not _is_file(key, value, modality):
                votes[key] += 2 if normalise_column(key) in _CHOICE_KEYS else 1

    def certainty(key: str) -> tuple[bool, int]:
        return normalise_column(key) in _CHOICE_KEYS, votes[key]

    return max(votes, key=certainty) if votes else None


def _is_file(key: str, text: str, modality: Modality[Any]) -> bool:
    path = urlsplit(text).path if is_url(text) else text
    return (
        modality.is_file(PurePosixPath(path))
        or normalise_column(key) in _FILE_KEYS
        or text.startswith(LOCAL_FILES)
    )
