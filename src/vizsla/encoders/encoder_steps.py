"""The steps from an input to its embedding, for people who want to see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from vizsla.encoders.embedding import Embedding

__all__ = ["EncoderSteps"]


@dataclass(frozen=True, slots=True, eq=False)
class EncoderSteps:
    """What an encoder made of an input on the way to its embedding.

    Attributes:
        embedding: the embedding.
        tensor: the whole numbers that the model takes: of an image (side, side, 3) uint8, of a
            text (pieces,) the numbers of its pieces; None where the encoder does not tell.
        scale: a number of the tensor stands for the real value ``(number - zero_point) * scale``.
        zero_point: the number that stands for 0.
        size: the width and the height of an image in pixels, upright; None for other inputs.
        box: the left, top, right and bottom of the part of an image that the model sees, in pixels
            of the image; None for other inputs.
        pieces: the pieces of words behind the tensor of a text; "" for a mark that no text has.
        places: (rows, columns, dimension) float64, the numbers of each place of an image, whose
            sum over the places is that of the embedding; None for other inputs.

    """

    embedding: Embedding
    tensor: np.ndarray | None = None
    scale: float = 1.0
    zero_point: int = 0
    size: tuple[int, int] | None = None
    box: tuple[int, int, int, int] | None = None
    pieces: tuple[str, ...] = ()
    places: np.ndarray | None = None
