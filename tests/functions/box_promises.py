"""What every decoder of boxes promises of its boxes, whatever the graph's outputs are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.functions.decoders.candidates import MOST_BOXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.decoders.base import DecodedBox

__all__ = ["assert_sorted_and_inside"]

ROUNDING = 1 + 1e-12


def assert_sorted_and_inside(boxes: Sequence[DecodedBox], width: int, height: int) -> None:
    """Check that the boxes are not too many, the surest first, and within the image."""
    assert len(boxes) <= MOST_BOXES
    assert [box.score for box in boxes] == sorted((box.score for box in boxes), reverse=True)
    for box in boxes:
        assert 0 <= box.x <= box.x + box.width <= width * ROUNDING
        assert 0 <= box.y <= box.y + box.height <= height * ROUNDING
