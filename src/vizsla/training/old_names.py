"""The names that version 0.1 gave to diagnoses, and those of today."""

from __future__ import annotations

__all__ = ["FORMAT_1_DIAGNOSES"]

FORMAT_1_DIAGNOSES = {
    "views of the same things": "repeated scenes",
    "too few to tell": "too few examples",
    "by heart": "overfitting",
    "some overtraining": "slight overfitting",
    "more examples would help": "more examples would help",
    "fine": "no overfitting",
}
