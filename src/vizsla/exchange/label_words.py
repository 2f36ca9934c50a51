"""Labels, parts and states as others write them, and as they are here."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "METADATA_CSV",
    "METADATA_LINES",
    "MOST_LETTERS",
    "SIDECAR",
    "SPLITS",
    "STATES",
    "TABLES",
    "TASKS",
    "UNLABELLED",
    "clean_label",
    "part_of",
]

MOST_LETTERS = 200  # of a label
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}  # controls, halves of characters, breaks of lines
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


def clean_label(text: str) -> str:
    """Return ``text`` as a label: normal form C, no space around it.

    The rule is the store's (``vizsla.workspace``), which is not asked: this room needs no database.

    Raises:
        InputError: empty, too long, not valid Unicode, or with control characters in it.

    """
    label = unicodedata.normalize("NFC", text).strip()
    if not label:
        raise InputError("The label is empty. Write what the picture shows, or leave it out.")
    if len(label) > MOST_LETTERS:
        raise InputError(
            f"The label {shorten(label)!r} has {len(label)} letters; the most is {MOST_LETTERS}. "
            "Choose a shorter one."
        )
    if any(unicodedata.category(letter) in _UNPRINTABLE for letter in label):
        raise InputError(
            f"The label {shorten(label)!r} has control characters or invalid Unicode in it. "
            "Write it in plain letters."
        )
    return label


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
