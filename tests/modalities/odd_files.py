"""Makes image files with metadata in odd places, or damaged where no pixel is."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = [
    "DAMAGED_CHUNKS",
    "MISPLACED_ALPHA",
    "NOT_READ",
    "PLACES",
    "TYPES",
    "apng",
    "chunk",
    "encoded",
    "exif_of",
    "few_bits",
    "picture",
    "png_with",
    "rows_of",
]

TYPES: Final = {"BYTE": 1, "SHORT": 3, "LONG": 4}


def picture(width: int = 83, height: int = 61) -> Image.Image:
    """Return a smooth image on which every turn shows."""
    noise = np.random.default_rng(0).integers(0, 256, (height // 4, width // 4, 3), np.uint8)
    return Image.fromarray(noise).resize((width, height))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def exif_of(orientation: int, kind: str = "SHORT", order: str = ">") -> bytes:
    """Return an EXIF block with an orientation of a type, behind the name of a camera."""
    value = struct.pack(order + {"BYTE": "B", "SHORT": "H", "LONG": "I"}[kind], orientation)
    entries = struct.pack(f"{order}HHI4s", 0x10F, 2, 4, b"Cam\0")
    entries += struct.pack(f"{order}HHI", 0x112, TYPES[kind], 1) + value.ljust(4, b"\0")
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HIH", 42, 8, 2)
    return head + entries + bytes(4)


# Places where EXIF counts: an image and a block of EXIF -> a file


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _jpeg(image: Image.Image, exif: bytes) -> bytes:
    data = encoded(image, "JPEG", quality=90)
    return data[:2] + _segment(0xE1, b"Exif\0\0" + exif) + data[2:]


def _jpeg_before_frame(image: Image.Image, exif: bytes) -> bytes:
    data = encoded(image, "JPEG", quality=90, comment=b"a comment")
    at = data.index(b"\xff\xc0")
    return data[:at] + b"\xff\xff" + _segment(0xE1, b"Exif\0\xff" + exif) + data[at:]


def _jpeg_twice(image: Image.Image, exif: bytes) -> bytes:
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    other = _segment(0xE1, b"Exif\0\0" + exif_of(3))
    first = _segment(0xE1, xmp) + _segment(0xE1, b"Exif\0\0" + exif)
    data = encoded(image, "JPEG", quality=90, progressive=True)
    return data[:2] + first + other + data[2:]


def chunk(kind: bytes, body: bytes, checksum: bytes | None = None) -> bytes:
    right = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + (checksum or right)


def png_with(image: Image.Image, before: bytes = b"", behind: bytes = b"") -> bytes:
    """Return a PNG with chunks before the pixels and behind them."""
    data = encoded(image, "PNG")
    start, end = data.index(b"IDAT") - 4, len(data) - 12
    return data[:start] + before + data[start:end] + behind + data[end:]


def _webp(image: Image.Image, exif: bytes, flags: int | None) -> bytes:
    plain = encoded(image, "WEBP", lossless=True)[12:]
    body = b"EXIF" + struct.pack("<I", len(exif)) + exif + b"\0" * (len(exif) % 2)
    size = struct.pack("<I", image.width - 1)[:3] + struct.pack("<I", image.height - 1)[:3]
    head = b"" if flags is None else b"VP8X" + struct.pack("<II", 10, flags) + size
    content = b"WEBP" + head + plain + body
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _tiff(image: Image.Image, exif: bytes) -> bytes:
    """Write the entry of an EXIF block into the first directory of a TIFF."""
    order = "<" if exif.startswith(b"II") else ">"
    rgb = image.tobytes()
    tags = {256: image.width, 257: image.height, 258: 8, 259: 1, 262: 2, 273: 0, 277: 3}
    tags |= {278: image.height, 279: len(rgb)}
    entries = {tag: struct.pack(f"{order}HHII", tag, 4, 1, tags[tag]) for tag in tags}
    at = 10 + 12 * (len(tags) + 1) + 4
    entries[258] = struct.pack(f"{order}HHII", 258, 3, 3, at)
    entries[273] = struct.pack(f"{order}HHII", 273, 4, 1, at + 6)
    entries[0x112] = exif[22:34]
    head = exif[:4] + struct.pack(f"{order}IH", 8, len(entries))
    directory = b"".join(entries[tag] for tag in sorted(entries)) + bytes(4)
    return head + directory + struct.pack(f"{order}3H", 8, 8, 8) + rgb


PLACES: dict[str, Callable[[Image.Image, bytes], bytes]] = {
    "a JPEG": _jpeg,
    "a JPEG, before its frame": _jpeg_before_frame,
    "a JPEG, of two blocks the first": _jpeg_twice,
    "a PNG": lambda image, exif: png_with(image, chunk(b"eXIf", exif)),
    "a PNG, with JPEG's prefix": lambda image, exif: png_with(
        image, chunk(b"eXIf", b"Exif\0\0" + exif)
    ),
    "a PNG, behind the pixels": lambda image, exif: png_with(image, behind=chunk(b"eXIf", exif)),
    "a WebP": lambda image, exif: _webp(image, exif, 0x08),
    "a WebP, without the flag": lambda image, exif: _webp(image, exif, 0),
    "a WebP, without an extended header": lambda image, exif: _webp(image, exif, None),
    "a WebP, with JPEG's prefix": lambda image, exif: _webp(image, b"Exif\0\0" + exif, 0x08),
    "a TIFF": _tiff,
}


# Files that hold an orientation that does not count: an image -> a file


def _raw_profile(image: Image.Image, *, packed: bool) -> bytes:
    block = b"Exif\0\0" + exif_of(6)
    text = f"\nexif\n{len(block):8}\n{block.hex()}\n".encode()
    if packed:
        return png_with(image, chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(text)))
    return png_with(image, chunk(b"tEXt", b"Raw profile type APP1\0" + text))


def _jpeg_behind_scan(image: Image.Image) -> bytes:
    data = encoded(image, "JPEG", quality=90)
    return data[:-2] + _segment(0xE1, b"Exif\0\0" + exif_of(6)) + data[-2:]


NOT_READ: dict[str, Callable[[Image.Image], bytes]] = {
    "text of a PNG": lambda image: _raw_profile(image, packed=False),
    "packed text of a PNG": lambda image: _raw_profile(image, packed=True),
    "a damaged chunk of a PNG": lambda image: png_with(image, chunk(b"eXIf", exif_of(6), b"none")),
    "a JPEG, behind its pixels": _jpeg_behind_scan,
    "a value of 9": lambda image: _jpeg(image, exif_of(9)),
    "a value of 0": lambda image: _webp(image, exif_of(0), 0x08),
    "a directory beyond the end": lambda image: _jpeg(image, b"MM\0*\xff\xff\xff\xff" + bytes(20)),
}


# Chunks of a PNG that are damaged or huge, and that no pixel needs

_BOMB = zlib.compress(bytes(3_000_000))
DAMAGED_CHUNKS: dict[str, bytes] = {
    "text with a wrong checksum": chunk(b"tEXt", b"Comment\0hello", b"none"),
    "a resolution with a wrong checksum": chunk(b"pHYs", bytes(9), b"none"),
    "a short resolution": chunk(b"pHYs", b"\0"),
    "an empty colour space": chunk(b"sRGB", b""),
    "a long gamma": chunk(b"gAMA", bytes(99)),
    "huge text": chunk(b"zTXt", b"Comment\0\0" + _BOMB),
    "huge international text": chunk(b"iTXt", b"Comment\0\1\0\0\0" + _BOMB),
    "a huge colour profile": chunk(b"iCCP", b"icc\0\0" + _BOMB),
    "a colour profile that is none": chunk(b"iCCP", b"icc\0\0not zlib"),
    "text that is no zlib": chunk(b"zTXt", b"Comment\0\0not zlib"),
    "an animation without frames": chunk(b"acTL", struct.pack(">II", 0, 0)),
    "an animation cut short": chunk(b"acTL", b"\0"),
}


# PNGs with transparency that fits no image: an image -> a file

MISPLACED_ALPHA: dict[str, Callable[[Image.Image], bytes]] = {
    "behind the pixels": lambda image: png_with(image, behind=chunk(b"tRNS", _key_of(image))),
    "too short": lambda image: png_with(image, chunk(b"tRNS", _key_of(image)[:5])),
    "too long": lambda image: png_with(image, chunk(b"tRNS", _key_of(image) + b"\0")),
    "a second time": lambda image: png_with(
        image, chunk(b"tRNS", bytes(6)) + chunk(b"tRNS", _key_of(image))
    ),
}


def _key_of(image: Image.Image) -> bytes:
    return struct.pack(">3H", *image.getpixel((5, 5)))  # type: ignore[misc]


def _png(width: int, height: int, depth: int, colour: int, chunks: bytes, interlace: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunks + chunk(b"IEND", b"")


def few_bits(values: NDArray[np.int64], depth: int) -> bytes:
    """Return a grey PNG of 1, 2 or 4 bits a pixel, in which the value 1 is transparent."""
    height, width = values.shape
    bits = np.unpackbits(values.astype(np.uint8)[..., None], axis=2)[..., 8 - depth :]
    packed = np.packbits(bits.reshape(height, -1), axis=1)
    rows = b"".join(b"\0" + row.tobytes() for row in packed)
    chunks = chunk(b"tRNS", b"\0\1") + chunk(b"IDAT", zlib.compress(rows))
    return _png(width, height, depth, 0, chunks, 0)


def rows_of(kind: str, *, interlaced: bool, missing_rows: int = 0, missing_bytes: int = 0) -> bytes:
    """Return a black PNG of 16 x 16 pixels, in whole chunks, whose last rows are missing."""
    depth, colour, pixel = {
        "L": (8, 0, b"\0"),
        "RGB": (8, 2, bytes(3)),
        "P": (8, 3, b"\0"),
        "RGBA": (8, 6, b"\0\0\0\xff"),
        "I;16": (16, 0, bytes(2)),
        "1": (1, 0, b"\0"),
    }[kind]
    sides = [(16, 16)]
    if interlaced:  # Adam7
        sides = [(2, 2), (2, 2), (4, 2), (4, 4), (8, 4), (8, 8), (16, 8)]
    rows = [
        b"\0" + pixel * (-(-width // 8) if depth == 1 else width)
        for width, height in sides
        for _ in range(height)
    ]
    packed = b"".join(rows[: len(rows) - missing_rows])
    packed = packed[: len(packed) - missing_bytes]
    palette = chunk(b"PLTE", bytes(6)) if kind == "P" else b""
    pixels = palette + chunk(b"IDAT", zlib.compress(packed))
    return _png(16, 16, depth, colour, pixels, int(interlaced))


def apng(default: Image.Image, frame: Image.Image) -> bytes:
    """Return an APNG whose default image is not one of its frames."""
    size = struct.pack(">IIII", *frame.size, 0, 0)
    control = struct.pack(">I", 0) + size + struct.pack(">HHBB", 1, 10, 0, 0)
    pixels = encoded(frame, "PNG")
    at = pixels.index(b"IDAT")
    (length,) = struct.unpack(">I", pixels[at - 4 : at])
    frames = chunk(b"fcTL", control)
    frames += chunk(b"fdAT", struct.pack(">I", 1) + pixels[at + 4 : at + 4 + length])
    return png_with(default, chunk(b"acTL", struct.pack(">II", 1, 0)), frames)
