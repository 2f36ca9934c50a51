"""Makes the values of responses about tests."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError
from vizsla.server.projects.example_values import example_items
from vizsla.server.projects.tested_types import (
    AnswerTimes,
    CalibrationBinItem,
    CalibrationItem,
    CaveatItem,
    ConfusionCell,
    ConfusionItem,
    EntityFigures,
    LabelScore,
    LabelTestItem,
    LabelThresholds,
    NegativesItem,
    NoneOfTheseItem,
    ShareItem,
    TestedExample,
    TestOverview,
    ThresholdItem,
)
from vizsla.testing.interval import wilson
from vizsla.testing.multi_label import MultiLabelReport
from vizsla.testing.multi_label.label_threshold_curve import label_threshold_curve
from vizsla.testing.threshold_curve import lowest_threshold
from vizsla.workspace.example_filter import ExampleFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.features.entity_count import EntityCount
    from vizsla.project.tested_run import TestedRun
    from vizsla.server.projects.example_types import ExampleItem
    from vizsla.testing import Report
    from vizsla.testing.calibration_error import CalibrationFigures
    from vizsla.testing.checked_answer import CheckedAnswer
    from vizsla.testing.label_figures import LabelFigures
    from vizsla.testing.multi_label.multi_label_figures import OneLabel, Share
    from vizsla.testing.threshold_curve import SureAnswers
    from vizsla.workspace import LabelState, Store

__all__ = ["label_thresholds", "test_overview", "tested_examples"]

MOST_SCORES = 5


def test_overview(tested: TestedRun) -> TestOverview:
    """Return the newest test of a run."""
    if isinstance(tested.report, MultiLabelReport):
        return _of_labels(tested, tested.report)
    return _of_one(tested, tested.report)


def _of_one(tested: TestedRun, report: Report) -> TestOverview:
    advised = report.advised
    return TestOverview(
        run=tested.number,
        multi_label=False,
        tested_on=report.tested_on,
        created_at=report.created,
        unseen=report.unseen,
        labels=[_label(each) for each in report.by_label],
        examples=report.examples,
        correct=report.correct,
        accuracy=_share(report.correct, report.examples),
        mistakes=len(report.mistakes),
        calibrated=report.calibrated,
        precision_target=report.precision_target,
        sure=_threshold(report.sure),
        advised_threshold=None if advised is None else advised.threshold,
        thresholds=[_threshold(each) for each in report.thresholds],
        confusion=ConfusionItem(
            truths=list(report.confusion.truths),
            answers=list(report.confusion.answers),
            cells=[
                ConfusionCell(truth=truth, answer=answer, count=len(keys))
                for (truth, answer), keys in report.confusion.cells.items()
            ],
        ),
        calibration=_calibration(report.calibration),
        negatives=NegativesItem(**asdict(report.negatives)),
        none_of_these=NoneOfTheseItem(**asdict(report.none_of_these)),
        entities=[_entity(each) for each in report.entities],
        seconds=AnswerTimes(median=report.median_seconds, slow=report.slow_seconds),
        caveats=_caveats(tested),
        summary=list(report.summary),
    )


def _of_labels(tested: TestedRun, report: MultiLabelReport) -> TestOverview:
    exact = report.counted.exact
    return TestOverview(
        run=tested.number,
        multi_label=True,
        tested_on=report.tested_on,
        created_at=report.created,
        unseen=report.unseen,
        labels=[_one_of_labels(each, tested.answers) for each in report.counted.by_label],
        examples=report.examples,
        correct=sum(each.right is True for each in report.results),
        accuracy=_measured(exact),
        mistakes=len(report.mistakes),
        calibrated=True,
        precision_target=report.precision_target,
        sure=None,
        advised_threshold=None,
        thresholds=[
            _threshold(each) for each in label_threshold_curve(report.results, report.labels)
        ],
        confusion=None,
        calibration=None,
        negatives=None,
        none_of_these=None,
        entities=[],
        seconds=AnswerTimes(median=None, slow=None),
        caveats=_caveats(tested),
        summary=list(report.summary),
    )


def label_thresholds(tested: TestedRun, label: str) -> LabelThresholds:
    """Return what each threshold of one label costs.

    Raises:
        NotFoundError: the test is not multi-label, or has no such label.

    """
    report = tested.report
    if not isinstance(report, MultiLabelReport) or label not in report.labels:
        raise NotFoundError(f"the test of run {tested.number} has no threshold of {label!r:.90}")
    curve = label_threshold_curve(report.results, report.labels, label)
    advised = lowest_threshold(curve, report.precision_target)
    return LabelThresholds(
        label=label,
        own=tested.label_threshold(label),
        advised=None if advised is None else advised.threshold,
        thresholds=[_threshold(each) for each in curve],
    )


def tested_examples(
    store: Store, tested: TestedRun, answers: Sequence[CheckedAnswer]
) -> list[TestedExample]:
    """Return tested examples, with the examples as they are now."""
    states = store.label_states(each.key for each in answers)
    ids = tuple(number for number, _ in states.values())
    there = store.search(ExampleFilter(ids=ids), len(ids)).found if ids else ()
    items = {each.id: each for each in example_items(store, there)}
    return [_answer(tested, each, states.get(each.key), items) for each in answers]


def _answer(
    tested: TestedRun,
    answer: CheckedAnswer,
    now: tuple[int, LabelState] | None,
    items: dict[int, ExampleItem],
) -> TestedExample:
    return TestedExample(
        key=answer.key,
        name=answer.name,
        example=None if now is None else items.get(now[0]),
        relabelled=now is not None and tested.is_relabelled(answer, now[1]),
        truth=list(answer.truth),
        not_labels=list(answer.not_labels),
        answer=list(answer.answer),
        missed=list(answer.missed),
        wrong=list(answer.wrong),
        score=answer.score,
        right=answer.right,
        sure=answer.sure,
        likely=answer.likely,
        novel=answer.novel,
        scores=[
            LabelScore(label=label, score=score) for label, score in answer.scores[:MOST_SCORES]
        ],
    )


def _share(right: int, total: int) -> ShareItem:
    low, high = wilson(right, total)
    return ShareItem(value=right / total if total else None, low=low, high=high)


def _measured(share: Share) -> ShareItem:
    return ShareItem(value=share.value, low=share.low, high=share.high)


def _label(found: LabelFigures) -> LabelTestItem:
    low, high = found.f1_interval
    return LabelTestItem(
        label=found.label,
        examples=found.support,
        answered=found.answered,
        right=found.right,
        precision=_share(found.right, found.answered),
        recall=_share(found.right, found.support),
        f1=ShareItem(value=found.f1, low=low, high=high),
    )


def _one_of_labels(found: OneLabel, answers: Sequence[CheckedAnswer]) -> LabelTestItem:
    held = sum(found.label in each.answer for each in answers)
    wrong = sum(found.label in each.wrong for each in answers)
    return LabelTestItem(
        label=found.label,
        examples=found.examples,
        answered=held,
        right=held - wrong,
        precision=_measured(found.precision),
        recall=_measured(found.recall),
        f1=_measured(found.f1),
    )


def _threshold(found: SureAnswers) -> ThresholdItem:
    return ThresholdItem(
        threshold=found.threshold,
        count=found.count,
        wrong=found.count - found.right,
        share=found.share if found.examples else 0.0,
        precision=_share(found.right, found.count),
    )


def _calibration(found: CalibrationFigures) -> CalibrationItem:
    return CalibrationItem(
        error=found.ece,
        by_chance=found.chance_high,
        score=found.score,
        bins=[
            CalibrationBinItem(
                low=each.low,
                high=each.high,
                count=each.count,
                score=each.score,
                accuracy=_share(each.right, each.count),
            )
            for each in found.bins
        ],
    )


def _entity(found: EntityCount) -> EntityFigures:
    return EntityFigures(
        **asdict(found),
        precision=_share(found.right, found.right + found.wrong),
        recall=_share(found.right, found.right + found.missed),
    )


def _caveats(tested: TestedRun) -> list[CaveatItem]:
    return [CaveatItem(code=each.code, values=dict(each.values)) for each in tested.caveats()]
