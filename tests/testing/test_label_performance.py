from __future__ import annotations

import pytest

from vizsla.testing.label_performance import ScoredExample, label_performance

ANIMALS = [
    ScoredExample("1", ("cat",), {"cat": 0.9, "dog": 0.1}),
    ScoredExample("2", ("cat",), {"cat": 0.6, "dog": 0.4}),
    ScoredExample("3", ("dog",), {"cat": 0.7, "dog": 0.3}),
    ScoredExample("4", ("dog",), {"cat": 0.2, "dog": 0.8}),
]


def test_an_answer_counts_from_the_threshold_on() -> None:
    found, of_all = label_performance(ANIMALS, ["cat", "dog"], 0.5, several=False)
    assert (found["cat"].precision, found["cat"].recall) == (pytest.approx(2 / 3), 1.0)
    assert (found["dog"].precision, found["dog"].recall) == (1.0, 0.5)
    assert (of_all.precision, of_all.recall) == (0.75, 0.75)
    found, of_all = label_performance(ANIMALS, ["cat", "dog"], 0.85, several=False)
    assert (found["cat"].precision, found["cat"].recall) == (1.0, 0.5)
    assert (found["dog"].precision, found["dog"].recall) == (0.0, 0.0)
    assert (of_all.precision, of_all.recall) == (1.0, 0.25)


def test_average_precision_does_not_depend_on_the_threshold() -> None:
    # Of the cats, the first comes first, and the second third.
    expected = (1 + 2 / 3) / 2
    for threshold in (0.1, 0.9):
        found, of_all = label_performance(ANIMALS, ["cat", "dog"], threshold, several=False)
        assert found["cat"].average_precision == pytest.approx(expected)
        mean = (found["cat"].average_precision + found["dog"].average_precision) / 2
        assert of_all.average_precision == pytest.approx(mean)


def test_several_labels_of_one_answer_count_each() -> None:
    both = [ScoredExample("1", ("cat", "red"), {"cat": 0.9, "red": 0.6})]
    found, of_all = label_performance(both, ["cat", "red"], 0.5, several=True)
    assert (found["red"].recall, of_all.recall) == (1.0, 1.0)
    found, of_all = label_performance(both, ["cat", "red"], 0.5, several=False)
    assert (found["red"].recall, of_all.recall) == (0.0, 0.5)


def test_a_label_that_nothing_was_tested_on_has_no_figures() -> None:
    found, of_all = label_performance(ANIMALS, ["cat", "dog", "owl"], 0.5, several=False)
    assert found["owl"] == type(found["owl"])(0.0, 0.0, 0.0)
    assert of_all == label_performance(ANIMALS, ["cat", "dog"], 0.5, several=False)[1]
    assert label_performance([], ["cat"], 0.5, several=False)[1] == found["owl"]
