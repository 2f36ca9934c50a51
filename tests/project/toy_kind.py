"""A kind of function that is none of the project's: whether a series of numbers rises or falls."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.bundle.manifest_entries import InputEntry, Licence
from vizsla.encoders.base import Encoder, EncoderFiles
from vizsla.encoders.embedding import Embedding
from vizsla.errors import InputFormatError
from vizsla.functions.classifier import Classifier
from vizsla.functions.explanation import Explanation
from vizsla.modalities.base import Modality
from vizsla.modalities.modality_values import Measurement, QualityCheck

if TYPE_CHECKING:
    from vizsla.functions.call_options import CallOptions
    from vizsla.modalities.limits import Limits

__all__ = ["SeriesClassifier", "SeriesEncoder", "SeriesModality"]


class SeriesModality(Modality[np.ndarray]):
    """Numbers in a text file, separated by spaces."""

    name = "series"
    singular = "series"
    plural = "series"
    example_path = "series/rising/1.series"
    suffixes = frozenset((".series",))
    quality_checks = (
        QualityCheck(
            "short",
            lambda facts: int(str(facts["length"])) < 4,
            lambda facts: float(str(facts["length"])),
            lambda facts: f"{facts['length']} numbers",
            "series is short",
            "series are short",
            "There is little to tell.",
        ),
    )

    def load(self, source: Any, *, limits: Limits | None = None) -> np.ndarray:
        """Read a path, bytes or a list of numbers."""
        del limits
        if isinstance(source, np.ndarray):
            return source
        text = source.decode() if isinstance(source, bytes) else Path(source).read_text()
        try:
            return np.array(text.split(), float)
        except ValueError as error:
            raise InputFormatError(f"{self.describe(source)} is no series: {error}") from error

    def describe(self, source: object) -> str:
        """Name a source."""
        return str(source)[:40]

    def measure(self, value: np.ndarray, content: bytes | None = None) -> Measurement:
        """Count the numbers."""
        del content
        return Measurement({"length": len(value)}, None)

    def self_test_input(self, shape: tuple[int, ...]) -> np.ndarray:
        """Return zeros."""
        return np.zeros(shape)


class SeriesEncoder(Encoder[np.ndarray]):
    """The series, resampled to six places: twice as wide a type as an image's, and no graph."""

    name = "six-places"
    modality = "series"
    dimension = 6
    dtype = "int32"
    key = "six-places 1"
    scale = 1 / 1000

    def embed(self, value: np.ndarray, threads: int | None = None) -> Embedding:
        """Resample a series around its mean."""
        del threads
        places = np.interp(np.linspace(0, 1, 6), np.linspace(0, 1, len(value)), value)
        return Embedding(np.round((places - value.mean()) * 1000), self.scale)

    def self_test(self) -> None:
        """Pass: there is no engine."""

    def bundle_files(self) -> EncoderFiles:
        """Return a bundle's parts: the licence alone."""
        licence = Licence("six places", "CC0-1.0", "this test")
        return EncoderFiles(InputEntry("series", {"unit": "none"}), None, {}, (licence,))


class SeriesClassifier(Classifier[np.ndarray]):
    """Tells which of its labels a series is."""

    modality_name = "series"

    @cached_property
    def encoder(self) -> SeriesEncoder:
        """The encoder."""
        return SeriesEncoder()

    def _explain(self, value: np.ndarray, options: CallOptions, label: str | None) -> Explanation:
        del value, options
        return Explanation(label, np.zeros((1, 6), np.float32))
