"""Reads an image's orientation from its EXIF, and turns the image upright."""

from __future__ import annotations

from typing import Final

from PIL import Image
from PIL.ExifTags import Base

__all__ = ["orientation_of", "turn_upright"]

_UPRIGHT: Final = 1
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_XMP: Final = ("xmp", "XML:com.adobe.xmp")


def orientation_of(image: Image.Image) -> int:
    """Return EXIF's orientation, 1 to 8; 1 for a missing or invalid one."""
    try:
        value = image.getexif().get(Base.Orientation)
        if value in _TURNS and any(key in image.info for key in _XMP):
            # Pillow falls back on XMP and browsers don't, so only EXIF counts.
            exif = Image.Exif()
            exif.load(image.info.get("exif", b""))
            value = exif.get(Base.Orientation)
        return int(value) if value in _TURNS else _UPRIGHT
    except Exception:  # noqa: BLE001 - broken metadata must not spoil good pixels
        return _UPRIGHT


def turn_upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return an image turned upright: the image itself where it is upright already.

    Args:
        image: the image.
        orientation: EXIF's orientation, 1 to 8.

    """
    if orientation == _UPRIGHT:
        return image
    turned = image.transpose(_TURNS[orientation])
    turned.info.clear()  # else a second call would turn the image again
    return turned
