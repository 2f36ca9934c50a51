"""The table of decoders: the ways in which a detector's outputs become boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from vizsla.errors import BundleDamagedError, BundleTooNewError
from vizsla.functions.decoders import nanodet

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from vizsla.bundle import Bundle
    from vizsla.functions.decoders.nanodet import Found
    from vizsla.modalities.image.resize import Letterbox
    from vizsla.runtime import Output

__all__ = ["Decoder", "decoder_named"]


class Decoder(Protocol):
    """Turns a detector's outputs into boxes; a module beside this file."""

    def fits(self, shapes: Sequence[tuple[int, ...]], labels: int) -> bool:
        """Tell whether a graph's outputs are of the shapes that the decoder reads."""

    def decode(
        self,
        outputs: Sequence[Output],
        fitted: Letterbox,
        picture: tuple[int, int],
        threshold: float,
    ) -> list[Found]:
        """Return the boxes with at least that score, the best first, each thing once."""

    def heat(self, outputs: Sequence[Output], label: int) -> np.ndarray:
        """Return a class's score at each place of the finest grid."""


_DECODERS: dict[str, Decoder] = {"nanodet": nanodet}


def decoder_named(bundle: Bundle) -> Decoder:
    """Return the decoder that a bundle names.

    Raises:
        BundleDamagedError: the bundle names none.
        BundleTooNewError: this version of Vizsla knows no such decoder.

    """
    entry = bundle.manifest.decoder
    if entry is None:
        raise BundleDamagedError(
            f"{bundle.path}: a function of kind {bundle.manifest.kind!r} needs a decoder, and "
            "function.json names none; publish it again"
        )
    if entry.name not in _DECODERS:
        raise BundleTooNewError(
            f"{bundle.path} needs the decoder {entry.name!r}, and this version of Vizsla knows "
            f"{', '.join(sorted(_DECODERS))}: pip install --upgrade vizsla"
        )
    return _DECODERS[entry.name]
