"""Takes out of a picture's file what tells where, when, by whom and with what it was taken.

The pixels are not encoded again where the format lets one do without: ``jpeg``, ``png``, ``webp``
and ``gif`` copy a file part by part, and leave out the parts that no picture needs.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

from PIL import Image

from vizsla.errors import InputDamagedError, InputError
from vizsla.modalities.image.decode import decode
from vizsla.modalities.image.formats import open_as, sniff
from vizsla.modalities.image.orientation import orientation_of
from vizsla.modalities.image.strip.exif import UPRIGHT, Unusual
from vizsla.modalities.image.strip.strip_gif import strip_gif
from vizsla.modalities.image.strip.strip_jpeg import strip_jpeg
from vizsla.modalities.image.strip.strip_png import strip_png
from vizsla.modalities.image.strip.strip_webp import strip_webp
from vizsla.modalities.limits import DEFAULT_LIMITS, Limits, check_pixel_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.modalities.image.formats import Format

__all__ = ["strip_metadata", "to_png"]

# Each gets the bytes and the orientation to keep, and gives the bytes without metadata.
_STRIPPERS: dict[str, Callable[[bytes, int], bytes]] = {
    "JPEG": strip_jpeg,
    "PNG": strip_png,
    "WebP": strip_webp,
    "GIF": strip_gif,
}


def strip_metadata(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return a picture's file without metadata; ``data`` itself where it holds none.

    ``load_array`` gives the same pixels before and after. What stays, beside the pixels as they
    are encoded: EXIF's orientation, alone, where the picture does not stand upright; the colour
    profile (ICC) and what else a decoder needs to know of colours; a PNG's resolution; the frames
    of an animation, how long each is shown and how often. Everything else goes: EXIF (place,
    device, time, thumbnail), XMP, IPTC, comments, further pictures and films behind the first.

    TIFF, BMP, AVIF and HEIC, and files that are written in an unusual way, become PNG: the first
    picture, upright, 8 bits RGB over white, as ``load_array`` gives it.

    Args:
        data: the file's content.
        name: what messages call it.
        limits: what it may cost, where it has to be decoded.

    Raises:
        InputError: or one of its kin: it is no picture, or one that can't be decoded and not be
            stripped without that.

    """
    kind = sniff(data, name)
    stripper = _STRIPPERS.get(kind.name)
    if stripper is not None:
        with contextlib.suppress(Unusual):  # Pillow may still make sense of it
            stripped = stripper(data, UPRIGHT)
            if stripped is data:
                return data
            orientation = _orientation(data, kind, name, limits)
            return stripped if orientation == UPRIGHT else stripper(data, orientation)
    return to_png(data, name, limits)


def to_png(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the picture as ``load_array`` gives it, as a PNG without metadata.

    Raises:
        InputError: or one of its kin: it can't be decoded.

    """
    picture = decode(data, name, limits)
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())  # takes no profile along
    file = io.BytesIO()
    bare.save(file, "PNG")
    return file.getvalue()


def _orientation(data: bytes, kind: Format, name: str, limits: Limits) -> int:
    try:
        picture = open_as(kind, io.BytesIO(data), name)
        check_pixel_count(picture.size, name, limits)
        if kind.name == "PNG":
            picture.load()  # it may be said behind the pixels
        return orientation_of(picture)
    except InputError:
        raise
    except Exception as error:  # a parser fed with hostile bytes raises all there is
        raise InputDamagedError(
            f"{name} is a damaged {kind.name}: {error or type(error).__name__}. Save or download "
            "it again."
        ) from error
