"""Answers as Computer Vision's results: tags, a description, objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.modalities.image.image_formats import format_name

if TYPE_CHECKING:
    from vizsla.answer import Box, Description, Detection

__all__ = ["description_of", "metadata_of", "objects_of", "tags_of"]

Size = tuple[int, int]


def tags_of(answer: Description) -> list[dict[str, Any]]:
    """Return the tags of an image, each name once, the likeliest first."""
    best: dict[str, float] = {}
    for each in answer.tags:
        best[each.label] = max(each.score, best.get(each.label, 0.0))
    ranked = sorted(best.items(), key=lambda each: -each[1])
    return [{"name": name, "confidence": score} for name, score in ranked]


def description_of(answer: Description) -> dict[str, Any]:
    """Return the description of an image: one caption, and the names of the tags."""
    return {
        "tags": [each["name"] for each in tags_of(answer)],
        "captions": [{"text": answer.answer, "confidence": answer.score}],
    }


def objects_of(answer: Detection, size: Size) -> list[dict[str, Any]]:
    """Return the objects in an image of a size (width, height), the likeliest first."""
    return [
        {"rectangle": _rectangle(each, size), "object": each.label, "confidence": each.score}
        for each in answer.boxes
    ]


def metadata_of(content: bytes, size: Size) -> dict[str, Any]:
    """Return the facts of an image.

    Args:
        content: its file.
        size: the width and height of the image as it is shown, to which rectangles refer.

    """
    width, height = size
    return {"width": width, "height": height, "format": format_name(content).title()}


def _rectangle(box: Box, size: Size) -> dict[str, int]:
    left, right = (_within(each, size[0]) for each in (box.x, box.x + box.width))
    top, bottom = (_within(each, size[1]) for each in (box.y, box.y + box.height))
    return {"x": left, "y": top, "w": right - left, "h": bottom - top}


def _within(position: float, length: int) -> int:
    return min(length, max(0, round(position)))
