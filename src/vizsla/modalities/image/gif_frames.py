"""Fills the part of a GIF's screen that its first frame leaves uncovered."""

from __future__ import annotations

from PIL import Image

__all__ = ["whiten_uncovered"]


def whiten_uncovered(frame: Image.Image, extent: tuple[int, int, int, int] | None) -> Image.Image:
    """Return a frame that is white outside of its extent.

    A frame may be smaller than the screen. Browsers show the rest of the screen as transparent,
    Pillow in the palette's first colour.

    Args:
        frame: an RGB image of the screen's size.
        extent: the left, top, right and bottom of the frame's own pixels; None for all.

    """
    if extent is None or extent == (0, 0, *frame.size):
        return frame
    page = Image.new("RGB", frame.size, "white")
    page.paste(frame.crop(extent), extent[:2])
    return page
