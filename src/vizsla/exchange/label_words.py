"""Parts and states as others write them, and as they are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "METADATA_CSV",
    "METADATA_LINES",
    "SIDECAR",
    "SPLITS",
    "STATES",
    "TABLES",
    "TASKS",
    "UNLABELLED",
    "part_of",
]

# The files in a dataset's folder that say more than the folders' names.
SIDECAR, TASKS = "vizsla.jsonl", "tasks.json"
METADATA_CSV, METADATA_LINES = "metadata.csv", "metadata.jsonl"
TABLES = frozenset((SIDECAR, TASKS, METADATA_CSV, METADATA_LINES))
# The folders beside those of the parts that hold what has no label; an export writes the first.
UNLABELLED = ("unlabelled", "unlabeled")
STATES = frozenset(("unsure", "skipped"))
_VALIDATION = "validation"
SPLITS = {
    **dict.fromkeys(("train", "training"), "train"),
    **dict.fromkeys(("test", "testing", "eval", "evaluation"), "test"),
    **dict.fromkeys(("val", "valid", "validation", "dev"), _VALIDATION),
}


def part_of(split: str | None, splits: Collection[str]) -> str | None:
    """Return ``train`` or ``test`` for a value of ``SPLITS``; None for None.

    Validation data is what others choose a model by, which is done within the training part here:
    it belongs there, unless it is the only part to test on.

    Args:
        split: ``train``, ``test`` or ``validation``.
        splits: all that the source has.

    """
    if split != _VALIDATION:
        return split
    return "train" if "test" in splits else "test"
