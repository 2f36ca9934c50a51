"""The reasons for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


__all__ = ["Explanation"]


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """Where in the picture a label's score comes from.

    Attributes:
        label: what is explained; None where there is nothing to.
        heat_map: (H, W) float32 from 0 to 1, of the picture's own size: the greater, the more
            that place speaks for the label. All 0 where nothing does.

    """

    label: str | None
    heat_map: np.ndarray
