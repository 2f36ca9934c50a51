"""Checks arrays of pixels, and says how to convert the unsuitable ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.errors import InputTypeError
from vizsla.modalities.image.describe_image_source import describe_image_source
from vizsla.modalities.limits import Limits, check_pixel_count

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["check_array", "refuse_tensor"]

_WANTED = "An image is an ndarray (height, width, 3) of uint8: red, green, blue, 0 to 255"
_TENSORS = {
    "torch": "x.detach().cpu().numpy(), with .permute(1, 2, 0) before it where channels come first",
    "tensorflow": "x.numpy()",
    "jax": "numpy.asarray(x)",
    "jaxlib": "numpy.asarray(x)",
    "cupy": "x.get()",
    "paddle": "x.numpy()",
    "mlx": "numpy.array(x)",
}


def check_array(array: NDArray[Any], limits: Limits) -> NDArray[np.uint8]:
    """Check an array of pixels, and return it C-contiguous: copied only where necessary.

    Args:
        array: the array.
        limits: the most pixels.

    Raises:
        InputTypeError: the array is not (height, width, 3) uint8, is masked, or has no pixels.
        InputTooLargeError: the array has more pixels than ``limits.max_pixels``.

    """
    if _is_usual(array, limits):  # checked in a tenth of the time
        return array
    name = describe_image_source(array)
    if isinstance(array, np.ma.MaskedArray):
        raise InputTypeError(
            f"{name} is a masked array. {_WANTED}; fill the masked values: x.filled(255)."
        )
    if array.dtype != np.uint8:
        raise InputTypeError(f"{name} has dtype {array.dtype}. {_WANTED}. {_dtype_hint(array)}")
    if array.ndim != 3 or array.shape[2] != 3:  # noqa: PLR2004 - (height, width, RGB)
        raise InputTypeError(f"{name} has shape {array.shape}. {_WANTED}. {_shape_hint(array)}")
    check_pixel_count((array.shape[1], array.shape[0]), name, limits)
    return np.ascontiguousarray(array)


def _is_usual(array: NDArray[Any], limits: Limits) -> bool:
    return (
        type(array) is np.ndarray
        and array.dtype.char == "B"
        and array.ndim == 3  # noqa: PLR2004 - (height, width, RGB)
        and array.shape[2] == 3  # noqa: PLR2004
        and array.flags.c_contiguous
        and 0 < array.size <= 3 * limits.max_pixels
    )


def refuse_tensor(source: object, name: str) -> None:
    """Refuse a tensor of another library, with the code that converts it.

    Raises:
        InputTypeError: the source is a tensor.

    """
    library = type(source).__module__.partition(".")[0]  # known by name: never imported
    if library in _TENSORS:
        raise InputTypeError(
            f"{name} is a tensor. {_WANTED}; convert it: {_TENSORS[library]}, then to uint8."
        )


def _dtype_hint(array: NDArray[Any]) -> str:
    kind = array.dtype.kind
    if kind == "O":
        return "An array of objects often comes from a list of images: give the list itself."
    if kind not in "fiub":
        return "Convert it to numbers from 0 to 255 first."
    if array.size == 0:
        return "The array is empty, too."
    if kind == "b":
        return 'Convert it: x.astype("uint8") * 255.'
    return _range_hint(array)


def _range_hint(array: NDArray[Any]) -> str:
    if array.dtype.kind == "f":
        bad = int(np.count_nonzero(~np.isfinite(array)))
        if bad:
            kind = "NaN" if np.isnan(array).any() else "infinite"
            return f"{bad:,} of its values are {kind} or not finite: replace these first."
    low, high = array.min(), array.max()
    span = f"Its values run from {low:g} to {high:g}. "
    if low < 0:
        return f"{span}Scale them to 0..255 first, then round and make them uint8."
    if array.dtype.kind == "f" and high <= 1:
        return f'{span}Convert it: (x * 255).round().astype("uint8").'
    if high <= 255:  # noqa: PLR2004 - fits into uint8
        return f'{span}Convert it: x.round().astype("uint8").'
    if array.dtype == np.uint16:
        return f'{span}Convert it: (x >> 8).astype("uint8").'
    return f"{span}Scale them to 0..255 first, then round and make them uint8."


def _shape_hint(array: NDArray[Any]) -> str:
    match array.shape:
        case (_, _):
            hint = "It seems grey: numpy.stack([x] * 3, axis=-1)."
        case (_, _, 1):
            hint = "It seems grey: x.repeat(3, axis=2)."
        case (_, _, 2):
            hint = 'It seems grey with alpha: give PIL.Image.fromarray(x, "LA").'
        case (_, _, 4):
            hint = (
                "It seems to be RGBA: give PIL.Image.fromarray(x), which is laid over white, or "
                "x[..., :3], which drops the alpha."
            )
        case (1 | 3 | 4, _, _):
            hint = "Its channels come first: x.transpose(1, 2, 0)."
        case (_, _, _, 3):
            hint = "It seems to be a batch: give its images, list(x)."
        case _:
            hint = "Reshape it."
    return hint
