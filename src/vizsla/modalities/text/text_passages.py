"""Cuts the beginning of a text into passages of one weight each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from vizsla.modalities.modality_values import Passage
from vizsla.modalities.text.text_excerpt import excerpt

if TYPE_CHECKING:
    import numpy as np

__all__ = ["passages"]


def passages(text: str, longest: int, weights: np.ndarray | None) -> tuple[Passage, ...]:
    """Return the beginning of a text as passages.

    Args:
        text: the text.
        longest: the most characters, at least 2.
        weights: (characters,) 0 to 1, an explanation's; None for no weights.

    """
    if weights is None or len(weights) != len(text):
        return (Passage(excerpt(text, longest), 0.0),)
    shown = []
    pairs = zip(text[:longest], weights[:longest].tolist(), strict=True)
    for weight, group in groupby(pairs, key=lambda pair: pair[1]):
        part = "".join(each for each, _ in group)
        shown.append(Passage("".join(_shown(each) for each in part), weight))
    if len(text) > longest:
        shown.append(Passage("…", 0.0))
    return tuple(shown)


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    return character if character.isprintable() else "·"
