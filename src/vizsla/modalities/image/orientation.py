"""Reads an orientation from EXIF, and turns an image upright.

No decoder's own reading counts, since each finds EXIF in other places: contract/README.md has the
rule, and ``web/runtime/src/modalities/image/orientation.ts`` is the same in JavaScript.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PIL import Image
from PIL.ExifTags import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["UPRIGHT", "exif_orientation", "orientation_entries", "orientation_of", "turn_upright"]

UPRIGHT: Final = 1
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PREFIX: Final = b"Exif\0"  # JPEG's, and one byte more; some writers keep it in other formats
_CLASSIC, _BIG = 42, 43  # TIFF's versions: with offsets of 4 bytes, and of 8
_BYTES_OF_TYPE: Final = {1: 1, 3: 2, 4: 4}  # BYTE, SHORT, LONG
# Where Pillow finds an orientation too, and no browser does.
_ELSEWHERE: Final = ("xmp", "XML:com.adobe.xmp", "Raw profile type exif", "Raw profile type APP1")


def exif_orientation(exif: bytes) -> int:
    """Return the orientation in an EXIF block or a TIFF file, 1 to 8; 1 for none that is valid.

    Of several entries the first valid one counts. A valid one is a single BYTE, SHORT or LONG.
    """
    exif = exif[len(_PREFIX) + 1 :] if exif.startswith(_PREFIX) else exif
    return next((value for _, value in orientation_entries(exif) if value in _TURNS), UPRIGHT)


def orientation_entries(tiff: bytes) -> Iterator[tuple[int, int]]:
    """Iterate over the orientations in the first directory of a TIFF.

    Yields:
        The offset of the directory's entry, and its value; 0 for one of another type.

    Source: TIFF 6.0, section 2; for offsets of 8 bytes, https://www.awaresystems.be/imaging/tiff.

    """
    order = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None or len(tiff) < 16:  # noqa: PLR2004 - shorter than any with an entry
        return

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if order == "little" else "big")

    version = number(2, 2)
    if version not in {_CLASSIC, _BIG}:
        return
    word, counter, size = (8, 8, 20) if version == _BIG else (4, 2, 12)
    first = number(word, word) + counter
    if first > len(tiff):
        return
    end = min(first + number(first - counter, counter) * size, len(tiff) - size + 1)
    for at in range(first, end, size):
        if number(at, 2) == Base.Orientation:
            width = _BYTES_OF_TYPE.get(number(at + 2, 2), 0)
            alone = number(at + 4, word) == 1
            yield at, number(at + 4 + word, width) if alone else 0


def orientation_of(image: Image.Image) -> int:
    """Return the EXIF orientation of an image that Pillow opened, 1 to 8; 1 for none."""
    try:
        value = image.getexif().get(Base.Orientation)
        if any(key in image.info for key in _ELSEWHERE):
            return exif_orientation(image.info.get("exif", b""))
        if isinstance(value, bytes) and len(value) == 1:  # of the type BYTE
            value = value[0]
        return int(value) if value in _TURNS else UPRIGHT
    except Exception:  # noqa: BLE001 - broken metadata must not spoil good pixels
        return UPRIGHT


def turn_upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return an image turned upright: the image itself where it is upright already.

    Args:
        image: the image.
        orientation: EXIF's orientation, 1 to 8.

    """
    if orientation == UPRIGHT:
        return image
    turned = image.transpose(_TURNS[orientation])
    turned.info.clear()  # else a second call would turn the image again
    return turned
