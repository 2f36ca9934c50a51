"""Measures how many wrong labels exploring finds, and how many of its findings are wrong labels."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from explore_data import Collection, Measured

DRAWS = 2000  # of seeds, for the intervals


def with_wrong_labels(
    truth: np.ndarray, measured: Measured, share: float, *, similar: bool, seed: int
) -> np.ndarray:
    """Replace a share of the labels by others.

    Args:
        truth: (images,) int, the right labels.
        measured: the images' embeddings.
        share: the share of labels to replace, 0 to 1.
        similar: whether each is replaced by the label of the nearest image of another label, and
            not by any at random.
        seed: the number that starts the random ones.

    """
    rng = np.random.default_rng(seed)
    given, labels = truth.copy(), int(truth.max()) + 1
    chosen = rng.permutation(len(truth))[: round(share * len(truth))]
    if not similar:
        given[chosen] = (truth[chosen] + rng.integers(1, labels, len(chosen))) % labels
        return given
    table = measured.unit[chosen] @ measured.unit.T
    table[truth[chosen][:, None] == truth[None, :]] = -2
    given[chosen] = truth[table.argmax(axis=1)]
    return given


def found(
    collection: Collection, count: int, share: float, seeds: int, *, similar: bool
) -> dict[str, Any]:
    """Explore a collection with wrong labels, several times.

    Args:
        collection: the labelled images.
        count: the number of images that each time takes from them at random.
        share: the share of wrong labels.
        seeds: the number of times.
        similar: see ``with_wrong_labels``.

    Returns:
        The share of the wrong labels that are found and the share of wrong labels among the
        findings, each with its 95 % interval over the seeds.

    """
    _, truth = np.unique(collection.labels, return_inverse=True)
    rounds = []
    for seed in range(seeds):
        chosen = np.random.default_rng(seed).permutation(len(truth))[:count]
        measured = collection.measured.take(chosen)
        given = with_wrong_labels(truth[chosen], measured, share, similar=similar, seed=seed)
        doubted = _doubted(measured, given)
        wrong = given != truth[chosen]
        rounds.append((int((doubted & wrong).sum()), int(wrong.sum()), int(doubted.sum())))
    counts = np.array(rounds)
    return {
        "images": count,
        "share": share,
        "similar": similar,
        "recall": _with_interval(counts[:, 0], counts[:, 1]),
        "precision": _with_interval(counts[:, 0], counts[:, 2]),
        "doubted": float(counts[:, 2].mean()),
    }


def _with_interval(parts: np.ndarray, wholes: np.ndarray) -> list[float] | None:
    """Return the ratio of two sums, and its interval by drawing rounds (the bootstrap)."""
    if not wholes.sum():
        return None
    drawn = np.random.default_rng(0).integers(0, len(parts), (DRAWS, len(parts)))
    ratios = parts[drawn].sum(axis=1) / np.maximum(wholes[drawn].sum(axis=1), 1)
    low, high = np.quantile(ratios, (0.025, 0.975))
    return [float(parts.sum() / wholes.sum()), float(low), float(high)]


def _doubted(measured: Measured, given: np.ndarray) -> np.ndarray:
    """Return which labels the finding names, (images,) bool."""
    from vizsla.explore import ExploredExamples  # noqa: PLC0415 - an extra
    from vizsla.explore.doubtful_labels import doubtful_labels  # noqa: PLC0415
    from vizsla.explore.near_duplicates import near_duplicate_groups  # noqa: PLC0415
    from vizsla.workspace import Example  # noqa: PLC0415

    first = Example(0, "", "", datetime(2026, 1, 1, tzinfo=UTC), {}, state="labelled")
    examples = tuple(
        replace(first, id=n, sha256=f"{n:064}", label=str(label))
        for n, label in enumerate(given.tolist())
    )
    groups = near_duplicate_groups(measured.hashes, measured.unit)
    labels = tuple(sorted({str(each) for each in given.tolist()}))
    doubted = np.zeros(len(given), bool)
    for each in doubtful_labels(ExploredExamples(examples, measured.unit, groups, labels)):
        doubted[list(each.examples)] = True
    return doubted
