"""An explanation: the parts of an input from which an answer comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Explanation"]


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """The parts of an image from which a label's score comes.

    Attributes:
        label: the label that is explained; None where the answer is None.
        heat_map: (height, width) float32 from 0 to 1, of the image's own size: the weight of each
            pixel for the label, 1 for the most. All 0 where no pixel speaks for the label.

    """

    label: str | None
    heat_map: np.ndarray
