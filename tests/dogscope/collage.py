"""A photograph of several dogs, of photographs of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path


def side_by_side(*paths: Path) -> Image.Image:
    """Return the pictures of these files beside one another, with a gap between two."""
    pictures = [Image.open(path).convert("RGB").resize((480, 480)) for path in paths]
    whole = Image.new("RGB", (480 * len(paths) + 120, 480), (120, 140, 110))
    for at, picture in enumerate(pictures):
        whole.paste(picture, (at * 600, 0))
    return whole
