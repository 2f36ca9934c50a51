"""Names sources of images in messages and logs."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from PIL import Image

from vizsla.modalities.sources.describe_source import describe_source, type_name
from vizsla.modalities.sources.source_names import shorten

__all__ = ["describe_image_source"]


def describe_image_source(source: Any) -> str:  # noqa: ANN401 - any object has a name
    """Name a source, such as ``park.jpg`` or ``an image of 3 x 4 pixels (ndarray)``.

    Never raises.
    """
    try:
        if isinstance(source, Image.Image):
            return _describe_pil(source)
        if isinstance(source, np.ndarray):
            return _describe_array(source)
    except Exception:  # noqa: BLE001 - a strange object must not hide the error being reported
        return f"an object of type {type_name(source)}"
    return describe_source(source)


def _describe_pil(image: Image.Image) -> str:
    file = getattr(image, "filename", "")
    where = f", {shorten(os.fsdecode(file))}" if file else ""
    return f"an image of {image.width} x {image.height} pixels (PIL image{where})"


def _describe_array(array: np.ndarray[Any, Any]) -> str:
    if array.ndim == 3 and array.shape[2] == 3:  # noqa: PLR2004 - (height, width, RGB)
        return f"an image of {array.shape[1]} x {array.shape[0]} pixels (ndarray)"
    return f"an ndarray of shape {array.shape} and dtype {array.dtype}"
