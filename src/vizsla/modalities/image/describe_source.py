"""Names for inputs, for messages and logs."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from PIL import Image

from vizsla.modalities.sources.source_names import is_url, shorten, without_secrets
from vizsla.wording import counted

__all__ = ["describe_source"]


def describe_source(source: Any) -> str:  # noqa: ANN401 - it names whatever it is given
    """Name ``source``: ``park.jpg``, ``a picture of 3 x 4 pixels (ndarray)``. Never raises."""
    try:
        return _describe(source)
    except Exception:  # noqa: BLE001 - a strange object must not hide the error being reported
        return f"an object of type {_type_name(source)}"


def _describe(source: Any) -> str:  # noqa: ANN401
    if isinstance(source, str) and is_url(source):
        return without_secrets(source)
    if isinstance(source, str | os.PathLike):
        return shorten(os.fsdecode(source)) or "an empty path"
    if isinstance(source, bytes | bytearray | memoryview):
        count = memoryview(source).nbytes
        return f"a value of {counted(count, 'byte')} ({type(source).__name__})"
    if isinstance(source, Image.Image | np.ndarray):
        return _describe_pixels(source)
    file = getattr(source, "name", "") if hasattr(source, "read") else ""
    if isinstance(file, str) and file:
        return f"the file object {shorten(file)}"
    return f"an object of type {_type_name(source)}"


def _describe_pixels(picture: Image.Image | np.ndarray[Any, Any]) -> str:
    if isinstance(picture, Image.Image):
        file = getattr(picture, "filename", "")
        where = f", {shorten(os.fsdecode(file))}" if file else ""
        return f"a picture of {picture.width} x {picture.height} pixels (PIL image{where})"
    if picture.ndim == 3 and picture.shape[2] == 3:  # noqa: PLR2004 - (height, width, RGB)
        return f"a picture of {picture.shape[1]} x {picture.shape[0]} pixels (ndarray)"
    return f"an ndarray of shape {picture.shape} and dtype {picture.dtype}"


def _type_name(source: object) -> str:
    kind = type(source)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return shorten(f"{module}{kind.__qualname__}")
