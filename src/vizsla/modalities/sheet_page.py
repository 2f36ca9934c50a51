"""Lays small pictures side by side into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from vizsla.errors import OptionError
from vizsla.prefetch import prefetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["sheet_page"]

GREY = (184, 178, 170)


def sheet_page(
    draw: Callable[[bytes | None], Image.Image | None],
    contents: Iterable[bytes | None],
    side: int,
    columns: int,
) -> tuple[Image.Image, int]:
    """Return squares in one image, and the number of its rows; what has no picture is grey.

    Args:
        draw: makes the square of a file's bytes; None for none.
        contents: files' bytes, read one at a time.
        side: the side of a square in pixels, at least 1.
        columns: the number of squares in a row, at least 1.

    Raises:
        OptionError: ``columns`` is below 1.

    """
    if columns < 1:
        raise OptionError(f"columns={columns}: a sheet has at least 1 column")
    squares = list(prefetch(draw, contents))
    rows = max(1, -(-len(squares) // columns))
    page = Image.new("RGB", (columns * side, rows * side), GREY)
    for number, each in enumerate(squares):
        if each is not None:
            page.paste(each, (number % columns * side, number // columns * side))
    return page, rows
