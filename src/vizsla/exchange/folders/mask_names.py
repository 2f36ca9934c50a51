"""Tells masks from the images that they are of, by the names of files beside one another."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["masks_of_others"]

_MASK = re.compile(r"[ _-](mask|segmentation|groundtruth)([ _-]?[0-9]+)?\Z", re.IGNORECASE)


def masks_of_others(locations: Iterable[str]) -> set[str]:
    """Return the files named for masks of files beside them: ``a_mask.png`` beside ``a.png``."""
    stems = {each: posixpath.splitext(each)[0] for each in locations}
    images = set(stems.values())
    return {
        each
        for each, stem in stems.items()
        if (found := _MASK.search(stem)) and stem[: found.start()] in images
    }
