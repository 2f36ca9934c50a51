"""The modality of images, which joins the files of this folder.

``load_image`` reads and checks a source, ``measure`` measures it, ``thumbnail`` and
``heat_overlay`` draw it, ``strip`` removes its metadata, and ``self_test_image`` is the input of a
graph's self-test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from vizsla.answer_html import Preview
from vizsla.modalities.base import Modality
from vizsla.modalities.image.describe_image_source import describe_image_source
from vizsla.modalities.image.image_facts import ImageFacts
from vizsla.modalities.image.image_formats import format_name, is_image
from vizsla.modalities.image.image_suffixes import IMAGE_SUFFIXES, RAW_SUFFIXES
from vizsla.modalities.image.load_image import load_pixels
from vizsla.modalities.image.quality_checks import IMAGE_QUALITY_CHECKS
from vizsla.modalities.image.resize import Pixels
from vizsla.modalities.image.self_test_image import self_test_image
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.modality_values import ExportFile, Measurement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.modalities.image.load_image import ImageSource
    from vizsla.modalities.limits import Limits
    from vizsla.modalities.modality_values import Facts, Sheet, ShownFile

__all__ = ["IMAGE", "ImageModality"]

SIDES = 3  # height, width, channels


class ImageModality(Modality[Pixels]):
    """Photographs, drawings and screenshots.

    A value is an RGB image, upright: a PIL image, or an ndarray (height, width, 3) uint8.
    """

    name = "image"
    singular = "image"
    plural = "images"
    example_path = "photos/beagle/1.jpg"
    suffixes = IMAGE_SUFFIXES
    other_suffixes = RAW_SUFFIXES
    quality_checks = IMAGE_QUALITY_CHECKS

    def load(self, source: ImageSource, *, limits: Limits = DEFAULT_LIMITS) -> Pixels:
        """Read, check and decode an image; see ``load_pixels``."""
        return load_pixels(source, limits=limits)

    def describe(self, source: object) -> str:
        """Name a source for messages, such as ``park.jpg``. Never raises."""
        return describe_image_source(source)

    def recognises(self, head: bytes) -> bool:
        """Return whether a file begins as an image does that can be read; see ``is_image``."""
        return is_image(head)

    def measure(self, value: Pixels, content: bytes | None = None) -> Measurement:
        """Measure an image's size, brightness, contrast and sharpness, and its perceptual hash."""
        # Imported here: SciPy, which the perceptual hash needs, takes 0.3 s to import.
        from vizsla.modalities.image.measure_image import measure_image  # noqa: PLC0415

        facts = measure_image(value, "" if content is None else format_name(content))
        return Measurement(facts.to_dict(), facts.perceptual_hash)

    def summary(self, facts: Facts) -> str:
        """Return an image's size, such as ``640 x 480 pixels``."""
        image = ImageFacts.from_dict(facts)
        return f"{image.width} x {image.height} pixels"

    def detail(self, facts: Facts) -> float:
        """Return the number of pixels."""
        image = ImageFacts.from_dict(facts)
        return float(image.width * image.height)

    def thumbnail(self, value: Pixels, side: int) -> Preview | None:
        """Return a thumbnail, with the image's own size in pixels."""
        from vizsla.modalities.image.thumbnail import data_uri, shrink  # noqa: PLC0415 - see below

        image = Image.fromarray(value) if isinstance(value, np.ndarray) else value
        return Preview(data_uri(shrink(image, side)), image.width, image.height)

    def preview(self, content: bytes | None, side: int) -> str:
        """Return a thumbnail as a ``data:`` URI; the placeholder for a file with no image."""
        from vizsla.modalities.image.thumbnail import thumbnail_uri  # noqa: PLC0415 - pages alone

        return thumbnail_uri(content, side)

    def shown(self, content: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ShownFile:
        """Return an image file that browsers show, upright; see ``shown_image``."""
        from vizsla.modalities.image.shown_image import shown_image  # noqa: PLC0415 - servers alone

        return shown_image(content, limits)

    def thumbnail_file(
        self, content: bytes, side: int, *, limits: Limits = DEFAULT_LIMITS
    ) -> bytes:
        """Return a small WebP of an image file."""
        from vizsla.modalities.image.shown_image import small_webp  # noqa: PLC0415 - servers alone

        return small_webp(content, side, limits)

    def highlight(self, content: bytes | None, weights: np.ndarray, side: int) -> str | None:
        """Return a thumbnail on which only the parts that speak for the answer are bright."""
        from vizsla.modalities.image.heat_overlay import heat_uri  # noqa: PLC0415 - pages alone

        return heat_uri(content, weights, side)

    def sheet(self, contents: Iterable[bytes | None], side: int, columns: int) -> Sheet:
        """Lay thumbnails side by side into one JPEG, each cut to its middle square."""
        from vizsla.modalities.image.thumbnail import sheet  # noqa: PLC0415 - pages alone

        return sheet(contents, side, columns)

    def strip_metadata(self, content: bytes, name: str) -> bytes:
        """Return an image file without EXIF and other metadata; see ``strip``."""
        from vizsla.modalities.image.strip import strip_metadata  # noqa: PLC0415 - exports alone

        return strip_metadata(content, name)

    def export_file(
        self, content: bytes, name: str, *, keep_metadata: bool = False, common: bool = False
    ) -> ExportFile:
        """Prepare an image file for a dataset that others read."""
        from vizsla.modalities.image.export_image import export_image  # noqa: PLC0415 - see above

        return export_image(content, name, keep_metadata=keep_metadata, common=common)

    def self_test_input(self, shape: tuple[int, ...]) -> np.ndarray:
        """Compute the image of a graph's self-test, (height, width, 3) uint8.

        For a graph that takes no image, whose self-test then fails, it is zeros.
        """
        return self_test_image(*shape[:2]) if len(shape) == SIDES else np.zeros(shape, np.uint8)


IMAGE = ImageModality()
