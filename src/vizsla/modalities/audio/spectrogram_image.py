"""Draws sounds: a spectrogram in colours, twice as wide as high, or many in one sheet."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from vizsla.errors import InputError, OptionError
from vizsla.modalities.audio.load_sound import RATE, load_sound
from vizsla.modalities.audio.spectrogram import spectrogram
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.modality_values import PLACEHOLDER, Sheet
from vizsla.modalities.sheet_page import sheet_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from vizsla.modalities.limits import Limits

__all__ = [
    "draw_spectrogram",
    "heard_uri",
    "sheet_of_sounds",
    "sound_uri",
    "sound_webp",
    "webp_uri",
]

_QUALITY = 80  # of a WebP
_DARK = 0.25  # of the brightness, for a part that does not count
# From silence to the loudest: each step is brighter, so that it reads without colours, too.
_COLOURS = (
    (14, 10, 32),
    (62, 22, 92),
    (142, 38, 96),
    (216, 84, 52),
    (250, 170, 60),
    (255, 246, 208),
)


def draw_spectrogram(samples: NDArray[np.float32], side: int) -> Image.Image:
    """Return a sound's spectrogram, ``side`` pixels wide and half as high; time goes right.

    Args:
        samples: float32 (n,) at 16 kHz, n at least 1.
        side: the width in pixels, at least 1.

    Raises:
        OptionError: ``side`` is below 1.

    """
    if side < 1:
        raise OptionError(f"side={side}: a spectrogram has at least 1 pixel")
    loud = Image.fromarray(spectrogram(samples, RATE))
    size = (side, max(1, side // 2))
    return Image.fromarray(_colours()[np.asarray(loud.resize(size, Image.Resampling.BILINEAR))])


def sound_webp(content: bytes, side: int, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return a file's spectrogram as a WebP.

    Raises:
        InputError: the file can't be read.

    """
    return _webp(draw_spectrogram(load_sound(content, limits=limits), side))


def sound_uri(content: bytes | None, side: int) -> str:
    """Return a file's spectrogram as a ``data:`` URI; the placeholder where it can't be read."""
    if content is None:
        return PLACEHOLDER
    try:
        return webp_uri(draw_spectrogram(load_sound(content), side))
    except InputError:  # one bad file does not cost a whole page
        return PLACEHOLDER


def heard_uri(content: bytes | None, weights: NDArray[np.float32], side: int) -> str:
    """Return a spectrogram whose parts are as bright as their weights; see ``sound_uri``.

    Args:
        content: a file's bytes, or None.
        weights: (parts,) 0 to 1, of equally long parts.
        side: the width in pixels, at least 1.

    """
    if content is None:
        return PLACEHOLDER
    try:
        drawn = np.asarray(draw_spectrogram(load_sound(content), side))
    except InputError:
        return PLACEHOLDER
    part = np.arange(drawn.shape[1]) * len(weights) // drawn.shape[1]
    light = _DARK + (1 - _DARK) * weights[part][None, :, None]
    return webp_uri(Image.fromarray(np.rint(drawn * light).astype(np.uint8)))


def webp_uri(image: Image.Image) -> str:
    """Return an image as a WebP in a ``data:`` URI."""
    return "data:image/webp;base64," + base64.b64encode(_webp(image)).decode("ascii")


def sheet_of_sounds(contents: Iterable[bytes | None], side: int, columns: int) -> Sheet:
    """Lay many spectrograms into one image, each stretched to a square.

    Args:
        contents: files' bytes, read one at a time; None, and what can't be read, is a grey square.
        side: the side of a square in pixels, at least 1.
        columns: the number of squares in a row, at least 1.

    Raises:
        OptionError: ``side`` or ``columns`` is below 1.

    """
    page, rows = sheet_page(lambda content: _square(content, side), contents, side, columns)
    return Sheet(webp_uri(page), side, columns, rows)


def _square(content: bytes | None, side: int) -> Image.Image | None:
    if content is None:
        return None
    try:
        wide = draw_spectrogram(load_sound(content), 2 * side)
    except InputError:
        return None
    return wide.resize((side, side), Image.Resampling.BILINEAR)


def _webp(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", quality=_QUALITY)
    return file.getvalue()


def _colours() -> NDArray[np.uint8]:
    """Return the colour of each of 256 steps of loudness: (256, 3)."""
    places = np.linspace(0, 255, len(_COLOURS))
    columns = [np.interp(np.arange(256), places, each) for each in zip(*_COLOURS, strict=True)]
    found: NDArray[np.uint8] = np.rint(np.stack(columns, axis=1)).astype(np.uint8)
    return found
