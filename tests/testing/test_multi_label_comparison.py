"""Two tests of multi-label functions: which is better, by more than chance, and for which label."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from vizsla.testing import ExampleSource
from vizsla.testing.multi_label import MultiLabelReport, MultiLabelResult
from vizsla.testing.multi_label.multi_label_comparison import MultiLabelComparison, sure_labels

LABELS = ("bill", "delay")


def result(
    key: str, truth: str, held: str, *, unknown: str = "", sure: str = ""
) -> MultiLabelResult:
    parts = (tuple(each.split()) for each in (truth, unknown, held, sure))
    return MultiLabelResult(key, f"{key}.txt", *parts, scores=(0.9, 0.9))


def report(name: str, results: list[MultiLabelResult]) -> MultiLabelReport:
    return MultiLabelReport(
        results=tuple(results),
        name=name,
        labels=LABELS,
        tested_on=f"{len(results)} examples",
        created=datetime(2026, 11, 30, tzinfo=UTC),
    )


def compared(*pairs: tuple[MultiLabelResult, MultiLabelResult]) -> MultiLabelComparison:
    first, second = (report(f"run {n + 1}", [each[n] for each in pairs]) for n in (0, 1))
    return MultiLabelComparison(first, second, "text", ExampleSource.of_files({}))


def test_a_run_that_misses_a_label_less_often_is_better_for_that_label() -> None:
    mended = [
        (result(f"a{n}", "bill delay", "bill"), result(f"a{n}", "bill delay", "bill delay"))
        for n in range(12)
    ]
    same = [(result(f"b{n}", "bill", "bill"), result(f"b{n}", "bill", "bill")) for n in range(8)]
    found = compared(*mended, *same)
    assert (found.examples, found.both, found.better) == (20, 8, "second")
    assert found.difference == pytest.approx(0.6)
    assert len(found.gained) == 12
    assert {each.label: each.direction for each in found.by_label} == {
        "bill": None,
        "delay": "better",
    }
    assert "run 2 is better than run 1, by more than chance" in found.summary[0]
    assert "For 'delay' it is better by more than chance: 20 of 20 examples right" in str(found)


def test_few_differences_may_be_chance() -> None:
    found = compared(
        (result("a", "bill", "bill delay"), result("a", "bill", "bill")),
        (result("b", "", ""), result("b", "", "")),
    )
    assert (found.better, found.gained, found.lost) == (None, ("a",), ())
    assert "no more than chance" in found.summary[0]


def test_what_is_known_in_part_counts_for_the_labels_that_are_known() -> None:
    found = compared(
        (
            result("a", "bill", "bill", unknown="delay"),
            result("a", "bill", "delay", unknown="delay"),
        ),
        (result("b", "delay", "delay"), result("b", "delay", "delay")),
        (result("c", "bill", "bill"), result("c", "delay", "delay")),  # relabelled
    )
    assert (found.examples, found.relabelled) == (1, 1)
    assert {each.label: (each.examples, each.lost) for each in found.by_label} == {
        "bill": (2, 1),
        "delay": (1, 0),
    }


def test_sure_labels_are_counted_where_the_truth_is_known() -> None:
    tested = report(
        "run 1",
        [
            result("a", "bill", "bill delay", sure="bill delay"),
            result("b", "bill", "bill delay", unknown="delay", sure="delay"),
        ],
    )
    assert sure_labels(tested) == (3, 2, 1)
