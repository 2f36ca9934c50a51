"""Answers of a test are chosen by what went wrong, in the order to look at them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from vizsla.testing import Report, TestResult
from vizsla.testing.answer_choice import AnswerChoice, choose_answers
from vizsla.testing.caveats import multi_label_caveats, report_caveats
from vizsla.testing.checked_answer import checked_answers
from vizsla.testing.multi_label import MultiLabelReport, MultiLabelResult
from vizsla.testing.multi_label.label_threshold_curve import label_threshold_curve

LABELS = ("red", "round")


def _multi(
    name: str, truth: str, held: str, scores: tuple[float, float], unknown: str = ""
) -> MultiLabelResult:
    some = (tuple(each.split()) for each in (truth, unknown, held, held))
    return MultiLabelResult(f"key of {name}", name, *some, scores)


MULTI = MultiLabelReport(
    results=(
        _multi("right", "red", "red", (0.9, 0.2)),
        _multi("missed", "red round", "red", (0.8, 0.1)),
        _multi("wrong", "", "round", (0.3, 0.7)),
        _multi("open", "red", "red round", (0.6, 0.95), unknown="round"),
    ),
    name="things",
    labels=LABELS,
    tested_on="4 examples",
    created=datetime.now(UTC),
)


def _one(truth: str | None, answer: str | None, score: float, *nots: str) -> TestResult:
    name = f"{truth} {answer} {score}"
    return TestResult(f"key of {name}", name, truth, answer, score, score > 0.7, (), nots)


def _report(*results: TestResult, threshold: float | None = 0.7) -> Report:
    return Report(
        results=results,
        name="trees",
        labels=("elm", "oak"),
        threshold=threshold,
        calibrated=True,
        size=1,
        own_size=1,
        tested_on="some examples",
        created=datetime.now(UTC),
    )


def test_a_multi_label_mistake_counts_by_the_label_that_was_missed_or_wrong() -> None:
    answers = checked_answers(MULTI)
    chosen = choose_answers(answers, AnswerChoice("mistakes"))
    assert [(each.name, each.missed, each.wrong, each.score) for each in chosen] == [
        ("missed", ("round",), (), 0.9),
        ("wrong", (), ("round",), 0.7),
    ]
    for choice in (AnswerChoice(missed="round"), AnswerChoice(wrong="round")):
        assert len(choose_answers(answers, choice)) == 1


def test_a_label_of_which_nothing_is_known_counts_at_no_threshold() -> None:
    curve = label_threshold_curve(MULTI.results, LABELS)
    costs = {each.threshold: (each.count, each.right) for each in curve}
    assert (costs[0.0], costs[0.65], costs[0.75], costs[0.95]) == ((4, 3), (3, 2), (2, 2), (0, 0))


def test_none_of_these_and_negative_labels_are_told_apart() -> None:
    report = _report(_one(None, "oak", 0.9), _one(None, "elm", 0.8, "elm"), _one("oak", None, 0.6))
    answers = checked_answers(report)
    by_truth = choose_answers(answers, AnswerChoice(truth="none of these"))
    assert [each.answer for each in by_truth] == [("oak",)]
    by_answer = choose_answers(answers, AnswerChoice(answer="none of these"))
    assert [each.truth for each in by_answer] == [("oak",)]
    assert [each.right for each in answers] == [False, False, False]


def test_mistakes_at_a_threshold_are_those_that_its_costs_count() -> None:
    wrong = [_one("oak", "elm", score) for score in (0.5, 0.8, 0.9)]
    report = _report(*wrong[:2], replace(wrong[2], sure=False, novel=True))
    choice = AnswerChoice("mistakes", least_score=0.7, familiar=True)
    (cost,) = [each for each in report.thresholds if each.threshold == 0.7]
    assert cost.count - cost.right == len(choose_answers(checked_answers(report), choice)) == 1


def test_caveats_say_what_a_test_can_not_tell() -> None:
    few = _report(_one("oak", "oak", 0.9), _one("oak", "oak", 0.8))
    found = {each.code: each.values for each in report_caveats(few)}
    assert found["wide interval"]["examples"] == 2
    assert found["few of a label"]["labels"] == ["elm", "oak"]
    assert found["target open"]["least"] == 59
    assert "calibration open" in found
    assert "never sure" in {each.code for each in report_caveats(_report(_one("oak", "oak", 0.1)))}
    assert {each.code for each in multi_label_caveats(MULTI)} == {"wide interval", "few of a label"}


def test_scores_that_promise_too_much_are_a_caveat() -> None:
    results = [_one("oak", "oak" if n % 2 else "elm", 0.9 + n / 10_000) for n in range(200)]
    found = {each.code: each.values for each in report_caveats(_report(*results))}
    assert found["scores too high"]["accuracy"] == 0.5
    assert found["target missed"]["threshold"] is None
