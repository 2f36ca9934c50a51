from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from vizsla.errors import OptionError, TrainingDataError
from vizsla.testing import Report, TestResult
from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Report]
    Draw = Callable[..., list[TestResult]]


def check_against_sklearn(found: Report) -> None:
    labels = list(found.labels)
    truth = [each.truth for each in found.results]
    answer = [each.answer for each in found.results]
    expected = precision_recall_fscore_support(truth, answer, labels=labels, zero_division=0)
    for number, each in enumerate(found.by_label):
        figures = [each.precision or 0.0, each.recall or 0.0, each.f1 or 0.0, each.support]
        assert figures == pytest.approx([column[number] for column in expected])
    matrix = confusion_matrix(truth, answer, labels=labels)
    assert np.array_equal(found.confusion.matrix(), matrix)
    assert found.accuracy == pytest.approx(np.trace(matrix) / matrix.sum())


@pytest.mark.parametrize("count", [1, 7, 500])
def test_figures_are_scikit_learns_on_invented_results(make: Make, draw: Draw, count: int) -> None:
    check_against_sklearn(make(draw(count, count)))


def test_figures_are_scikit_learns_on_real_digits(make: Make) -> None:
    pixels, digits = load_digits(return_X_y=True)
    model = LogisticRegression(C=0.01, max_iter=300).fit(pixels[:300] / 16, digits[:300])
    scores = model.predict_proba(pixels[300:1200] / 16)
    results = [
        TestResult(str(n), f"{n}.png", str(digit), str(row.argmax()), float(row.max()), sure=False)
        for n, (row, digit) in enumerate(zip(scores, digits[300:1200], strict=True))
    ]
    found = make(results, labels=[str(n) for n in range(10)])
    check_against_sklearn(found)
    assert found.examples == 900
    assert sum(each.count for each in found.calibration.bins) == 900


def test_each_cell_of_the_confusion_matrix_holds_its_examples(make: Make, draw: Draw) -> None:
    results = draw(60)
    found = make(results)
    for truth in found.labels:
        for answer in found.labels:
            keys = found.confusion.keys(truth, answer)
            expected = [e.key for e in results if (e.truth, e.answer) == (truth, answer)]
            assert list(keys) == expected


def test_the_most_confident_mistake_comes_first(make: Make, draw: Draw) -> None:
    found = make(draw(200))
    scores = [each.score for each in found.mistakes]
    assert len(scores) == found.examples - found.correct > 3
    assert scores == sorted(scores, reverse=True)


def test_none_of_these_is_right_where_none_of_them_is_there(make: Make) -> None:
    results = [
        TestResult("a", "a.jpg", None, None, 0.9, sure=True),
        TestResult("b", "b.jpg", None, "oak", 0.9, sure=True),
        TestResult("c", "c.jpg", None, "oak", 0.4, sure=False),
        TestResult("d", "d.jpg", "oak", None, 0.6, sure=False),
        TestResult("e", "e.jpg", "oak", "oak", 0.9, sure=True),
    ]
    found = make(results)
    assert (found.correct, found.examples) == (2, 5)
    assert (found.outside.examples, found.outside.said_so, found.outside.not_sure) == (3, 1, 1)
    assert found.confusion.truths[-1] is None
    assert found.confusion.keys(None, "oak") == ("b", "c")
    assert found.by_label[-1].label is None
    assert found.by_label[-1].recall == pytest.approx(1 / 3)


def test_negative_examples_are_counted_apart(make: Make, draw: Draw) -> None:
    negatives = [
        TestResult("x", "x.jpg", None, "oak", 0.99, sure=True, not_labels=("oak",)),
        TestResult("y", "y.jpg", None, "elm", 0.9, sure=True, not_labels=("oak",)),
        TestResult("z", "z.jpg", None, None, 0.9, sure=True, not_labels=("oak",)),
    ]
    results = draw(50)
    found, without = make([*results, *negatives]), make(results)
    assert (found.negatives.examples, found.negatives.wrong) == (3, 1)
    assert found.accuracy == without.accuracy
    assert found.sure == without.sure
    assert found.mistakes[0].key == "x"
    assert found.mistakes[0].truth_text == "not oak"


def test_a_label_that_the_function_does_not_know_counts_as_wrong(make: Make, draw: Draw) -> None:
    strange = TestResult("s", "s.jpg", "maple", "oak", 0.9, sure=True)
    found = make([*draw(10), strange])
    assert found.labels[-1] == "maple"
    assert found.by_label[-1].recall == 0


def test_an_answer_that_is_no_label_of_the_test_has_its_column(make: Make, draw: Draw) -> None:
    found = make([*draw(10), TestResult("s", "s.jpg", "oak", "teapot", 0.9, sure=True)])
    assert found.confusion.answers[-1] == "teapot"
    assert found.confusion.keys("oak", "teapot") == ("s",)


def test_one_example_says_how_little_it_says(make: Make) -> None:
    found = make([TestResult("a", "a.jpg", "oak", "oak", 0.9, sure=True)])
    assert found.accuracy == 1
    assert found.low < 0.21
    assert found.verdict[0] == (
        "Right on 1 of 1 picture it had not seen; the true share is between 20 % and 100 %."
    )
    assert found.advised is None


def test_no_example_is_an_error_that_says_what_to_do(make: Make) -> None:
    negative = TestResult("x", "x.jpg", None, "oak", 0.9, sure=True, not_labels=("oak",))
    for results in ([], [negative]):
        with pytest.raises(TrainingDataError, match=r"no example to test on.*Label some"):
            make(results)


def test_one_label_alone_can_be_tested(make: Make) -> None:
    results = [
        TestResult(str(n), f"{n}.jpg", "oak", "oak" if n % 4 else None, 0.7, sure=False)
        for n in range(20)
    ]
    found = make(results, labels=["oak"])
    assert found.accuracy == 0.75
    assert found.by_label[0].precision == 1


def test_a_key_or_a_score_that_can_not_be_is_an_error(make: Make, draw: Draw) -> None:
    results = draw(3)
    with pytest.raises(TrainingDataError, match="two results have the key"):
        make([results[0], results[0]])
    with pytest.raises(OptionError, match=r"a score is a number from 0 to 1, not 1\.2"):
        make([replace(results[0], score=1.2)])
    with pytest.raises(OptionError, match="threshold must be"):
        make(results, threshold=2)


def test_a_report_comes_back_from_json_as_it_was(make: Make, draw: Draw) -> None:
    extra = [
        TestResult("n", "ñ \u2028.jpg", None, None, 0.9, sure=False, not_labels=("oak", "elm")),
        TestResult("k", "k.jpg", "oak", "oak", 1.0, sure=True, said="English oak"),
    ]
    found = make(
        [*draw(40), *extra],
        created=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
        left_out=[("bad.jpg", "it is empty")],
        notes=["A note."],
        unseen=False,
    )
    again = Report.from_json(found.to_json())
    assert again.to_dict() == found.to_dict()
    assert again.results == found.results
    assert again.created == found.created
    never_sure = make(draw(5), threshold=None)
    assert Report.from_json(never_sure.to_json()).threshold is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", 99), ("format", "1"), ("results", None), ("results", [1]), ("labels", [None]),
        ("threshold", "high"), ("calibrated", 1), ("size", -1), ("created", "yesterday"),
        ("seconds", [float("inf")]), ("left_out", [["a"]]), ("name", None),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused(make: Make, draw: Draw, name: str, value: object) -> None:
    written = {**make(draw(3)).to_dict(), name: value}
    with pytest.raises(OptionError, match="test report"):
        Report.from_dict(written)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, "null"])
def test_what_is_not_even_json_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="test report"):
        Report.from_json(text)


def test_the_figures_in_json_are_the_reports(make: Make, draw: Draw) -> None:
    found = make(draw(120))
    figures = json.loads(found.to_json())["figures"]
    assert figures["accuracy"] == found.accuracy
    assert figures["calibration"]["ece"] == found.ece
    assert len(figures["thresholds"]) == 101
    assert figures["seconds"] == {"median": 0.005, "slow": pytest.approx(0.0059)}


def test_the_verdict_says_what_the_figures_mean(make: Make, draw: Draw) -> None:
    modest = " ".join(make([replace(e, score=0.6) for e in draw(500, accuracy=0.95)]).verdict)
    assert "too modest" in modest
    boastful = " ".join(make(draw(500, accuracy=0.5)).verdict)
    assert "claims more than it keeps" in boastful
    assert "less than the 95 %" in boastful
    assert "can be believed" in " ".join(make(draw(500, 1)).verdict)
    assert "is open: 12 pictures are too few" in " ".join(make(draw(12)).verdict)
    assert "takes at least 73 sure" in " ".join(make(draw(30, accuracy=1)).verdict)
    never = make([replace(e, sure=False) for e in draw(30)], threshold=None)
    assert "None of its answers is sure" in " ".join(never.verdict)
    assert str(never).startswith("trees@1, tested on the test part\nRight on ")


def test_the_number_of_images_that_is_asked_for_narrows_the_interval_as_promised(
    make: Make, draw: Draw
) -> None:
    """The widest interval of so many images is 20 points wide at most, and no fewer would do."""
    (promise,) = (line for line in make(draw(12)).verdict if "20 points or less" in line)
    enough = int(re.search(r"; (\d+) would narrow", promise)[1])

    def widest(count: int) -> float:
        return max(high - low for low, high in (wilson(n, count) for n in range(count + 1)))

    assert widest(enough) <= 0.2
    assert widest(enough - 10) > 0.2  # a round number is asked for
    assert not any("20 points" in line for line in make(draw(enough)).verdict)
    assert any("20 points" in line for line in make(draw(enough - 1)).verdict)
