"""From results to a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import OptionError, TrainingDataError
from vizsla.testing.calibration_error import calibration
from vizsla.testing.confusion import confusion
from vizsla.testing.label_figures import label_figures
from vizsla.testing.negatives import Negatives, Outside
from vizsla.testing.report import Report
from vizsla.testing.threshold_curve import Sure, threshold_curve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from vizsla.testing.test_result import TestResult

__all__ = ["report"]


def report(
    results: Sequence[TestResult],
    *,
    name: str,
    labels: Sequence[str],
    threshold: float | None,
    precision_target: float = 0.95,
    calibrated: bool,
    seconds: Sequence[float],
    size: int,
    own_size: int,
    tested_on: str,
    created: datetime | None,
    unseen: bool = True,
    left_out: Sequence[tuple[str, str]] = (),
    notes: Sequence[str] = (),
    paths: Mapping[str, Path] | None = None,
) -> Report:
    """Count the results.

    A truth that is none of the labels is taken for one more: the function can't answer it, and
    is wrong there.

    Args:
        results: every example's, in any order.
        name: as the other arguments, an attribute of ``Report`` of that name.
        labels: what it was tested for, in the order to show them.
        threshold: the least score of a sure answer, 0 to 1; None where no answer is sure.
        precision_target: the share of right ones that sure answers should have, 0 to 1.
        calibrated: whether scores were calibrated on data that the model had not seen.
        seconds: answer times, one picture at a time; may be empty.
        size: of all files it needs, in bytes.
        own_size: of those that no other function shares, in bytes.
        tested_on: what the examples are, for people.
        created: when.
        unseen: whether it is certain that it was not trained on them.
        left_out: the (name, reason) of what could not be tested on.
        notes: what else a reader should know, as sentences.
        paths: where the pictures are, by key.

    Raises:
        TrainingDataError: there is no example whose truth is known, or two have the same key.
        OptionError: the threshold, the target or a score is not from 0 to 1.

    """
    _check(results, name, threshold, precision_target)
    counted = [each for each in results if each.truth_known]
    seen = dict.fromkeys(each.truth for each in counted if each.truth is not None)
    every = tuple(dict.fromkeys([*labels, *seen]))
    outsiders = [each for each in counted if each.truth is None]
    rows: tuple[str | None, ...] = (*every, *((None,) if outsiders else ()))
    negatives = [each for each in results if not each.truth_known]
    sure = [each for each in counted if each.sure]
    return Report(
        name=name,
        labels=every,
        threshold=threshold,
        precision_target=precision_target,
        calibrated=calibrated,
        seconds=tuple(seconds),
        size=size,
        own_size=own_size,
        tested_on=tested_on,
        unseen=unseen,
        created=created,
        results=tuple(results),
        left_out=tuple(left_out),
        notes=tuple(notes),
        paths=paths or {},
        examples=len(counted),
        correct=sum(bool(each.right) for each in counted),
        by_label=label_figures(counted, rows),
        confusion=confusion(counted, every),
        calibration=calibration(
            np.array([each.score for each in counted], np.float64),
            np.array([bool(each.right) for each in counted]),
        ),
        sure=Sure(threshold, len(counted), len(sure), sum(bool(each.right) for each in sure)),
        thresholds=threshold_curve(counted, threshold),
        negatives=Negatives(len(negatives), sum(each.right is False for each in negatives)),
        outside=Outside(
            len(outsiders),
            sum(each.answer is None for each in outsiders),
            sum(each.answer is not None and not each.sure for each in outsiders),
        ),
    )


def _check(
    results: Sequence[TestResult], name: str, threshold: float | None, target: float
) -> None:
    if not any(each.truth_known for each in results):
        unknown = f"; of {len(results)} only is known what they are not" if results else ""
        raise TrainingDataError(
            f"{name}: there is no example to test on{unknown}. Label some pictures that it was not "
            "trained on: with 100, the share of right answers is known to about 10 %"
        )
    for what, value in (("threshold", threshold), ("precision_target", target)):
        if value is not None and not 0 <= value <= 1:
            raise OptionError(f"{what} must be a number from 0 to 1, not {value!r}")
    known: set[str] = set()
    for each in results:
        if each.key in known:
            raise TrainingDataError(
                f"{name}: two results have the key {each.key!r}; each example is tested once"
            )
        known.add(each.key)
        if not 0 <= each.score <= 1:
            raise OptionError(f"{each.name}: a score is a number from 0 to 1, not {each.score!r}")
