from __future__ import annotations

import numpy as np
import pytest

from vizsla.testing.label_figures import LabelFigures


def test_what_nothing_is_known_of_is_none_and_not_zero() -> None:
    never_there = LabelFigures("oak", support=0, answered=0, right=0)
    assert (never_there.precision, never_there.recall, never_there.f1) == (None, None, None)
    never_said = LabelFigures("oak", support=5, answered=0, right=0)
    assert (never_said.precision, never_said.recall, never_said.f1) == (None, 0, 0)
    assert never_said.precision_interval == (0, 1)


def test_the_interval_of_f1_holds_the_true_one_in_19_of_20_tests() -> None:
    rng = np.random.default_rng(1)
    shares = [0.5, 0.2, 0.3]  # of right, wrongly so answered and missed, among all that matter
    true = 2 * shares[0] / (2 * shares[0] + shares[1] + shares[2])
    held = []
    for right, wrongly, missed in rng.multinomial(60, shares, 2000):
        figures = LabelFigures("oak", right + missed, right + wrongly, right)
        low, high = figures.f1_interval
        assert low <= (figures.f1 or 0) <= high
        held.append(low <= true <= high)
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)
