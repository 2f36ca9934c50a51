"""Takes metadata out of an image's file, and the orientation out of the metadata.

A decoder that gets no metadata can't fail on it, warn about it, or turn the image as it likes: so
every language decodes the same. ``plainImageFile.ts`` of the web runtime returns the same bytes;
contract/README.md has the rules.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.modalities.image.orientation import (
    UPRIGHT,
    exif_orientation,
    orientation_entries,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["PlainImageFile", "plain_image_file"]


@dataclass(frozen=True, slots=True)
class PlainImageFile:
    """An image's file without its metadata.

    Attributes:
        data: the file's content; the pixels are coded as they were.
        orientation: EXIF's orientation, 1 to 8.
        has_end: whether the end mark is there; only a JPEG is read without one.

    """

    data: bytes
    orientation: int = UPRIGHT
    has_end: bool = True


def plain_image_file(data: bytes, kind: str) -> PlainImageFile:
    """Return an image's file without its metadata.

    Args:
        data: the file's content.
        kind: the name of its format, as ``image_formats`` has it.

    Raises:
        ValueError: a JPEG or PNG is truncated, or damaged where the pixels need it.

    """
    reader = _READERS.get(kind)
    return PlainImageFile(data) if reader is None else reader(data)


class _Kept:
    """The parts of a file that stay; parts that touch are one.

    Args:
        data: the file's content.
        end: the end of the first part, which begins with the file.

    """

    def __init__(self, data: bytes, end: int) -> None:
        self._data = data
        self._bounds = [0, end]

    def keep(self, start: int, end: int) -> None:
        if self._bounds[-1] == start:
            self._bounds[-1] = end
        else:
            self._bounds += (start, end)

    def joined(self) -> bytes:
        bounds = zip(self._bounds[::2], self._bounds[1::2], strict=True)
        return b"".join(self._data[start:end] for start, end in bounds)


_TOO_EARLY = "it ends too early"
_START, _END, _SCAN, _EXIF = 0xD8, 0xD9, 0xDA, 0xE1
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# A marker with a body, or the end. Within coded pixels FF is followed by 00, or by D0 to D7.
_SEGMENT = re.compile(rb"\xff[\x02-\xcf\xd9-\xfe]")
_COEFFICIENTS = 64


def _plain_jpeg(data: bytes) -> PlainImageFile:
    """Drop EXIF and XMP, and what stands between segments or behind the end."""
    kept, exif = _Kept(data, 2), None
    frame, scans = b"", list[bytes]()
    for marker, at, end in _segments(data):
        body = data[at + 4 : end]
        if marker == _END:
            kept.keep(at, end)
            return PlainImageFile(kept.joined(), exif_orientation(exif or b""))
        if marker == _EXIF:
            if exif is None and not scans and body.startswith(b"Exif\0"):
                exif = body
            continue
        frame = body if marker in _FRAMES else frame
        kept.keep(at, end)
        if marker == _SCAN:
            scans.append(body)
            found = _SEGMENT.search(data, end)
            kept.keep(end, found.start() if found else len(data))
    if not _all_scanned(frame, scans):
        raise ValueError(_TOO_EARLY)
    whole = kept.joined().rstrip(b"\xff")  # half an end mark
    return PlainImageFile(whole, exif_orientation(exif or b""), has_end=False)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Iterate over a JPEG's segments up to the end mark: marker, first byte, end."""
    at = 2
    while found := _SEGMENT.search(data, at):
        at, marker = found.start(), data[found.start() + 1]
        if marker == _END:
            yield marker, at, at + 2
            return
        end = at + 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
        if end > len(data):
            raise ValueError(_TOO_EARLY)
        yield marker, at, end
        at = end


def _all_scanned(frame: bytes, scans: list[bytes]) -> bool:
    """Return whether the scans bring all coefficients of all components in full precision."""
    left = dict.fromkeys(frame[6::3], _COEFFICIENTS)
    for scan in scans:
        first, last, precision = scan[-3:]
        for component in scan[1:-3:2]:
            if component in left and precision & 15 == 0:
                left[component] -= last - first + 1
    return bool(left) and max(left.values()) <= 0


_SIGNATURE = 8
_AROUND = 12  # a PNG chunk's length, type and checksum, 4 bytes each
_CRITICAL = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND"))
_COLOUR_AT = 25  # the kind of colours, in IHDR
_KEY_BYTES = {0: 2, 2: 6}  # of the transparent colour: grey, RGB
_PALETTE = 3


def _plain_png(data: bytes) -> PlainImageFile:
    """Keep only the chunks that the pixels need; an APNG's frames go, its default image stays."""
    kept, exif = _Kept(data, _SIGNATURE), None
    view = memoryview(data)
    at, kind = _SIGNATURE, b""
    seen, colours = set[bytes](), 0
    while kind != b"IEND":
        kind = data[at + 4 : at + 8]
        end = at + _AROUND + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            raise ValueError(_TOO_EARLY)
        # An upper-case first letter marks a critical chunk; tRNS is alpha.
        needed = kind[:1].isupper() or kind == b"tRNS"
        if needed or (kind == b"eXIf" and exif is None):
            whole = zlib.crc32(view[at + 4 : end - 4]).to_bytes(4, "big") == data[end - 4 : end]
            name = kind.decode("latin-1")
            if needed and not whole:
                raise ValueError(f"the checksum of its chunk {name} is wrong")
            if needed and kind != b"tRNS" and kind not in _CRITICAL:
                raise ValueError(f"its chunk {name} is of no known kind")
            size = end - at - _AROUND
            if kind == b"PLTE":
                colours = size // 3
            if kind == b"tRNS":  # of no use where it is out of place, or too long or short
                colour = data[_COLOUR_AT]
                fits = 0 < size <= colours if colour == _PALETTE else size == _KEY_BYTES.get(colour)
                needed = fits and not seen & {b"tRNS", b"IDAT"}
            if needed:
                seen.add(kind)
                kept.keep(at, end)
            elif whole and kind == b"eXIf":
                exif = data[at + 8 : end - 4]
        at = end
    return PlainImageFile(kept.joined(), exif_orientation(exif or b""))


def _plain_webp(data: bytes) -> PlainImageFile:
    """Rename the chunks of EXIF, whether or not the file's flag announces them."""
    exif, plain = None, bytearray(data)
    at, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind == b"EXIF":
            exif = data[at + 8 : min(at + 8 + size, end)] if exif is None else exif
            plain[at : at + 4] = b"none"
        elif kind == b"VP8X" and at + 8 < end:
            plain[at + 8] &= ~_HAS_EXIF
        at += 8 + size + size % 2
    return PlainImageFile(bytes(plain), exif_orientation(exif or b""))


_HAS_EXIF = 0x08  # in the first byte of VP8X


def _plain_tiff(data: bytes) -> PlainImageFile:
    """Rename the entries that turn the image, by one to 275, which means nothing."""
    turning = [at for at, value in orientation_entries(data) if value != UPRIGHT]
    if not turning:
        return PlainImageFile(data)
    plain = bytearray(data)
    for at in turning:
        plain[at + (0 if data.startswith(b"II") else 1)] += 1
    return PlainImageFile(bytes(plain), exif_orientation(data))


def _plain_avif(data: bytes) -> PlainImageFile:
    """Rename the item of EXIF: the container's own properties turn the image."""
    return PlainImageFile(_EXIF_ITEM.sub(rb"\1none", data))


_EXIF_ITEM = re.compile(rb"(infe(?:\x02.{7}|\x03.{9}))Exif", re.DOTALL)

_READERS: dict[str, Callable[[bytes], PlainImageFile]] = {
    "JPEG": _plain_jpeg,
    "PNG": _plain_png,
    "WebP": _plain_webp,
    "TIFF": _plain_tiff,
    "AVIF": _plain_avif,
}
