from __future__ import annotations

import json
import pickle
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from vizsla.errors import OptionError, TrainingDataError
from vizsla.testing import ExampleSource, Report, TestResult
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
def test_figures_equal_those_of_scikit_learn_on_made_up_results(
    make: Make, draw: Draw, count: int
) -> None:
    check_against_sklearn(make(draw(count, count)))


def test_figures_equal_those_of_scikit_learn_on_real_digits(make: Make) -> None:
    pixels, digits = load_digits(return_X_y=True)
    model = LogisticRegression(C=0.01, max_iter=300).fit(pixels[:300] / 16, digits[:300])
    scores = model.predict_proba(pixels[300:1200] / 16)
    results = [
        TestResult(str(n), f"{n}.png", str(digit), str(row.argmax()), float(row.max()), sure=False)
        for n, (row, digit) in enumerate(zip(scores, digits[300:1200], strict=True))
    ]
    found = make(results, labels=tuple(str(n) for n in range(10)))
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


def test_the_mistake_with_the_highest_score_comes_first(make: Make, draw: Draw) -> None:
    found = make(draw(200))
    scores = [each.score for each in found.mistakes]
    assert len(scores) == found.examples - found.correct > 3
    assert scores == sorted(scores, reverse=True)


def test_none_of_these_is_right_for_examples_of_no_label(make: Make) -> None:
    results = [
        TestResult("a", "a.jpg", None, None, 0.9, sure=True),
        TestResult("b", "b.jpg", None, "oak", 0.9, sure=True),
        TestResult("c", "c.jpg", None, "oak", 0.4, sure=False),
        TestResult("d", "d.jpg", "oak", None, 0.6, sure=False),
        TestResult("e", "e.jpg", "oak", "oak", 0.9, sure=True),
    ]
    found = make(results)
    assert (found.correct, found.examples) == (2, 5)
    assert (
        found.none_of_these.examples,
        found.none_of_these.right,
        found.none_of_these.not_sure,
    ) == (3, 1, 1)
    assert found.confusion.truths[-1] is None
    assert found.confusion.keys(None, "oak") == ("b", "c")
    assert found.by_label[-1].label is None
    assert found.by_label[-1].recall == pytest.approx(1 / 3)


def test_examples_with_negative_labels_only_have_figures_of_their_own(
    make: Make, draw: Draw
) -> None:
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
    unknown = TestResult("s", "s.jpg", "maple", "oak", 0.9, sure=True)
    found = make([*draw(10), unknown])
    assert found.labels[-1] == "maple"
    assert found.by_label[-1].recall == 0


def test_an_answer_that_is_no_label_of_the_test_gets_a_column(make: Make, draw: Draw) -> None:
    found = make([*draw(10), TestResult("s", "s.jpg", "oak", "teapot", 0.9, sure=True)])
    assert found.confusion.answers[-1] == "teapot"
    assert found.confusion.keys("oak", "teapot") == ("s",)


def test_one_example_gives_a_wide_interval(make: Make) -> None:
    found = make([TestResult("a", "a.jpg", "oak", "oak", 0.9, sure=True)])
    assert found.accuracy == 1
    assert found.low < 0.21
    assert found.summary[0] == (
        "Right on 1 of 1 unseen example; the true share is between 20 % and 100 %."
    )
    assert found.advised is None


def test_a_test_without_examples_is_refused_with_the_way_out(make: Make) -> None:
    negative = TestResult("x", "x.jpg", None, "oak", 0.9, sure=True, not_labels=("oak",))
    for results in ([], [negative]):
        with pytest.raises(TrainingDataError, match=r"no example to test on.*Label some"):
            make(results)


def test_one_label_alone_can_be_tested(make: Make) -> None:
    results = [
        TestResult(str(n), f"{n}.jpg", "oak", "oak" if n % 4 else None, 0.7, sure=False)
        for n in range(20)
    ]
    found = make(results, labels=("oak",))
    assert found.accuracy == 0.75
    assert found.by_label[0].precision == 1


def test_a_key_twice_or_a_score_out_of_range_is_refused(make: Make, draw: Draw) -> None:
    results = draw(3)
    with pytest.raises(TrainingDataError, match="two results have the key"):
        make([results[0], results[0]])
    with pytest.raises(OptionError, match=r"a score is a number from 0 to 1, not 1\.2"):
        make([replace(results[0], score=1.2)])
    with pytest.raises(OptionError, match="threshold must be"):
        make(results, threshold=2)


def test_a_report_is_the_same_after_writing_and_reading_json(make: Make, draw: Draw) -> None:
    extra = [
        TestResult("n", "ñ \u2028.jpg", None, None, 0.9, sure=False, not_labels=("oak", "elm")),
        TestResult("k", "k.jpg", "oak", "oak", 1.0, sure=True, exact_answer="English oak"),
    ]
    found = make(
        [*draw(40), *extra],
        created=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
        left_out=(("bad.jpg", "it is empty"),),
        notes=("A note.",),
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
def test_json_of_something_else_is_refused(
    make: Make, draw: Draw, name: str, value: object
) -> None:
    written = {**make(draw(3)).to_dict(), name: value}
    with pytest.raises(OptionError, match="test report"):
        Report.from_dict(written)


def test_a_report_that_version_0_1_wrote_is_read() -> None:
    text = (Path(__file__).parent / "fixtures" / "report-0.1.json").read_text("utf-8")
    found, written = Report.from_json(text), json.loads(text)
    assert (found.name, found.labels, found.threshold) == ("trees@1", ("elm", "fir"), 0.8)
    assert [each.key for each in found.results] == [each["key"] for each in written["results"]]
    assert found.results[2].exact_answer == "wych elm"
    assert found.results[4].not_labels == ("fir",)
    assert found.left_out == (("bad.jpg", "it is empty"),)
    assert found.created == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    for figure in ("accuracy", "macro_f1", "sure", "thresholds", "confusion", "calibration"):
        assert found.figures()[figure] == written["figures"][figure]
    assert Report.from_json(found.to_json()).results == found.results


def test_a_pickled_report_still_reads_its_files(make: Make, draw: Draw, tmp_path: Path) -> None:
    results = draw(20)
    path = tmp_path / "0.png"
    path.write_bytes(b"image")
    source = ExampleSource.of_files({results[0].key: path})
    again = pickle.loads(pickle.dumps(replace(make(results), source=source)))  # noqa: S301 - made here
    assert again.source.read(results[0].key) == b"image"
    assert again.to_dict() == make(results).to_dict()


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, "null"])
def test_text_that_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="test report"):
        Report.from_json(text)


def test_the_json_has_the_figures(make: Make, draw: Draw) -> None:
    found = make(draw(120))
    figures = json.loads(found.to_json())["figures"]
    assert figures["accuracy"] == found.accuracy
    assert figures["calibration"]["ece"] == found.ece
    assert len(figures["thresholds"]) == 101
    assert figures["seconds"] == {"median": 0.005, "slow": pytest.approx(0.0059)}


def test_the_summary_explains_the_figures(make: Make, draw: Draw) -> None:
    modest = " ".join(make([replace(e, score=0.6) for e in draw(500, accuracy=0.95)]).summary)
    assert "too low (underconfident)" in modest
    overconfident = " ".join(make(draw(500, accuracy=0.5)).summary)
    assert "too high (overconfident)" in overconfident
    assert "less than the 95 %" in overconfident
    assert "The scores are calibrated" in " ".join(make(draw(500, 1)).summary)
    assert "is open: 12 examples are too few" in " ".join(make(draw(12)).summary)
    assert "takes at least 59 sure" in " ".join(make(draw(30, accuracy=1)).summary)
    never = make([replace(e, sure=False) for e in draw(30)], threshold=None)
    assert "No answer is sure" in " ".join(never.summary)
    assert str(never).startswith("trees@1, tested on the test part\nRight on ")


def test_the_summary_says_how_many_examples_are_novel(make: Make, draw: Draw) -> None:
    results = [replace(each, sure=False, novel=n < 3) for n, each in enumerate(draw(20, 1))]
    found = make(results)
    assert (
        "3 examples are unlike the training examples, so that their answers are neither sure nor "
        "likely; 3 of 3 are right."
    ) in found.summary
    assert found.thresholds[0].count == 17, "a lower threshold does not make them sure"
    assert Report.from_json(found.to_json()).results == found.results


def test_the_number_of_examples_that_is_asked_for_narrows_the_interval_as_promised(
    make: Make, draw: Draw
) -> None:
    """With the same share of right answers, so many examples do, and ten fewer do not."""
    for examples, accuracy in ((12, 1), (12, 0.5), (30, 0.7)):
        report = make(draw(examples, accuracy=accuracy))
        (promise,) = (line for line in report.summary if "20 points or less" in line)
        enough = int(re.search(r"; (\d+) would narrow", promise)[1])
        share = report.correct / report.examples
        for count, is_narrow in ((enough, True), (enough - 10, False)):
            low, high = wilson(round(share * count), count)
            assert (high - low <= 0.2) == is_narrow


def test_no_more_examples_are_asked_for_where_the_interval_is_narrow(
    make: Make, draw: Draw
) -> None:
    report = make(draw(20, accuracy=1))
    assert report.high - report.low < 0.2
    assert not any("20 points" in line for line in report.summary)
