"""The test part that a source of labelled examples brings along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange import ImportExample
    from vizsla.project.snapshot import Snapshot

__all__ = ["copies_of_training", "with_own_test_part"]


def with_own_test_part(examples: Sequence[ImportExample]) -> list[ImportExample]:
    """Return labelled examples with their splits, or without where one of the two sets is empty.

    A source often has a training part alone, or one to be answered, whose labels are a secret.
    """
    has_both = {"train", "test"} <= {each.split for each in examples}
    return list(examples) if has_both else [replace(each, split=None) for each in examples]


def copies_of_training(snapshot: Snapshot, splits: np.ndarray) -> np.ndarray:
    """Return which test examples are near-duplicates of training examples, (examples,) bool.

    Only a source's own test part can have some: the test set that is chosen here has none.

    Args:
        snapshot: the examples.
        splits: (examples,) ``train``, ``test``, or another text.

    """
    trained_on = snapshot.groups[splits == "train"]
    found: np.ndarray = (splits == "test") & np.isin(snapshot.groups, trained_on)
    return found
