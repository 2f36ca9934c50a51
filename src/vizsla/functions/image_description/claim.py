"""A claim of a sentence, with its score."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Claim"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a sentence: ``two beagles``, ``two beagles beside a person``."""

    text: str
    score: float
