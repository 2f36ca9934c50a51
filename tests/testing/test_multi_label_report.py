from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from vizsla import errors
from vizsla.testing.multi_label import MultiLabelReport, MultiLabelResult

LABELS = ("a", "b")


def result(
    number: int, truth: str, held: str, unknown: str = "", scores: tuple[float, float] = (0.5, 0.5)
) -> MultiLabelResult:
    return MultiLabelResult(
        f"{number:064x}", f"{number}.txt", tuple(truth), tuple(unknown), tuple(held), (), scores
    )


def report(*results: MultiLabelResult) -> MultiLabelReport:
    return MultiLabelReport(
        results=results,
        name="tags",
        labels=LABELS,
        tested_on=f"{len(results)} examples",
        created=datetime(2026, 1, 2, tzinfo=UTC),
    )


FOUR = report(
    result(1, "ab", "a", scores=(0.9, 0.4)),
    result(2, "a", "a", scores=(0.8, 0.2)),
    result(3, "", "b", scores=(0.1, 0.6)),
    result(4, "b", "b", scores=(0.3, 0.7)),
)


def test_the_figures_are_those_counted_by_hand() -> None:
    found = FOUR.counted
    assert FOUR.accuracy == 0.5
    assert found.hamming_loss.value == 2 / 8
    a, b = found.by_label
    assert (a.examples, a.precision.value, a.recall.value, a.f1.value) == (2, 1, 1, 1)
    assert (b.examples, b.precision.value, b.recall.value, b.f1.value) == (2, 0.5, 0.5, 0.5)
    assert found.micro_f1.value == pytest.approx(2 * 3 / (4 + 4))
    assert found.macro_f1.value == 0.75
    assert a.average_precision.value == 1
    assert b.average_precision.value == pytest.approx((1 + 2 / 3) / 2)
    for each in (found.micro_f1, b.f1, b.average_precision, b.precision):
        assert each.low < (each.value or 0) < each.high


def test_figures_are_those_of_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(0)
    truth, scores = rng.random((200, 2)) < 0.4, rng.random((200, 2)).round(1)
    names = np.array(LABELS)
    found = report(
        *(
            result(n, names[own], names[given >= 0.5], scores=tuple(given))
            for n, (own, given) in enumerate(zip(truth, scores, strict=True))
        )
    ).counted
    held = scores >= 0.5
    for row, each in enumerate(found.by_label):
        assert each.f1.value == pytest.approx(metrics.f1_score(truth[:, row], held[:, row]))
        expected = metrics.average_precision_score(truth[:, row], scores[:, row])
        assert each.average_precision.value == pytest.approx(expected)
    for average, own in (("micro", found.micro_f1), ("macro", found.macro_f1)):
        assert own.value == pytest.approx(metrics.f1_score(truth, held, average=average))
    assert found.hamming_loss.value == pytest.approx(metrics.hamming_loss(truth, held))


def test_labels_that_are_not_known_of_an_example_do_not_count() -> None:
    found = report(
        result(1, "a", "ab", unknown="b"), result(2, "a", "", unknown="b"), result(3, "b", "b")
    )
    assert [each.right for each in found.results] == [None, False, True]
    assert found.examples == 2
    assert found.accuracy == 0.5
    assert found.counted.by_label[1].precision.value == 1
    assert found.counted.hamming_loss.value == 1 / 4


def test_a_report_is_read_back_from_its_json() -> None:
    for each in (FOUR, replace(FOUR, unseen=False)):
        again = MultiLabelReport.from_dict(json.loads(each.to_json()))
        assert again.to_dict() == each.to_dict()
        assert again.results == each.results
    later = {**FOUR.to_dict(), "multi_label_format": 99}
    with pytest.raises(errors.OptionError, match="format 99"):
        MultiLabelReport.from_dict(later)
    with pytest.raises(errors.OptionError, match="'results'"):
        MultiLabelReport.from_dict({**FOUR.to_dict(), "results": 3})


def test_the_page_and_the_sentences_say_what_is_missed_and_given_too_often() -> None:
    said = str(FOUR)
    assert "Exactly the right labels for 50 % of 4 unseen examples" in said
    assert "50 % of 4 examples" in str(replace(FOUR, unseen=False))
    assert "'b': 50 % of its 2 examples are found" in said
    named = replace(FOUR, name="<tags>", notes=("A note.",))
    page = named.page()
    assert "&lt;tags&gt;" in page
    assert "<td>a, b</td><td>a</td>" in page
    assert "A note." in page


def test_a_test_without_examples_is_refused() -> None:
    with pytest.raises(errors.TrainingDataError, match="no example"):
        report()
