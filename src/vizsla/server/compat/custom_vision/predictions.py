"""Answers as Custom Vision's predictions: the probability of each tag, the likeliest first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError
from vizsla.multi_label_kinds import is_multi_label
from vizsla.server.compat.public_ids import tag_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.answer import Alternative, Answer, Box
    from vizsla.functions.base import Function
    from vizsla.modalities.limits import Limits

__all__ = ["NEGATIVE", "check_task", "classified", "detected"]

NEGATIVE = (
    "Negative"  # the service's name and type of the tag for images that show none of the rest
)


def check_task(kind: type[Function[Any, Any]], title: str, *, boxes: bool) -> None:
    """Refuse a function that does not do what a request asks for.

    Args:
        kind: the function's class.
        title: the function's name, for the message.
        boxes: whether the request asks for boxes.

    Raises:
        OptionError: the function does something else.

    """
    if kind.modality_name != "image":
        raise OptionError(f"the project {title!r} takes no images, but {kind.modality_name}")
    if kind.answers_in_sentences:
        raise OptionError(
            f"the project {title!r} describes images, and neither classifies them nor finds "
            "things in them; use the routes of Computer Vision for it: /vision/v3.2/describe"
        )
    if kind.finds_boxes != boxes:
        does, route = "classifies images", "classify"
        if kind.finds_boxes:
            does, route = "finds things in images", "detect"
        raise OptionError(f"the project {title!r} {does}; send them to .../{route}/iterations/...")


def classified(
    function: Function[Any, Any], source: object, options: Mapping[str, Any], limits: Limits
) -> dict[str, Any]:
    """Return the predictions of a classifier, and whether its answer is sure."""
    del options
    answer = function(source, top=max(1, len(function.labels)), limits=limits)
    found = [_of_label(function.name, each) for each in answer.alternatives]
    none = _none(function, answer)
    if none is not None:
        found.append(_prediction(function.name, NEGATIVE, NEGATIVE, none, NEGATIVE))
        found.sort(key=lambda each: -each["probability"])
    return {"predictions": found, "sure": answer.sure}


def detected(
    function: Function[Any, Any], source: object, options: Mapping[str, Any], limits: Limits
) -> dict[str, Any]:
    """Return the predictions of a detector, and whether its answer is sure."""
    # Imported here: NumPy and Pillow take 0.3 s, and a server shall start fast.
    from vizsla.modalities.image.resize import size_of  # noqa: PLC0415

    del options
    value = function.modality.load(source, limits=limits)
    size = size_of(value)
    answer = function(value, limits=limits)
    found = [_of_box(function.name, each, size) for each in answer.boxes]
    return {"predictions": found, "sure": answer.sure}


def _none(function: Function[Any, Any], answer: Answer) -> float | None:
    """Return how likely an image shows none of the labels; None where a function can't tell."""
    scores = [each.score for each in answer.alternatives]
    if answer.answer is None:
        return answer.score
    if is_multi_label(function.kind):
        return math.prod(1 - each for each in scores)
    return max(0.0, 1 - math.fsum(scores)) if function.manifest.least_known else None


def _of_label(name: str, label: Alternative) -> dict[str, Any]:
    return _prediction(name, label.answer, label.id or label.answer, label.score)


def _of_box(name: str, box: Box, size: tuple[int, int]) -> dict[str, Any]:
    left, right = (_share(each, size[0]) for each in (box.x, box.x + box.width))
    top, bottom = (_share(each, size[1]) for each in (box.y, box.y + box.height))
    place = {"left": left, "top": top, "width": right - left, "height": bottom - top}
    return {**_prediction(name, box.label, box.label, box.score), "boundingBox": place}


def _share(position: float, length: int) -> float:
    return min(1.0, max(0.0, position / length))


def _prediction(
    name: str, label: str, key: str, score: float, kind: str = "Regular"
) -> dict[str, Any]:
    return {
        "probability": score,
        "tagId": tag_id(name, key),
        "tagName": label,
        "tagType": kind,
    }
