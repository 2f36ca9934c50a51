"""Statistical tests of whether two shares differ by more than chance."""

from __future__ import annotations

import math

from vizsla.testing.interval import wilson

__all__ = ["LEAST_P", "holm", "mcnemar", "paired_difference", "unpaired_difference"]

LEAST_P = 0.05  # a difference with a lower p-value counts as more than chance


def mcnemar(first_only: int, second_only: int) -> float:
    """Return the p-value of the exact McNemar test: the probability of this by chance alone.

    Only the examples that one answered rightly and the other wrongly tell the two apart. If the
    two are equally good, each of these goes either way like a coin (McNemar 1947; the exact
    two-sided binomial test).

    Args:
        first_only: the number of examples that only the first answered rightly.
        second_only: the number that only the second answered rightly.

    Returns:
        The p-value, 0 to 1.

    """
    from scipy.stats import binomtest  # noqa: PLC0415 - slow to import

    total = first_only + second_only
    return float(binomtest(first_only, total).pvalue) if total else 1.0


def paired_difference(
    both: int, first_only: int, second_only: int, neither: int
) -> tuple[float, float]:
    """Return the 95 % interval of second's share minus first's, on the same examples.

    Newcombe, Statistics in Medicine 17, 1998, pages 2635-2650, method 10: Wilson's intervals of
    both shares, combined with the correlation of the two. The counts' sum is at least 1.

    Args:
        both: the number of examples that both answered rightly.
        first_only: the number that only the first answered rightly.
        second_only: the number that only the second answered rightly.
        neither: the number that neither answered rightly.

    """
    total = both + first_only + second_only + neither
    right_1, right_2 = both + first_only, both + second_only
    product = right_1 * (total - right_1) * right_2 * (total - right_2)
    together = float(both * neither - first_only * second_only)
    if together > 0:  # the correction for continuity that the method asks for
        together = max(together - total / 2, 0.0)
    phi = together / math.sqrt(product) if product else 0.0
    return _combined((right_1, total), (right_2, total), phi)


def unpaired_difference(
    right_1: int, total_1: int, right_2: int, total_2: int
) -> tuple[float, float]:
    """Return the 95 % interval of second's share minus first's, on different examples.

    Newcombe, Statistics in Medicine 17, 1998, pages 873-890, method 10.

    Args:
        right_1: the number of examples that the first answered rightly.
        total_1: the number of the first's examples, at least 1.
        right_2: the number of examples that the second answered rightly.
        total_2: the number of the second's examples, at least 1.

    """
    return _combined((right_1, total_1), (right_2, total_2), 0.0)


def _combined(first: tuple[int, int], second: tuple[int, int], phi: float) -> tuple[float, float]:
    share_1, share_2 = first[0] / first[1], second[0] / second[1]
    (low_1, high_1), (low_2, high_2) = wilson(*first), wilson(*second)
    down_1, up_1 = share_1 - low_1, high_1 - share_1
    down_2, up_2 = share_2 - low_2, high_2 - share_2
    below = math.sqrt(max(down_2**2 - 2 * phi * down_2 * up_1 + up_1**2, 0))
    above = math.sqrt(max(up_2**2 - 2 * phi * up_2 * down_1 + down_1**2, 0))
    difference = share_2 - share_1
    return max(difference - below, -1.0), min(difference + above, 1.0)


def holm(p_values: list[float]) -> list[float]:
    """Return p-values corrected for the number of tests (Holm 1979), in their order."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, number in enumerate(order):
        highest = max(highest, min(1.0, p_values[number] * (len(p_values) - rank)))
        adjusted[number] = highest
    return adjusted
