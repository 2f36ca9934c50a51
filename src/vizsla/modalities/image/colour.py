"""Any of Pillow's modes to RGB; colour profiles are ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from vizsla.errors import InputFormatError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["to_rgb"]

_WHITE = (255, 255, 255)
_BITS_PER_SAMPLE, _PHOTOMETRIC = 258, 262  # TIFF's tags


def to_rgb(picture: Image.Image, name: str) -> Image.Image:
    """Return a loaded ``picture`` in mode RGB; itself where it is that already.

    Alpha lies over white: ``(colour * alpha + 255 * (255 - alpha)) / 255``, rounded. Of 16 bits
    the upper 8 count, in grey as in colour.

    Raises:
        InputFormatError: 32-bit numbers, which have no range of their own.

    """
    if picture.mode.startswith("I;16"):
        return _from_16_bits(picture)
    if picture.mode in {"I", "F"}:
        raise _no_range(picture, name)
    if picture.has_transparency_data:
        return _over_white(picture)
    if picture.mode == "RGB":
        return picture
    try:
        return picture.convert("RGB")
    except (ValueError, ImportError) as error:
        raise InputFormatError(
            f"{name} has the colour mode {picture.mode!r}, which can't be made RGB. "
            "Save it as an RGB picture."
        ) from error


def _over_white(picture: Image.Image) -> Image.Image:
    key = picture.info.get("transparency")
    if isinstance(key, tuple) and max(key) > 255:  # noqa: PLR2004
        # The transparent colour of a PNG of 16 bits, whose pixels Pillow has cut to 8.
        picture = picture.copy()
        picture.info["transparency"] = tuple(value >> 8 for value in key)
    if picture.mode == "La":  # the only one without a way of its own to RGBA
        picture = picture.convert("LA")
    rgba = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    page = Image.new("RGB", picture.size, _WHITE)
    page.paste(rgba, mask=rgba.getchannel("A"))
    return page


def _from_16_bits(picture: Image.Image) -> Image.Image:
    # Pillow's own conversion clips at 255, which makes nearly everything white.
    tags = getattr(picture, "tag_v2", {})
    bits = _first(tags.get(_BITS_PER_SAMPLE, 16))
    values = np.asarray(picture)
    grey: NDArray[np.uint8] = (values >> (bits - 8)).astype(np.uint8)
    if tags.get(_PHOTOMETRIC) == 0:  # white is zero
        grey = 255 - grey
    transparent = picture.info.get("transparency")
    if isinstance(transparent, int):
        grey[values == transparent] = 255
    return Image.fromarray(grey).convert("RGB")


def _first(value: Any) -> int:  # noqa: ANN401 - TIFF's tags hold one number or several
    return int(value[0] if isinstance(value, tuple) else value)


def _no_range(picture: Image.Image, name: str) -> InputFormatError:
    low, high = picture.getextrema()
    return InputFormatError(
        f"{name} holds 32-bit numbers (mode {picture.mode!r}, {low:g} to {high:g}), and what is "
        "black or white is not defined. Scale them to 0..255 and save 8 bits."
    )
