from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.stats import binomtest

from vizsla.testing import Report, TestResult, compare
from vizsla.testing.significance import holm, mcnemar, paired_difference, unpaired_difference

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Report]
    Draw = Callable[..., list[TestResult]]


def results_of(right: np.ndarray, labels: tuple[str, ...] = ("oak", "elm")) -> list[TestResult]:
    return [
        TestResult(str(n), f"{n}.jpg", labels[n % 2], labels[(n + (not ok)) % 2], 0.9, sure=True)
        for n, ok in enumerate(right)
    ]


def test_chance_alone_counts_as_a_difference_in_at_most_5_of_100_tests() -> None:
    rng = np.random.default_rng(1)
    alarms = {"paired": 0, "unpaired": 0}
    for _ in range(1000):
        # Two equally good functions, that often agree, as two versions of one do.
        hard = rng.random(120) * 0.5
        one, other = (rng.random(120) > hard for _ in range(2))
        alarms["paired"] += mcnemar(int((one & ~other).sum()), int((other & ~one).sum())) < 0.05
        low, high = unpaired_difference(int(one.sum()), 120, int((rng.random(90) > 0.25).sum()), 90)
        alarms["unpaired"] += low > 0 or high < 0
    assert alarms["paired"] <= 60
    assert alarms["unpaired"] <= 75


def test_the_paired_interval_covers_the_true_difference() -> None:
    rng = np.random.default_rng(2)
    shares = [0.7, 0.05, 0.12, 0.13]
    covered = []
    for counts in rng.multinomial(150, shares, 2000):
        low, high = paired_difference(*(int(each) for each in counts))
        covered.append(low <= shares[2] - shares[1] <= high)
    assert np.mean(covered) == pytest.approx(0.955, abs=0.02)


def test_intervals_equal_newcombes_published_examples() -> None:
    # 1998: table II of the paper on paired shares, method 10; and of that on independent ones.
    low, high = paired_difference(36, 12, 2, 0)
    assert (-high, -low) == (pytest.approx(0.0569, abs=1e-4), pytest.approx(0.3404, abs=1e-4))
    low, high = unpaired_difference(48, 80, 56, 70)
    assert (low, high) == (pytest.approx(0.0524, abs=1e-4), pytest.approx(0.3339, abs=1e-4))


def test_a_real_difference_is_found(make: Make) -> None:
    good = np.arange(200) % 20 != 0
    bad = good & (np.arange(200) % 5 != 1)
    found = compare(make(results_of(bad), name="a"), make(results_of(good), name="b"))
    assert found.better == "second"
    assert found.p_value == pytest.approx(binomtest(0, len(found.gained)).pvalue)
    assert found.difference == pytest.approx(good.mean() - bad.mean())
    assert found.low < found.difference < found.high
    assert found.summary[0].startswith(
        "b is better than a, by more than chance: 95 % right, against 75 %"
    )
    assert compare(found.second, found.first).better == "first"


def test_versions_with_the_same_right_answers_do_not_differ(make: Make, draw: Draw) -> None:
    found = compare(make(draw(50)), make(draw(50)))
    assert (found.better, found.p_value, found.difference) == (None, 1.0, 0.0)
    (sentence,) = found.summary
    assert sentence.endswith("do not differ: on 50 examples, the same answers of both are right.")
    assert found.names == ("trees@1 (first)", "trees@1 (second)")


def test_five_differing_examples_never_rule_out_chance(make: Make) -> None:
    good = np.ones(30, bool)
    bad = np.arange(30) >= 5
    found = compare(make(results_of(bad), name="a"), make(results_of(good), name="b"))
    assert found.better is None
    assert any("chance can never be ruled out" in line for line in found.summary)


def test_tests_on_different_examples_compare_the_accuracies_alone(make: Make, draw: Draw) -> None:
    others = [replace(each, key="other " + each.key) for each in draw(80, 1, accuracy=0.5)]
    found = compare(make(draw(100, accuracy=0.95)), make(others))
    assert not found.paired
    assert (found.p_value, found.by_label) == (None, ())
    assert found.better == "first"
    assert any("not tested on the same examples" in line for line in found.summary)


def test_only_examples_of_both_tests_with_the_same_truth_count(make: Make, draw: Draw) -> None:
    results = draw(60)
    changed = [replace(results[0], truth="maple"), *results[1:40]]
    found = compare(make(results), make(changed))
    assert (found.examples, found.relabelled) == (39, 1)
    assert any("21 of trees@1" in line and "1 of them relabelled" in line for line in found.summary)


def test_a_label_that_became_worse_is_named(make: Make) -> None:
    good = np.ones(80, bool)
    bad = np.arange(80) % 4 != 1  # half of the elms
    found = compare(make(results_of(good)), make(results_of(bad)))
    worse = {each.label: each for each in found.by_label}["elm"]
    assert (worse.lost, worse.first_right, worse.second_right) == (20, 40, 20)
    assert worse.more_than_chance
    assert not {each.label: each for each in found.by_label}["oak"].more_than_chance
    assert any(line.startswith("For 'elm' it is worse") for line in found.summary)


def test_holms_correction_is_as_published() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
