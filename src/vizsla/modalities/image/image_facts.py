"""The facts that are measured on an image, as values and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.json_value import JSONValue

__all__ = ["ImageFacts"]


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """The facts of one image.

    Attributes:
        width: the width in pixels, orientation applied.
        height: the height in pixels, orientation applied.
        format: the file format, such as ``JPEG``; empty where there is no file.
        brightness: the mean of the luma, 0 to 1.
        contrast: the standard deviation of the luma, 0 to 0.5.
        sharpness: the sharpness of the edges, from 0; an ordinary photo has about 1.3.
        perceptual_hash: 64 bits, unsigned. JSON leaves it out: the workspace has an indexed
            column for it, the fingerprint.

    """

    width: int
    height: int
    format: str
    brightness: float
    contrast: float
    sharpness: float
    perceptual_hash: int = 0

    @property
    def shorter_side(self) -> int:
        """The shorter side in pixels."""
        return min(self.width, self.height)

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the facts as JSON, without the perceptual hash."""
        return {
            "width": self.width,
            "height": self.height,
            "format": self.format,
            "brightness": self.brightness,
            "contrast": self.contrast,
            "sharpness": self.sharpness,
        }

    @classmethod
    def from_dict(cls, facts: Mapping[str, JSONValue]) -> ImageFacts:
        """Read facts that ``to_dict`` wrote; the perceptual hash is 0."""

        def number(name: str) -> float:
            value = facts.get(name, 0)
            return float(value) if isinstance(value, int | float) else 0.0

        return cls(
            width=int(number("width")),
            height=int(number("height")),
            format=str(facts.get("format", "")),
            brightness=number("brightness"),
            contrast=number("contrast"),
            sharpness=number("sharpness"),
        )
