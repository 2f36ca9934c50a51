from __future__ import annotations

import numpy as np
import pytest

from vizsla.testing.label_figures import LabelFigures


def test_a_figure_without_any_example_is_none_rather_than_zero() -> None:
    no_examples = LabelFigures("oak", support=0, answered=0, right=0)
    assert (no_examples.precision, no_examples.recall, no_examples.f1) == (None, None, None)
    never_answered = LabelFigures("oak", support=5, answered=0, right=0)
    assert (never_answered.precision, never_answered.recall, never_answered.f1) == (None, 0, 0)
    assert never_answered.precision_interval == (0, 1)


def test_the_interval_of_f1_covers_the_true_f1_in_19_of_20_tests() -> None:
    rng = np.random.default_rng(1)
    shares = [0.5, 0.2, 0.3]  # of right, wrongly answered and missed examples
    true = 2 * shares[0] / (2 * shares[0] + shares[1] + shares[2])
    covered = []
    for right, wrongly, missed in rng.multinomial(60, shares, 2000):
        figures = LabelFigures("oak", right + missed, right + wrongly, right)
        low, high = figures.f1_interval
        assert low <= (figures.f1 or 0) <= high
        covered.append(low <= true <= high)
    assert np.mean(covered) == pytest.approx(0.95, abs=0.02)
