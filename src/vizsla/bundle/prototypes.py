"""The prototypes of a head: embeddings that stand for the training examples of each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import BundleDamagedError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PROTOTYPE_TENSORS", "Prototypes", "read_prototypes", "round_directions"]

# The tensors' types. Their names and shapes are those of the arguments of ``write_head``.
PROTOTYPE_TENSORS = {
    "prototypes": ("int8", "float32"),
    "prototype_counts": ("float32",),
    "usual_distances": ("float32",),
}
MOST_PROTOTYPES = 20_000


@dataclass(frozen=True, slots=True)
class Prototypes:
    """The prototypes, ready to compare with an embedding.

    Attributes:
        directions: (prototypes, dimension) float64, whole numbers where they are stored in int8:
            their products with whole numbers are exact in any order.
        lengths: (prototypes,) of the directions.
        starts: (rows + 1,) the head's row r has the prototypes from ``starts[r]`` up to
            ``starts[r + 1]``; None where every row has all of them, as in formats 1 and 2.
        usual_distances: (rows,) above 0, the usual cosine distance from an example of a row to
            the nearest other one; 1 where every row has all prototypes.

    """

    directions: np.ndarray
    lengths: np.ndarray
    starts: tuple[int, ...] | None
    usual_distances: tuple[float, ...]


def read_prototypes(tensors: Mapping[str, np.ndarray], rows: int, where: str) -> Prototypes | None:
    """Read the prototypes from a head's tensors, whose types and shapes are right.

    Args:
        tensors: the tensors by name.
        rows: the number of the head's rows.
        where: the file's name, for messages.

    Raises:
        BundleDamagedError: the tensors do not fit each other.

    """
    counts, usual = tensors.get("prototype_counts"), tensors.get("usual_distances")
    if "prototypes" not in tensors:
        if counts is not None or usual is not None:
            raise _misfit(where, "has counts or distances, and no prototypes")
        return None
    directions = tensors["prototypes"].astype(np.float64)
    lengths = np.sqrt(np.vecdot(directions, directions))
    if not 1 <= len(directions) <= MOST_PROTOTYPES or not lengths.all():
        raise _misfit(
            where,
            f"'prototypes' must be 1 to {MOST_PROTOTYPES} directions, none zero, and has shape "
            f"{directions.shape}",
        )
    if counts is None and usual is None:
        return Prototypes(directions, lengths, None, (1.0,) * rows)
    if counts is None or usual is None:
        raise _misfit(where, "has only one of 'prototype_counts' and 'usual_distances'")
    whole = (counts >= 0).all() and (counts == np.floor(counts)).all()
    if not whole or counts.sum(dtype=np.float64) != len(directions):
        raise _misfit(where, f"'prototype_counts' must add up to {len(directions)}")
    if not (usual > 0).all():
        raise _misfit(where, "'usual_distances' must be above 0")
    starts = (0, *np.cumsum(counts, dtype=np.int64).tolist())
    return Prototypes(directions, lengths, starts, tuple(usual.astype(np.float64).tolist()))


def round_directions(prototypes: np.ndarray) -> np.ndarray:
    """Round directions to int8, as a bundle stores them; the greatest component becomes 127."""
    most = np.maximum(np.abs(prototypes).max(axis=1, keepdims=True), 1e-12)
    rounded: np.ndarray = np.round(prototypes * (127 / most)).astype(np.int8)
    return rounded


def _misfit(where: str, reason: str) -> BundleDamagedError:
    return BundleDamagedError(f"{where}: {reason}; copy the bundle again")
