"""The limits for reading an input that may not be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import InputTooLargeError, InputTypeError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DEFAULT_LIMITS", "Limits", "check_byte_count", "check_pixel_count"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes, pixels, characters and seconds that reading an input may cost.

    Attributes:
        max_pixels: the most pixels of an image, checked before decoding.
        max_bytes: the most bytes of a file, a file object or a bytes value.
        max_url_bytes: the most bytes of a download.
        url_timeout: the most seconds of a download, with name look-ups and redirects.
        allow_private_urls: whether a URL may lead to this machine or a private network. Leave it
            off where the URLs come from others.
        max_characters: the most characters of a text.
        max_seconds: the most seconds of a sound that is held in memory as a whole.

    """

    max_pixels: int = 178_956_970  # Pillow's own limit
    max_bytes: int = 256 * 2**20
    max_url_bytes: int = 32 * 2**20
    url_timeout: float = 10.0
    allow_private_urls: bool = False
    max_characters: int = 100_000
    max_seconds: float = 3_600.0


DEFAULT_LIMITS = Limits()


def check_byte_count(count: int, name: str, limits: Limits) -> None:
    """Refuse an input with too many bytes.

    Args:
        count: the number of bytes.
        name: the input's name, for messages.
        limits: the limits.

    Raises:
        InputTooLargeError: there are more bytes than ``limits.max_bytes``.

    """
    if count > limits.max_bytes:
        raise InputTooLargeError(
            f"{name} has {count:,} bytes or more; the limit is {limits.max_bytes:,}. "
            "Give a smaller file, or raise Limits(max_bytes=...)."
        )


def check_pixel_count(size: Sequence[int], name: str, limits: Limits) -> None:
    """Refuse an image that has no pixels, or too many.

    Args:
        size: the width and height in pixels.
        name: the image's name, for messages.
        limits: the limits.

    Raises:
        InputTypeError: a side is 0.
        InputTooLargeError: there are more pixels than ``limits.max_pixels``.

    """
    width, height = size
    if width < 1 or height < 1:
        raise InputTypeError(
            f"{name} has no pixels: it is {width} x {height}. Give one of at least 1 x 1."
        )
    if width * height > limits.max_pixels:
        raise InputTooLargeError(
            f"{name} has {width} x {height} = {width * height:,} pixels; the limit is "
            f"{limits.max_pixels:,}. Give a smaller image, or raise Limits(max_pixels=...)."
        )
