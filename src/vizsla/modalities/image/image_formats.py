"""Detects a file's image format by its first bytes, never by its name, and opens it."""

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

__all__ = ["ImageFormat", "detect_format", "format_name", "is_image", "open_as"]


@dataclass(frozen=True, slots=True)
class ImageFormat:
    """An image format, and the class that reads it.

    Attributes:
        name: the name for people, such as ``JPEG``.
        module: the reader's module.
        reader: the reader's class in the module, called with a stream.
        package: the package to install where the module is missing.

    """

    name: str
    module: str
    reader: str
    package: str = "pillow"


_BMP = ImageFormat("BMP", "PIL.BmpImagePlugin", "BmpImageFile")
_BMP_HEADERS = frozenset((12, 16, 40, 52, 56, 64, 108, 124))  # the sizes of the header's versions

# Readers are called directly, not through Image.open: no other parser is ever reached, nothing is
# registered for the user's own code, and Pillow's global pixel limit stays the user's.
# JpegImageFile also reads the main image of a phone's multi-image file.
_SIGNATURES = (
    (rb"\xff\xd8\xff", ImageFormat("JPEG", "PIL.JpegImagePlugin", "JpegImageFile")),
    (rb"\x89PNG\r\n\x1a\n", ImageFormat("PNG", "PIL.PngImagePlugin", "PngImageFile")),
    (rb"RIFF....WEBP", ImageFormat("WebP", "PIL.WebPImagePlugin", "WebPImageFile")),
    (rb"GIF8[79]a", ImageFormat("GIF", "PIL.GifImagePlugin", "GifImageFile")),
    (rb"BM", _BMP),
    (rb"II[*+]\x00|MM\x00[*+]", ImageFormat("TIFF", "PIL.TiffImagePlugin", "TiffImageFile")),
)
_AVIF = ImageFormat("AVIF", "PIL.AvifImagePlugin", "AvifImageFile")
_HEIF = ImageFormat("HEIC/HEIF", "pillow_heif", "HeifImageFile", "pillow_heif")
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}

# Files that people give by mistake, named so that they see the mistake.
_OTHER_FILES = (
    (rb"\s*<(!doctype\s+html|html)", "is a web page (HTML)"),
    (rb"\s*(<\?xml[^>]*>\s*)?(<!--|<!doctype\s+svg|<svg)", "is a drawing (SVG)"),
    (rb"%PDF", "is a PDF"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "is PostScript"),
    (rb"8BPS", "is a Photoshop file"),
    (rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51", "is JPEG 2000"),
    (rb"\x00\x00\x00\x0cJXL |\xff\x0a", "is JPEG XL"),
    (rb"\x00\x00\x01\x00", "is an icon (ICO)"),
    (rb"....ftyp", "is a video"),
    (rb"PK\x03\x04", "is a zip file"),
    (rb"version https://git-lfs", "is a Git LFS pointer: run 'git lfs pull'; it"),
)
_FLAGS = re.DOTALL | re.IGNORECASE
_READABLE = "JPEG, PNG, WebP, GIF, BMP, TIFF, AVIF or HEIC"


def detect_format(data: bytes, name: str) -> ImageFormat:
    """Return the format of a file's bytes.

    Raises:
        InputFormatError: the format is none that can be read.

    """
    found = _format_of(data)
    if found is not None:
        return found
    for signature, title in _OTHER_FILES:
        if re.match(signature, data[:512], _FLAGS):
            raise InputFormatError(
                f"{name} {title}, not an image that can be read. Give {_READABLE}."
            )
    raise InputFormatError(
        f"{name} is not an image: its content begins with {shorten(repr(data[:12]))}. "
        f"Give {_READABLE}."
    )


def is_image(head: bytes) -> bool:
    """Return whether a file that begins so is an image of a format that can be read.

    Args:
        head: the file's first bytes; 64 are enough.

    """
    found = _format_of(head)
    if found is _BMP:  # two letters, with which a text may begin too
        return int.from_bytes(head[14:18], "little") in _BMP_HEADERS
    return found is not None


def format_name(data: bytes) -> str:
    """Return the name of a file's format, such as ``JPEG``; empty for none that is read."""
    found = _format_of(data)
    return "" if found is None else found.name


def open_as(kind: ImageFormat, stream: io.BytesIO, name: str) -> ImageFile.ImageFile:
    """Read an image's header; its pixels are decoded later, by ``load``.

    Raises:
        InputFormatError: the format's reader is not installed.
        Exception: any error that the reader raises on damaged bytes.

    """
    try:
        module = importlib.import_module(kind.module)
    except ImportError as error:
        raise _missing(kind, name) from error
    if not getattr(module, "SUPPORTED", True):  # a Pillow built without that library
        raise _missing(kind, name)
    image: ImageFile.ImageFile = getattr(module, kind.reader)(stream)
    return image


def _format_of(data: bytes) -> ImageFormat | None:
    for signature, found in _SIGNATURES:
        if re.match(signature, data, re.DOTALL):
            return found
    brands = _brands(data)
    if brands & _AVIF_BRANDS:
        return _AVIF
    return _HEIF if brands & _HEIF_BRANDS else None


def _brands(data: bytes) -> set[bytes]:
    # An ISO media file begins with a box: size, "ftyp", main brand, version, further brands.
    if data[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(data[:4], "big"), 256)
    return {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}


def _missing(kind: ImageFormat, name: str) -> InputFormatError:
    return InputFormatError(
        f"{name} is {kind.name}, and its reader is not installed. "
        f"Install it (pip install {kind.package}), or give a JPEG."
    )
