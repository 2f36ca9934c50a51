"""Chooses what is held out for the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.training.examples import Examples

__all__ = ["held_out"]


def held_out(examples: Examples, share: float, seed: int) -> np.ndarray:
    """Choose the same share of each label's examples, at least one, never all.

    Args:
        examples: what to choose from.
        share: of each label's examples, above 0 and below 1.
        seed: another one gives another choice.

    Returns:
        (examples,) bool: whether it is held out.

    """
    rng = np.random.default_rng(seed)
    chosen = np.zeros(len(examples.targets), bool)
    for target in range(len(examples.labels)):
        # Ordered by content, so that renaming or moving a file changes nothing.
        own = np.flatnonzero(examples.targets == target)
        own = own[np.argsort([examples.hashes[n] for n in own])]
        count = min(max(round(share * len(own)), 1), len(own) - 1)
        chosen[rng.permutation(own)[:count]] = True
    return chosen
