"""The table of decoders. A new decoder is a file beside this one, and one row here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import BundleDamagedError, BundleTooNewError
from vizsla.functions.decoders import nanodet, ssd

if TYPE_CHECKING:
    from vizsla.bundle import Bundle
    from vizsla.functions.decoders.base import BoxDecoder

__all__ = ["decoder_of"]

_DECODERS: dict[str, BoxDecoder] = {"nanodet": nanodet, "ssd": ssd}


def decoder_of(bundle: Bundle) -> BoxDecoder:
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
