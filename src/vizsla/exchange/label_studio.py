"""Label Studio's JSON export, both the full one ("JSON") and "JSON-MIN".

The formats: https://labelstud.io/guide/task_format and https://labelstud.io/guide/export. Choices
are read, which is what it calls image classification; boxes and the like are not.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.table_rows import Row, Table, key_of, read_row, row_problem
from vizsla.label_rules import clean_label
from vizsla.modalities.image.suffixes import IMAGE_SUFFIXES
from vizsla.modalities.sources.source_names import is_url, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vizsla.exchange.incoming import Problem
    from vizsla.exchange.tree import Tree

__all__ = ["StudioTree", "is_label_studio", "read_label_studio"]

_UPLOAD, _LOCAL = "/data/upload/", "/data/local-files/"
_PREFIX = re.compile(r"[0-9a-f]{8}-")  # what is put before an uploaded file's name
_IMAGE_KEYS = ("image", "img", "picture", "photo", "url", "path")
_CHOICE_KEYS = ("choice", "choices", "label", "class", "category", "classification", "labels")
_BESIDE = ("not_labels", "split", "state", "name")  # what an export of Vizsla adds
# What JSON-MIN says of a task beside its data and its answers.
_ABOUT = frozenset(
    (
        *("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"),
        *("agreement", "completed_by", "was_cancelled"),
    )
)


def is_label_studio(content: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """Say whether this is an export of Label Studio."""
    first = content[0] if isinstance(content, list) and content else content
    return isinstance(first, dict) and (
        isinstance(first.get("data"), dict)
        or "annotation_id" in first
        or {"annotator", "lead_time"} <= first.keys()
    )


def read_label_studio(content: Any, title: str) -> Table:  # noqa: ANN401 - whatever JSON holds
    """Return the rows of an export.

    What was cancelled is skipped. Where annotators disagree the picture is unsure, and that is
    told. Predictions are guesses, not labels, and don't count.

    Raises:
        InputFormatError: it is no such export.

    """
    tasks = content if isinstance(content, list) else [content]
    if not is_label_studio(tasks):
        raise InputFormatError(
            f"{title} is not an export of Label Studio. Export the project as JSON or JSON-MIN."
        )
    rows: list[Row] = []
    problems: list[Problem] = []
    full = isinstance(tasks[0].get("data"), dict)
    for where, records in _full(tasks, title) if full else _short(tasks, title):
        try:
            row, trouble = _row(records, where, full=full)
        except InputError as error:
            problems.append(row_problem(where, error))
            continue
        rows.append(row)
        if trouble:
            problems.append(row_problem(where, trouble))
    return Table(rows, problems, has_labels=True)


class StudioTree:
    """Finds the files that Label Studio's own addresses mean.

    ``/data/upload/7/1a2b3c4d-oak.jpg`` is what was uploaded to project 7, ``/data/local-files/?d=``
    names a file below a folder that only its server knows: each is looked for by as much of its
    path as there is, below the folder of the export or ``root``.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.title = tree.title
        self.problems = tree.problems
        self.suffixes = tree.suffixes

    def pictures(self) -> list[str]:
        """Return the places of all pictures."""
        return self._tree.pictures()

    def folders(self) -> list[str]:
        """Return the names of the folders right inside."""
        return self._tree.folders()

    def read(self, place: str) -> bytes:
        """Return a file's bytes."""
        return self._tree.read(place)

    def find(self, path: str, base: str = "") -> str | None:
        """Return the place of the file that ``path`` means, or None."""
        found = (self._tree.find(each, base) for each in _candidates(path))
        return next((each for each in found if each), None)


def _candidates(path: str) -> Iterator[str]:
    parts = urlsplit(path) if path.startswith((_UPLOAD, _LOCAL)) else None
    if parts is None:
        yield path
        return
    if path.startswith(_LOCAL):
        named = parse_qs(parts.query).get("d", [""])[0]
    else:
        named = unquote(parts.path).removeprefix("/data/")
    pieces = [each for each in PurePosixPath(named.replace("\\", "/")).parts if each != "/"]
    if not pieces or ".." in pieces:
        return
    yield from ("/".join(pieces[at:]) for at in range(len(pieces)))
    for name in (pieces[-1], _PREFIX.sub("", pieces[-1], count=1)):
        yield from (f"images/{name}", name)
    if path.startswith(_LOCAL):
        yield f"/{'/'.join(pieces)}"


# What one annotator said: labels, or None where it was cancelled.
_Said = list[str] | None


def _row(
    records: tuple[Mapping[str, Any], list[_Said]], where: str, *, full: bool
) -> tuple[Row, InputError | None]:
    data, said = records
    beside = {key: value for key, value in data.items() if full or isinstance(value, str | list)}
    named = {key_of(key): value for key, value in beside.items()}
    record: dict[str, Any] = {key: named[key] for key in _BESIDE if key in named}
    row = read_row({"path": _image(data)} | record, where)
    given = [each for each in said if each]
    state = row.state
    if not given and any(each is None for each in said):
        state = "skipped"
    several = next((each for each in given if len(set(each)) > 1), None)
    labels = list(dict.fromkeys(clean_label(each[0], InputError) for each in given))
    trouble = None
    if several:
        trouble = InputError(
            f"{shorten(row.path)} has {len(several)} labels ({shorten(', '.join(several))}), and "
            "a picture has one. It is added as unsure: choose one."
        )
    elif len(labels) > 1:
        trouble = InputError(
            f"{shorten(row.path)} was called {shorten(' and '.join(labels))} by different people. "
            "It is added as unsure: choose one."
        )
    if trouble:
        state, labels = "unsure", []
    return (
        Row(
            where, row.path, labels[0] if labels else None, row.not_labels,
            row.split, state, row.name,
        ),
        trouble,
    )  # fmt: skip


_Task = tuple[str, tuple["Mapping[str, Any]", list[_Said]]]


def _full(tasks: Iterable[Any], title: str) -> Iterator[_Task]:
    for number, task in enumerate(tasks, 1):
        data = task.get("data") if isinstance(task, dict) else None
        annotations = (task.get("annotations") or task.get("completions")) if data else None
        said: list[_Said] = [
            None if each.get("was_cancelled") else _choices(each.get("result"))
            for each in (annotations if isinstance(annotations, list) else [])
            if isinstance(each, dict)
        ]
        yield f"{title}, task {number}", (data if isinstance(data, dict) else {}, said)


def _choices(result: object) -> list[str]:
    labels: list[str] = []
    for each in result if isinstance(result, list) else []:
        value = each.get("value") if isinstance(each, dict) else None
        chosen = value.get("choices") if isinstance(value, dict) else None
        labels += [str(label) for label in chosen] if isinstance(chosen, list) else []
    return labels


def _short(tasks: list[Any], title: str) -> Iterator[_Task]:
    question = _question(tasks)
    grouped: dict[object, tuple[int, Mapping[str, Any], list[_Said]]] = {}
    for number, task in enumerate(tasks, 1):
        record = task if isinstance(task, dict) else {}
        # Each annotation is a record of its own, and says again what the task was.
        same = record.get("id") if isinstance(record.get("id"), int | str) else ("row", number)
        data: Mapping[str, Any] = {key: record[key] for key in record if key != question}
        _, _, said = grouped.setdefault(same, (number, data, []))
        answer = record.get(question) if question else None
        if record.get("was_cancelled"):
            said.append(None)
        elif isinstance(answer, str):
            said.append([answer])
        elif isinstance(answer, dict) and isinstance(answer.get("choices"), list):
            said.append([str(each) for each in answer["choices"]])
    for number, data, said in grouped.values():
        yield f"{title}, task {number}", (data, said)


def _question(tasks: Iterable[Any]) -> str | None:
    """Return the key that holds the choices: the one that most of the records have."""
    seen: Counter[str] = Counter()
    for task in tasks:
        for key, value in task.items() if isinstance(task, dict) else ():
            if key in _ABOUT or key_of(key) in _BESIDE:
                continue
            if isinstance(value, dict) and isinstance(value.get("choices"), list):
                seen[key] += 2  # nothing else looks so
            elif isinstance(value, str) and not _is_image(key, value):
                seen[key] += 2 if key_of(key) in _CHOICE_KEYS else 1
    return max(seen, key=lambda key: (key_of(key) in _CHOICE_KEYS, seen[key])) if seen else None


def _image(data: Mapping[str, Any]) -> str:
    texts = {key_of(key): value for key, value in data.items() if isinstance(value, str)}
    named = next((texts[key] for key in _IMAGE_KEYS if key in texts), None)
    found = named or next((each for key, each in texts.items() if _is_image(key, each)), None)
    if found is None:
        raise InputError(
            f"It has no picture, only {shorten(', '.join(data)) or 'nothing'}. Its data should "
            "have an 'image'."
        )
    return found


def _is_image(key: str, text: str) -> bool:
    ending = PurePosixPath(urlsplit(text).path if is_url(text) else text).suffix.lower()
    return ending in IMAGE_SUFFIXES or key_of(key) in _IMAGE_KEYS or text.startswith(_LOCAL)
