"""What a GIF's first frame leaves uncovered."""

from __future__ import annotations

from PIL import Image

__all__ = ["whiten_uncovered"]


def whiten_uncovered(frame: Image.Image, extent: tuple[int, int, int, int] | None) -> Image.Image:
    """Return ``frame`` white outside of ``extent`` (left, top, right, bottom).

    A frame may be smaller than the screen. What is around it is transparent in browsers, but the
    palette's first colour in Pillow.
    """
    if extent is None or extent == (0, 0, *frame.size):
        return frame
    page = Image.new("RGB", frame.size, "white")
    page.paste(frame.crop(extent), extent[:2])
    return page
