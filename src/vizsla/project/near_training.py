"""Finds files that are near-duplicates of training examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.modalities.registry import modality_named
from vizsla.project.group_near_duplicates import groups_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vizsla.project.embedder import Embedder
    from vizsla.project.snapshot import Snapshot

__all__ = ["near_training"]


def near_training(
    reads: Mapping[str, Callable[[], object]],
    training_examples: Snapshot,
    embedder: Embedder,
    report: Callable[[int, int], None] | None = None,
) -> set[str]:
    """Return the keys of files that are near-duplicates of training examples.

    Args:
        reads: by the key of each file what returns an input: its bytes, or its path.
        training_examples: the training examples.
        embedder: the embedder of the files.
        report: called with the number of files done, and of all.

    Raises:
        InputError: a file can't be used.

    """
    modality = modality_named(embedder.encoder.modality)
    keys = list(reads)

    def read(key: str) -> tuple[object, int | None]:
        value = modality.load(reads[key]())
        return value, modality.measure(value).fingerprint

    fingerprints, vectors = [], []
    for done, each in enumerate(embedder.embed_all(keys, read), 1):
        if each.error is not None:
            raise each.error
        if report:
            report(done, len(keys))
        fingerprints.append(each.measured)
        vectors.append(each.vector)
    if not keys:
        return set()
    count = len(training_examples.examples)
    groups = groups_of(
        [*(each.sha256 for each in training_examples.examples), *keys],
        [*(each.fingerprint for each in training_examples.examples), *fingerprints],
        np.concatenate([training_examples.vectors, np.array(vectors)])
        if count
        else np.array(vectors),
        modality,
    )
    near = np.isin(groups[count:], groups[:count])
    return {key for key, leak in zip(keys, near, strict=True) if leak}
