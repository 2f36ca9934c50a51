"""The protocol of a decoder: a detector's outputs to boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from vizsla.modalities.image.resize import FittedImage
    from vizsla.runtime import Output

__all__ = ["BoxDecoder", "DecodedBox"]


@dataclass(frozen=True, slots=True)
class DecodedBox:
    """A box in the image's own pixels, with the number of its class and its score."""

    label: int
    score: float
    x: float
    y: float
    width: float
    height: float


class BoxDecoder(Protocol):
    """Turns a detector's outputs into boxes; a module beside this file.

    Attributes:
        GREY: the grey of the margin around an image, 0 to 255: the zero of the network's input.

    """

    GREY: int

    def fits(self, shapes: Sequence[tuple[int, ...]], labels: int) -> bool:
        """Return whether a graph's outputs have the shapes that the decoder reads.

        Args:
            shapes: the shape of each output.
            labels: the number of classes.

        """

    def decode(
        self,
        outputs: Sequence[Output],
        fitted: FittedImage,
        size: tuple[int, int],
        threshold: float,
    ) -> list[DecodedBox]:
        """Return the boxes, the best first, each thing once.

        Args:
            outputs: the graph's outputs, in any order.
            fitted: the graph's input, and how the image lies in it.
            size: the image's width and height in pixels.
            threshold: the least score of a box, 0 to 1.

        """

    def best_score(self, outputs: Sequence[Output]) -> float:
        """Return the highest score of any box, 0 to 1, without computing the boxes.

        Args:
            outputs: the graph's outputs, in any order.

        """

    def score_grid(self, outputs: Sequence[Output], label: int) -> np.ndarray:
        """Return a class's scores on the finest grid, (rows, columns), 0 to 1."""
