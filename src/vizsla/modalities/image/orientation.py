"""How a picture is to be turned, by its EXIF."""

from __future__ import annotations

from typing import Final

from PIL import Image
from PIL.ExifTags import Base

__all__ = ["orientation_of", "turn"]

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


def orientation_of(picture: Image.Image) -> int:
    """Return EXIF's orientation, 1 to 8; 1 where there is none or it makes no sense."""
    try:
        value = picture.getexif().get(Base.Orientation)
        if value in _TURNS and any(key in picture.info for key in _XMP):
            # Pillow falls back on XMP, and browsers don't: only EXIF counts, the same everywhere.
            exif = Image.Exif()
            exif.load(picture.info.get("exif", b""))
            value = exif.get(Base.Orientation)
        return int(value) if value in _TURNS else _UPRIGHT
    except Exception:  # noqa: BLE001 - broken metadata don't spoil good pixels
        return _UPRIGHT


def turn(picture: Image.Image, orientation: int) -> Image.Image:
    """Return ``picture`` as it is meant to be seen; itself where it stands upright."""
    if orientation == _UPRIGHT:
        return picture
    turned = picture.transpose(_TURNS[orientation])
    turned.info.clear()  # else it would be turned again if it were given again
    return turned
