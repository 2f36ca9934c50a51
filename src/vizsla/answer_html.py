"""Draws an Answer for a notebook: the input with boxes or marks, the alternatives as bars."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from vizsla.entities_html import entities_html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Preview", "answer_html"]

BARS = 5
WIDTH = 320  # pixels of the input, at most
LONGEST = 300  # characters of the input, at most


@dataclass(frozen=True, slots=True)
class Preview:
    """A small image of an input.

    Attributes:
        uri: a ``data:`` URI.
        width: the input's own width, in pixels: boxes are in these.
        height: the input's own height, in pixels.

    """

    uri: str
    width: int
    height: int


def answer_html(answer: Mapping[str, Any], title: str, preview: Preview | str | None) -> str:
    """Return the HTML of an Answer; it loads nothing.

    Scores are shown as numbers only where they were calibrated and the input is not novel; the bars
    still give their order.

    Args:
        answer: the Answer's ``to_dict()``.
        title: the answer in words.
        preview: the input in small, or its beginning as text; None where it can't be shown.

    """
    if "entities" in answer:
        return entities_html(answer["entities"], title, preview if isinstance(preview, str) else "")
    boxes = answer.get("boxes") or [each["box"] for each in answer.get("tags", ()) if each["box"]]
    numbers = bool(answer["calibrated"] and not answer["novel"])
    if isinstance(preview, str):
        parts = [f"<blockquote style='max-width:{WIDTH}px'>{escape(preview)}</blockquote>"]
    else:
        parts = ["" if preview is None else _image(preview, boxes, numbers=numbers)]
    parts.append(f"<div><strong>{escape(title)}</strong>")
    rows = answer["alternatives"] if "tags" not in answer else answer["tags"]
    parts.extend(_bar(each, numbers=numbers) for each in rows[:BARS])
    parts.append("</div>")
    return (
        "<div style='display:flex;gap:1em;align-items:flex-start;flex-wrap:wrap'>"
        f"{''.join(parts)}</div>"
    )


def _image(preview: Preview, boxes: Sequence[Mapping[str, Any]], *, numbers: bool) -> str:
    scale = min(1.0, WIDTH / max(preview.width, 1))
    line = 2 / scale
    drawn = "".join(_rectangle(box, line, numbers=numbers) for box in boxes)
    return (
        f"<svg viewBox='0 0 {preview.width} {preview.height}' "
        f"width='{preview.width * scale:.0f}' role='img' aria-label='the input'>"
        f"<image href='{escape(preview.uri, quote=True)}' width='{preview.width}' "
        f"height='{preview.height}'/>{drawn}</svg>"
    )


def _rectangle(box: Mapping[str, Any], line: float, *, numbers: bool) -> str:
    """Return a box's outline, dashed where it is not sure."""
    dashes = "" if box["sure"] else f" stroke-dasharray='{3 * line:g}'"
    unsure = "" if box["sure"] else ", not sure"
    return (
        f"<rect x='{box['x']:g}' y='{box['y']:g}' width='{box['width']:g}' "
        f"height='{box['height']:g}' fill='none' stroke='#e2711d' stroke-width='{line:g}'{dashes}>"
        f"<title>{escape(str(box['label']))}{_number(box['score'], numbers)}{unsure}</title></rect>"
    )


def _number(score: float, shown: bool) -> str:  # noqa: FBT001 - private, and of one meaning
    return f" {score:.2f}" if shown else ""


def _bar(row: Mapping[str, Any], *, numbers: bool) -> str:
    name = escape(str(row.get("answer", row.get("label"))))
    score = float(row["score"])
    return (
        "<div style='display:flex;gap:.5em;align-items:center'>"
        f"<span style='min-width:9em'>{name}</span>"
        "<span style='width:8em;background:rgba(128,128,128,.25)'>"
        f"<span style='display:block;height:.7em;width:{100 * score:.0f}%;background:#e2711d'>"
        f"</span></span><span>{_number(score, numbers)}</span></div>"
    )
