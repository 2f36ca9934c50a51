"""Summarise a test report in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.answer import UNLIKE
from vizsla.exact_test import is_shown, least_right
from vizsla.testing.entity_sentences import entity_sentences
from vizsla.testing.interval import NARROW, enough_examples, wilson
from vizsla.wording import between, counted, listed, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.testing.report_data import ReportData

__all__ = ["report_summary"]

GOOD = 0.05  # a calibration error that does no harm, even where it is more than chance
ROUGH = 0.1  # where chance alone gives more, a calibration error says next to nothing
FEW = 50  # examples below which scores can't be shown to be calibrated
NEVER = 3  # examples of a label, all answered wrongly, that are worth a sentence


def report_summary(report: ReportData) -> tuple[str, ...]:
    """Return the summary's sentences, the most important first; the first can stand alone."""
    return (
        _headline(report),
        *_sure(report),
        *_likely(report),
        *_novel(report),
        *_scores(report),
        *_rest(report),
        *entity_sentences(report.entities, "in the test"),
    )


def _headline(report: ReportData) -> str:
    examples = counted(report.examples, "unseen example" if report.unseen else "example")
    return (
        f"Right on {report.correct:,} of {examples}; the true share is "
        f"{between(report.low, report.high)}."
    )


def _sure(report: ReportData) -> Iterator[str]:
    sure, target = report.sure, report.precision_target
    if not sure.count:
        yield (
            "No answer was sure."
            if report.threshold is not None
            else report.why_never_sure
            or "No answer is sure: the training examples supported no score threshold."
        )
        return
    low, high = sure.interval
    yield (
        f"{counted(sure.count, 'answer was', 'answers were')} sure, and {sure.right:,} of those "
        f"right: sure answers are right {between(low, high)} of the time."
    )
    if high < target:
        advised = report.advised
        way_out = (
            f"on these examples, a threshold of {advised.threshold:.2f} reaches it"
            if advised
            else "on these examples, no threshold can be shown to reach it"
        )
        yield f"That is less than the {percent(target)} that sure answers should reach; {way_out}."
    elif not is_shown(sure.right, sure.count, target):
        least = least_right(target)
        needed = (
            f"it takes at least {least} sure answers, all of them right"
            if sure.count < least
            else "more examples would tell"
        )
        yield f"Whether sure answers reach {percent(target)} is not known from this: {needed}."


def _likely(report: ReportData) -> Iterator[str]:
    likely = [each for each in report.results_with_truth if each.likely]
    if likely:
        right = sum(bool(each.right) for each in likely)
        more = "more " if report.sure.count else ""
        was, were = f"{more}answer was", f"{more}answers were"
        yield (
            f"{counted(len(likely), was, were)} likely, and {right:,} of those right: "
            f"{between(*wilson(right, len(likely)))} of the time."
        )


def _novel(report: ReportData) -> Iterator[str]:
    novel = [each for each in report.results_with_truth if each.novel]
    if novel:
        right = sum(bool(each.right) for each in novel)
        yield (
            f"{counted(len(novel), 'example is', 'examples are')} {UNLIKE}, so that "
            f"{'its answer is' if len(novel) == 1 else 'their answers are'} neither sure nor "
            "likely; "
            f"{right:,} of {len(novel):,} {'is' if right == 1 else 'are'} right."
        )


def _scores(report: ReportData) -> Iterator[str]:
    found = report.calibration
    error, chance = percent(found.ece, 1), percent(found.chance_high, 1)
    too_high = found.score > found.accuracy
    if not found.within_chance and found.ece <= GOOD:
        yield (
            f"The scores are a little too {'high' if too_high else 'low'}, and nearly calibrated: "
            f"the calibration error is {error}, and chance alone gives up to {chance}."
        )
    elif not found.within_chance:
        yield (
            f"The scores are too {'high (overconfident)' if too_high else 'low (underconfident)'}: "
            f"on average {percent(found.score)}, where {percent(found.accuracy)} of the answers "
            f"are right. The calibration error is {error}, where chance alone gives up to {chance}."
        )
    elif report.examples < FEW:
        yield (
            "Whether the scores are calibrated is open: "
            f"{counted(report.examples, 'example is', 'examples are')} too few to tell."
        )
    elif found.chance_high > ROUGH:
        yield (
            "Whether the scores are calibrated is open: on so few examples, chance alone gives a "
            f"calibration error of up to {chance} (here it is {error})."
        )
    else:
        yield (
            f"The scores are calibrated: the calibration error is {error}, and chance alone gives "
            f"up to {chance}."
        )


def _rest(report: ReportData) -> Iterator[str]:
    none, negatives = report.none_of_these, report.negatives
    if none.examples:
        sure = none.examples - none.right - none.not_sure
        yield (
            f"{counted(none.examples, 'example has', 'examples have')} none of the labels: "
            f"{none.right:,} got that answer, {none.not_sure:,} got a label that was not sure, and "
            f"{sure:,} got a sure label."
        )
    if negatives.examples:
        yield (
            f"Of {counted(negatives.examples, 'negative example')}, {negatives.wrong:,} got a "
            f"label that is known to be wrong; the true share is {between(*negatives.interval)}."
        )
    unknown = [each for each in report.by_label if each.support >= NEVER and not each.right]
    named = [each.label for each in unknown if each.label is not None]
    if named and report.correct:
        yield f"No example of {listed(named)} was answered rightly."
    if report.high - report.low > NARROW:
        enough = enough_examples(report.correct, report.examples)
        yield (
            f"The interval is wide because {counted(report.examples, 'example is', 'examples are')}"
            f" few; {enough} would narrow it to 20 points or less, if the share of right answers "
            "stays."
        )
    if report.left_out:
        one, many = "example could not be used, and is", "examples could not be used, and are"
        yield f"{counted(len(report.left_out), one, many)} left out."
    yield from report.notes
