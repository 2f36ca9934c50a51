"""Converts images of any of Pillow's modes to RGB; colour profiles are ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from vizsla.errors import InputFormatError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import ImageFile

__all__ = ["scale_key", "to_rgb"]

_WHITE = (255, 255, 255)
_BITS_PER_SAMPLE, _PHOTOMETRIC = 258, 262  # TIFF's tags


def to_rgb(image: Image.Image, name: str) -> Image.Image:
    """Return a loaded image in mode RGB: the image itself where it has that mode.

    Alpha is laid over white: ``(colour * alpha + 255 * (255 - alpha)) / 255``, rounded. Of 16
    bits the upper 8 count, in grey as in colour.

    Raises:
        InputFormatError: the pixels are 32-bit numbers, whose black and white are not defined.

    """
    if image.mode.startswith("I;16"):
        return _from_16_bits(image)
    if image.mode in {"I", "F"}:
        raise _no_range(image, name)
    if image.has_transparency_data:
        return _over_white(image)
    if image.mode == "RGB":
        return image
    if image.mode == "CMYK":
        return _from_cmyk(image)
    try:
        return image.convert("RGB")
    except (ValueError, ImportError) as error:
        raise InputFormatError(
            f"{name} has the colour mode {image.mode!r}, which can't be made RGB. "
            "Save it as an RGB image."
        ) from error


def scale_key(image: ImageFile.ImageFile) -> None:
    """Scale the transparent grey of a PNG of 2 or 4 bits, as Pillow scales only the pixels.

    Args:
        image: the image, opened and not loaded.

    """
    key = image.info.get("transparency")
    most = {"L;2": 3, "L;4": 15}.get(str(image.tile[0].args)) if image.tile else None
    if isinstance(key, int) and most is not None:
        image.info["transparency"] = (key & most) * (255 // most)


def _over_white(image: Image.Image) -> Image.Image:
    key = image.info.get("transparency")
    if isinstance(key, tuple) and max(key) > 255:  # noqa: PLR2004
        # The transparent colour of a 16-bit PNG; Pillow has cut its pixels to 8 bits.
        image = image.copy()
        image.info["transparency"] = tuple(value >> 8 for value in key)
    if image.mode == "La":  # the only mode that Pillow can't convert to RGBA
        image = image.convert("LA")
    rgba = image if image.mode == "RGBA" else image.convert("RGBA")
    page = Image.new("RGB", image.size, _WHITE)
    page.paste(rgba, mask=rgba.getchannel("A"))
    return page


def _from_cmyk(image: Image.Image) -> Image.Image:
    # Rounded down, as browsers do; Pillow rounds to the nearest.
    light = 255 - np.asarray(image, np.uint16)
    return Image.fromarray((light[..., :3] * light[..., 3:] // 255).astype(np.uint8))


def _from_16_bits(image: Image.Image) -> Image.Image:
    # Pillow's own conversion clips at 255, which makes nearly everything white.
    tags = getattr(image, "tag_v2", {})
    bits = _first(tags.get(_BITS_PER_SAMPLE, 16))
    values = np.asarray(image)
    grey: NDArray[np.uint8] = (values >> (bits - 8)).astype(np.uint8)
    if tags.get(_PHOTOMETRIC) == 0:  # white is zero
        grey = 255 - grey
    transparent = image.info.get("transparency")
    if isinstance(transparent, int):
        grey[values == transparent] = 255
    return Image.fromarray(grey).convert("RGB")


def _first(value: Any) -> int:  # noqa: ANN401 - TIFF's tags hold one number or several
    return int(value[0] if isinstance(value, tuple) else value)


def _no_range(image: Image.Image, name: str) -> InputFormatError:
    low, high = image.getextrema()
    return InputFormatError(
        f"{name} holds 32-bit numbers (mode {image.mode!r}, {low:g} to {high:g}), whose black "
        "and white are not defined. Scale them to 0..255 and save 8 bits."
    )
