"""Which encoder made an embedding, and how its numbers are stored."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import OptionError, WorkspaceDamagedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

__all__ = ["EncoderSpec"]

DTYPES = ("int8", "uint8", "int16", "uint16", "int32", "uint32", "float16", "float32", "float64")
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class EncoderSpec:
    """An encoder as the workspace records it: an embedding is ``vector * scale``.

    Attributes:
        name: the encoder's name, with everything else that the numbers depend on, such as the
            weights' hash and the preprocessing. Embeddings of different names are never mixed.
        dtype: the stored numbers' type, as NumPy names it: ``int16``, ``float32``.
        dimension: the number of values in an embedding, from 1.
        scale: the factor that turns the stored numbers into the embedding, above 0.

    Raises:
        OptionError: a value is out of its range.

    """

    name: str
    dtype: str
    dimension: int
    scale: float = 1.0

    def __post_init__(self) -> None:
        """Check the values."""
        if not isinstance(self.name, str) or not 1 <= len(self.name) <= LONGEST_NAME:
            raise OptionError(
                f"an encoder's name has 1 to {LONGEST_NAME} characters, not {self.name!r:.80}"
            )
        if self.dtype not in DTYPES:
            raise OptionError(
                f"embeddings of {self.name!r} can't be stored as {self.dtype!r}; use one of "
                f"{', '.join(DTYPES)}"
            )
        if self.dimension < 1:
            raise OptionError(
                f"an embedding of {self.name!r} has 1 or more numbers, not {self.dimension!r}"
            )
        if not (math.isfinite(self.scale) and self.scale > 0):
            raise OptionError(f"the scale of {self.name!r} must be above 0, not {self.scale!r}")

    def cast(self, values: np.ndarray) -> np.ndarray:
        """Return numbers in the stored type.

        Args:
            values: the numbers, (..., dimension); whole ones for an integer dtype.

        Raises:
            OptionError: a number does not fit into the type: it would overflow, or be rounded.

        """
        import numpy as np  # noqa: PLC0415 - a command that reads labels needs none

        with np.errstate(invalid="ignore", over="ignore"):
            cast = np.asarray(values).astype(self.dtype)
        exact = cast.dtype.kind in "iu"
        if not (np.array_equal(cast, values) if exact else np.isfinite(cast).all()):
            low, high = np.min(values), np.max(values)
            raise OptionError(
                f"embeddings of {self.name!r} can't be stored as {self.dtype}: they have numbers "
                f"from {low:g} to {high:g}, or numbers that are not whole; use a larger type"
            )
        return cast

    def pack(self, vector: np.ndarray, owner: str) -> bytes:
        """Return an embedding's numbers as the database stores them.

        Args:
            vector: (dimension,) of the encoder's dtype, finite.
            owner: the name of the embedding's example, for messages.

        Raises:
            OptionError: the array has another dtype or shape, or numbers that are not finite.

        """
        import numpy as np  # noqa: PLC0415 - a command that reads labels needs none

        expected = f"{self.dtype} ({self.dimension},)"
        if not isinstance(vector, np.ndarray):
            raise OptionError(f"the embedding of {owner!r} must be {expected}, not {vector!r:.40}")
        if vector.dtype != np.dtype(self.dtype) or vector.shape != (self.dimension,):
            found = f"{vector.dtype} {vector.shape}"
            raise OptionError(
                f"the embedding of {owner!r} must be {expected}, as {self.name!r} gives it, not "
                f"{found}"
            )
        if vector.dtype.kind == "f" and not np.isfinite(vector).all():
            raise OptionError(f"the embedding of {owner!r} has numbers that are not finite")
        return vector.astype(self._stored, copy=False).tobytes()

    def unpack(self, blobs: Sequence[bytes]) -> np.ndarray:
        """Return stored embeddings, (blobs, dimension) of the encoder's dtype.

        Raises:
            WorkspaceDamagedError: an embedding does not have ``dimension`` numbers.

        """
        import numpy as np  # noqa: PLC0415 - a command that reads labels needs none

        size = self._stored.itemsize * self.dimension
        if any(not isinstance(each, bytes) or len(each) != size for each in blobs):
            raise WorkspaceDamagedError(
                f"embeddings of {self.name!r} in the database don't have {self.dimension} numbers "
                f"of {self.dtype}; restore it from a backup, or remove those examples and add "
                "them again"
            )
        flat = np.frombuffer(b"".join(blobs), self._stored)
        return flat.astype(self.dtype).reshape(len(blobs), self.dimension)

    @property
    def _stored(self) -> np.dtype[np.generic]:
        import numpy as np  # noqa: PLC0415 - a command that reads labels needs none

        return np.dtype(self.dtype).newbyteorder("<")
