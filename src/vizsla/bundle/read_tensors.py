"""Reads the tensors of a table in a bundle, whose header is not trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import safetensors.numpy

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

__all__ = ["read_tensors"]

MOST_HEADER = 2**20  # bytes


def read_tensors(content: bytes, dtypes: Mapping[str, str]) -> dict[str, np.ndarray]:
    """Return the tensors of a safetensors file by name.

    Args:
        content: the file's content.
        dtypes: by the name of each tensor that must be there, its NumPy type, such as ``uint8``.

    Raises:
        ValueError: the header is too long, or a tensor is missing or of another type.
        safetensors.SafetensorError: the content is no safetensors file.

    """
    if int.from_bytes(content[:8], "little") > MOST_HEADER:
        raise ValueError(f"its header is over {MOST_HEADER} bytes")
    tensors: dict[str, np.ndarray] = safetensors.numpy.load(content)
    for name, dtype in dtypes.items():
        if name not in tensors or str(tensors[name].dtype) != dtype:
            raise ValueError(f"{name!r} is not there in {dtype}")
    return tensors
