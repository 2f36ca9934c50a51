"""Parses the answers in an annotation of Label Studio.

The tags that ask: https://labelstud.io/tags. An answer of Choices or Taxonomy is about the whole
file; one of RectangleLabels, PolygonLabels and the like is about a region, and so is each that has
coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

__all__ = ["Kind", "TaskAnswer", "parse_result", "parse_value"]

_REGION = ("x", "points", "vertices", "rle", "sequence")
_TEXTS = ("text", "rating", "number", "datetime")
_LABELS = "labels"  # the end of the keys of RectangleLabels and the like


class Kind(Enum):
    """What an answer is about, or how sure it is that it is an answer."""

    CHOICE = "choices about the file"
    REGION = "the classes of regions"
    TEXT = "a text or number"
    PLAIN = "one choice or a text: some formats write both alike"


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """What one person answered to one question.

    Attributes:
        kind: what the answer is about.
        paths: the labels, each as its path in a taxonomy: one part where there is no taxonomy.

    """

    kind: Kind
    paths: tuple[tuple[str, ...], ...]

    def __add__(self, other: TaskAnswer) -> TaskAnswer:
        """Return both answers to the same question as one."""
        kind = self.kind if self.kind == other.kind else Kind.REGION
        return TaskAnswer(kind, self.paths + other.paths)


def parse_result(result: object) -> dict[str, TaskAnswer]:
    """Return the answers of an annotation's ``result``, by question."""
    answers: dict[str, TaskAnswer] = {}
    for each in result if isinstance(result, list) else []:
        if not isinstance(each, dict):
            continue
        answer = parse_value(each.get("value"))
        name = each.get("from_name")
        key = name if isinstance(name, str) else ""
        if answer and isinstance(each.get("value"), dict):
            answers[key] = answers[key] + answer if key in answers else answer
    return answers


def parse_value(value: object) -> TaskAnswer | None:
    """Return a value as an answer; None where it is blank, or none."""
    if isinstance(value, str):
        return TaskAnswer(Kind.PLAIN, ((value.strip(),),)) if value.strip() else None
    if isinstance(value, list):
        parts = [answer for each in value if (answer := parse_value(each))]
        if len(parts) == 1 and parts[0].kind != Kind.PLAIN:
            return parts[0]
        # Several results of one question: each is about a region.
        paths = tuple(path for each in parts for path in each.paths)
        return TaskAnswer(Kind.REGION, paths) if paths else None
    return _parse_object(value) if isinstance(value, Mapping) else None


def _parse_object(value: Mapping[str, object]) -> TaskAnswer | None:
    choices = (*_paths(value.get("choices")), *_leaves(value.get("taxonomy")))
    regions = tuple(
        path
        for key, each in value.items()
        if isinstance(key, str) and key.endswith(_LABELS)
        for path in _paths(each)
    )
    if choices and not regions and not any(key in value for key in _REGION):
        return TaskAnswer(Kind.CHOICE, choices)
    if choices or regions:
        return TaskAnswer(Kind.REGION, regions or choices)
    texts = tuple(path for key in _TEXTS for path in _paths(value.get(key)))
    return TaskAnswer(Kind.TEXT, texts) if texts else None


def _leaves(paths: object) -> list[tuple[str, ...]]:
    """Return the chosen paths of a taxonomy, without those that lead to another one."""
    parsed = [tuple(_texts(each)) for each in paths if each] if isinstance(paths, list) else []
    return [
        each
        for each in parsed
        if each and not any(other[: len(each)] == each and other != each for other in parsed)
    ]


def _paths(value: object) -> list[tuple[str, ...]]:
    return [(each,) for each in _texts(value)]


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    scalars = (str(each).strip() for each in values if isinstance(each, int | float | str))
    return [each for each in scalars if each]
