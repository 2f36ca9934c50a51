"""How much is taken from a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import InputTooLargeError, InputTypeError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DEFAULT_LIMITS", "Limits", "check_byte_count", "check_pixel_count"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What an input may cost at most.

    Attributes:
        max_pixels: width times height, checked before anything is decoded.
        max_bytes: of a file, a file object or bytes.
        max_url_bytes: of what a URL answers.
        url_timeout: seconds for all of a download: names, redirects, body.
        allow_private_urls: whether a URL may lead to this machine or a private network. Leave it
            off where the URLs come from others.

    """

    max_pixels: int = 178_956_970  # where Pillow, by default, refuses as well
    max_bytes: int = 256 * 2**20
    max_url_bytes: int = 32 * 2**20
    url_timeout: float = 10.0
    allow_private_urls: bool = False


DEFAULT_LIMITS = Limits()


def check_byte_count(count: int, name: str, limits: Limits) -> None:
    """Raise InputTooLargeError where ``name`` has more than ``limits.max_bytes``."""
    if count > limits.max_bytes:
        raise InputTooLargeError(
            f"{name} has {count:,} bytes or more; the limit is {limits.max_bytes:,}. "
            "Give a smaller file, or raise Limits(max_bytes=...)."
        )


def check_pixel_count(size: Sequence[int], name: str, limits: Limits) -> None:
    """Raise where a picture of ``size`` (width, height) has no pixels, or too many.

    Raises:
        InputTypeError: a side is 0.
        InputTooLargeError: more than ``limits.max_pixels``.

    """
    width, height = size
    if width < 1 or height < 1:
        raise InputTypeError(
            f"{name} has no pixels: it is {width} x {height}. Give one of at least 1 x 1."
        )
    if width * height > limits.max_pixels:
        raise InputTooLargeError(
            f"{name} has {width} x {height} = {width * height:,} pixels; the limit is "
            f"{limits.max_pixels:,}. Give a smaller picture, or raise Limits(max_pixels=...)."
        )
