"""Learns which values a column of metadata has, from the training examples and without labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.bundle.column_entry import CATEGORY, NUMBER, ColumnEntry
from vizsla.functions.column_values import SPACES, bin_of, bins_of, number_in
from vizsla.training.named_feature import MISSING, NamedFeature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.column_values import Cells

__all__ = ["column_feature", "learn_column"]

FEW_NUMBERS = 12  # different numbers of a column, up to which they are categories: 1, 2, 3
LEAST = 2  # examples of a value; near-duplicates count as one
MOST_VALUES = 200  # of a column: the most frequent ones
MOST_BINS = 8
IN_A_BIN = 10  # examples at least


def learn_column(name: str, cells: Sequence[Cells], groups: np.ndarray) -> ColumnEntry:
    """Return a column with the values or the bins that examples have.

    A column is a number where each cell is one, and there are more than 12 different numbers. Its
    bins have as many examples each, up to eight bins, and ten examples in a bin at least. Of a
    category, the values are known that two examples have.

    Args:
        name: the column's name.
        cells: the cells of each example by their columns.
        groups: (examples,) the same number for near-duplicates, which count as one.

    """
    pairs = {
        (text, int(group))
        for each, group in zip(cells, groups, strict=True)
        if (text := str(each.get(name) or "").strip(SPACES))
    }
    texts = sorted({text for text, _ in pairs})
    numbers = {text: number_in(text) for text in texts}
    if all(each is not None for each in numbers.values()):
        values = np.array([numbers[text] for text, _ in sorted(pairs)], np.float64)
        if len(np.unique(values)) > FEW_NUMBERS:
            return ColumnEntry(name, NUMBER, edges=_edges(values))
    counts = dict.fromkeys(texts, 0)
    for text, _ in pairs:
        counts[text] += 1
    frequent = sorted(texts, key=lambda text: -counts[text])[:MOST_VALUES]
    return ColumnEntry(name, CATEGORY, tuple(sorted(t for t in frequent if counts[t] >= LEAST)))


def _edges(values: np.ndarray) -> tuple[float, ...]:
    """Return the edges between bins of as many values each, with six digits."""
    bins = max(1, min(MOST_BINS, len(values) // IN_A_BIN))
    cuts = np.quantile(values, np.arange(1, bins) / bins)
    found = np.unique([float(f"{each:.6g}") for each in cuts.tolist()])
    return tuple(float(each) for each in found)


def column_feature(column: ColumnEntry, cells: Sequence[Cells]) -> NamedFeature:
    """Return the feature of a column.

    Args:
        column: the column.
        cells: the cells of each example by their columns.

    """
    bins = [bin_of(each.get(column.name), column) for each in cells]
    values = np.array([MISSING if each is None else each for each in bins], np.int64)
    title = f"column {column.name}"
    return NamedFeature(title, tuple(bins_of(column)), values, absence=False)
