"""Embeddings of everyday photographs: the far strangers that a trained function is tried on.

``scripts/embed_everyday.py`` makes the files, one for each encoder, from ``tests/images/things``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import safetensors

if TYPE_CHECKING:
    import numpy as np

    from vizsla.encoders.base import Encoder

__all__ = ["EVERYDAY", "KEY", "everyday_embeddings", "everyday_file"]

EVERYDAY = "photographs of animals, tools and household things"
KEY = "encoder"  # the entry in the file's metadata that holds the encoder's key


def everyday_file(encoder: Encoder[Any]) -> Path:
    """Return the path of an encoder's file, which may not exist."""
    return Path(__file__).parent / "everyday" / f"{encoder.name}.safetensors"


def everyday_embeddings(encoder: Encoder[Any]) -> np.ndarray | None:
    """Return the embeddings, (34, dimension) int16; None for an encoder that has none."""
    path = everyday_file(encoder)
    if not path.exists():
        return None
    with safetensors.safe_open(path, "np") as file:
        if (file.metadata() or {}).get(KEY) != encoder.key:
            return None
        found: np.ndarray = file.get_tensor("embeddings")
    return found
