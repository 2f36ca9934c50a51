"""Which format bytes are in, told by their beginning and never by a file's name."""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import InputFormatError
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    import io

    from PIL import ImageFile

__all__ = ["Format", "open_as", "sniff"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format and who reads it.

    Attributes:
        name: as people write it.
        module: where the reader is.
        reader: the class in it, called with a stream.
        package: what to install where the module is missing.

    """

    name: str
    module: str
    reader: str
    package: str = "pillow"


# Readers are called directly, not through Image.open: no other parser is ever reached, nothing is
# registered for the user's own code, and Pillow's global pixel limit stays the user's.
# JpegImageFile reads the main picture of a phone's multi-picture file too.
_BEGINNINGS = (
    (rb"\xff\xd8\xff", Format("JPEG", "PIL.JpegImagePlugin", "JpegImageFile")),
    (rb"\x89PNG\r\n\x1a\n", Format("PNG", "PIL.PngImagePlugin", "PngImageFile")),
    (rb"RIFF....WEBP", Format("WebP", "PIL.WebPImagePlugin", "WebPImageFile")),
    (rb"GIF8[79]a", Format("GIF", "PIL.GifImagePlugin", "GifImageFile")),
    (rb"BM", Format("BMP", "PIL.BmpImagePlugin", "BmpImageFile")),
    (rb"II[*+]\x00|MM\x00[*+]", Format("TIFF", "PIL.TiffImagePlugin", "TiffImageFile")),
)
_AVIF = Format("AVIF", "PIL.AvifImagePlugin", "AvifImageFile")
_HEIF = Format("HEIC/HEIF", "pillow_heif", "HeifImageFile", "pillow_heif")
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}

# What people give by mistake, named so that they see the mistake.
_STRANGERS = (
    (rb"\s*<(!doctype\s+html|html)", "is a web page (HTML)"),
    (rb"\s*(<\?xml[^>]*>\s*)?(<!--|<!doctype\s+svg|<svg)", "is a drawing (SVG)"),
    (rb"%PDF", "is a PDF"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "is PostScript"),
    (rb"8BPS", "is a Photoshop file"),
    (rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51", "is JPEG 2000"),
    (rb"\x00\x00\x00\x0cJXL |\xff\x0a", "is JPEG XL"),
    (rb"\x00\x00\x01\x00", "is an icon (ICO)"),
    (rb"....ftyp", "is a film"),
    (rb"PK\x03\x04", "is a zip file"),
    (rb"version https://git-lfs", "is a Git LFS pointer: run 'git lfs pull'; it"),
)
_FLAGS = re.DOTALL | re.IGNORECASE
_TAKEN = "JPEG, PNG, WebP, GIF, BMP, TIFF, AVIF or HEIC"


def sniff(data: bytes, name: str) -> Format:
    """Return the format of ``data``.

    Raises:
        InputFormatError: it is none that is read here.

    """
    for beginning, taken in _BEGINNINGS:
        if re.match(beginning, data, re.DOTALL):
            return taken
    brands = _brands(data)
    if brands & _AVIF_BRANDS:
        return _AVIF
    if brands & _HEIF_BRANDS:
        return _HEIF
    for beginning, what in _STRANGERS:
        if re.match(beginning, data[:512], _FLAGS):
            raise InputFormatError(f"{name} {what}, not a picture taken here. Give {_TAKEN}.")
    raise InputFormatError(
        f"{name} is not a picture: its content begins with {shorten(repr(data[:12]))}. "
        f"Give {_TAKEN}."
    )


def open_as(kind: Format, stream: io.BytesIO, name: str) -> ImageFile.ImageFile:
    """Read the header of ``stream``; pixels are not decoded yet.

    Raises:
        InputFormatError: what reads this format is not installed.
        Exception: whatever the reader raises on damaged bytes.

    """
    try:
        module = importlib.import_module(kind.module)
    except ImportError as error:
        raise _missing(kind, name) from error
    if not getattr(module, "SUPPORTED", True):  # a Pillow built without that library
        raise _missing(kind, name)
    picture: ImageFile.ImageFile = getattr(module, kind.reader)(stream)
    return picture


def _brands(data: bytes) -> set[bytes]:
    # An ISO media file begins with a box: size, "ftyp", main brand, version, further brands.
    if data[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(data[:4], "big"), 256)
    return {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}


def _missing(kind: Format, name: str) -> InputFormatError:
    return InputFormatError(
        f"{name} is {kind.name}, and what reads it is not installed. "
        f"Install it (pip install {kind.package}), or give a JPEG."
    )
