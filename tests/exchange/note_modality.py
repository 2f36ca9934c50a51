"""A modality of texts for the tests of reading: bytes in UTF-8, or a file with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from vizsla.modalities.base import Measurement, Modality
from vizsla.modalities.registry import register_modality

__all__ = ["NOTES"]


class NoteModality(Modality[str]):
    """Short texts."""

    name = "notes"
    singular = "text"
    plural = "texts"
    example_path = "texts/greeting/1.txt"
    suffixes = frozenset((".txt", ".text"))
    str_is_content = True

    def load(self, source: Any, *, limits: object = None) -> str:
        """Read a text, bytes or a path."""
        del limits
        if isinstance(source, Path):
            return source.read_text("utf-8")
        return source.decode() if isinstance(source, bytes) else str(source)

    def describe(self, source: object) -> str:
        """Name a source."""
        return str(source)[:40]

    def measure(self, value: str, content: bytes | None = None) -> Measurement:
        """Count the letters."""
        del content
        return Measurement({"letters": len(value)}, None)

    def self_test_input(self, shape: tuple[int, ...]) -> np.ndarray:
        """Return zeros."""
        return np.zeros(shape)


NOTES = NoteModality.name
register_modality(NoteModality())
