"""Several labels of one example: kept in a multi-label project, and a problem in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SeveralLabelsError", "several_labels", "split_labels"]

SEPARATORS = "|;"  # between the labels in a cell


class SeveralLabelsError(InputError):
    """An example has several labels where it may have one."""


def several_labels(what: str, labels: Sequence[str]) -> SeveralLabelsError:
    """Return the problem of an example with several labels.

    Args:
        what: the example, in words.
        labels: its labels.

    """
    shown = shorten(", ".join(map(repr, labels)))
    return SeveralLabelsError(
        f"{what} has {len(labels)} labels ({shown}), and an example has one. It is added as "
        "unsure: choose one, or make a multi-label project (multi_label=True)."
    )


def split_labels(label: str) -> list[str]:
    """Return the labels in a cell, such as ``red|big`` or ``red; big``."""
    for separator in SEPARATORS[1:]:
        label = label.replace(separator, SEPARATORS[0])
    return [each.strip() for each in label.split(SEPARATORS[0]) if each.strip()]
