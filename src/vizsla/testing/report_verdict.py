"""What a report's figures mean, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.testing.threshold_curve import least_examples
from vizsla.wording import between, counted, listed, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.testing.report import Report

__all__ = ["verdict"]

ENOUGH = 100  # images that make the interval 20 points wide at most
GOOD = 0.05  # a calibration error that does no harm, even where it is more than chance
ROUGH = 0.1  # where chance alone gives more, a calibration error says next to nothing
FEW = 50  # pictures below which even scores that are always right prove little
NEVER = 3  # examples of a label, all answered wrongly, that are worth a word


def verdict(report: Report) -> tuple[str, ...]:
    """Return sentences, the most important first; the first one can stand alone."""
    return (_headline(report), *_sure(report), *_scores(report), *_rest(report))


def _headline(report: Report) -> str:
    unseen = " it had not seen" if report.unseen else ""
    return (
        f"Right on {report.correct:,} of {counted(report.examples, 'picture')}{unseen}; "
        f"the true share is {between(report.low, report.high)}."
    )


def _sure(report: Report) -> Iterator[str]:
    sure, target = report.sure, report.precision_target
    if not sure.count:
        yield (
            "It was sure of none of its answers."
            if report.threshold is not None
            else "None of its answers is sure: its training could not show from which score on "
            "they can be relied on."
        )
        return
    low, high = sure.interval
    yield (
        f"It was sure of {sure.count:,} of them, and right on {sure.right:,} of those: its sure "
        f"answers are right {between(low, high)} of the time."
    )
    if high < target:
        advised = report.advised
        way = (
            f"on these pictures, a threshold of {advised.threshold:.2f} reaches it"
            if advised
            else "on these pictures, no threshold can be shown to reach it"
        )
        yield f"That is less than the {percent(target)} that sure answers should reach; {way}."
    elif low < target:
        least = least_examples(target)
        needed = (
            f"it takes at least {least} sure answers, all of them right"
            if sure.count < least
            else "more pictures would tell"
        )
        yield f"Whether sure answers reach {percent(target)} can't be told from this: {needed}."


def _scores(report: Report) -> Iterator[str]:
    found = report.calibration
    error, chance = percent(found.ece, 1), percent(found.chance_high, 1)
    if not found.within_chance and found.ece <= GOOD:
        way = "high" if found.score > found.accuracy else "low"
        yield (
            f"Its score is nearly to be believed, a little too {way}: the calibration error is "
            f"{error}, and chance alone gives up to {chance}."
        )
    elif not found.within_chance:
        kind = "claims more than it keeps" if found.score > found.accuracy else "is too modest"
        yield (
            f"Its score can't be taken at its word: it {kind}. Scores are {percent(found.score)} "
            f"on average, and {percent(found.accuracy)} of the answers are right. The calibration "
            f"error is {error}, where chance alone gives up to {chance}."
        )
    elif report.examples < FEW:
        yield (
            f"Whether its score can be believed is open: {report.examples} pictures are too few to "
            "tell."
        )
    elif found.chance_high > ROUGH:
        yield (
            "Whether its score can be believed is open: on so few pictures, chance alone gives a "
            f"calibration error of up to {chance} (here it is {error})."
        )
    else:
        yield (
            f"Its score can be believed: the calibration error is {error}, and chance alone gives "
            f"up to {chance}."
        )


def _rest(report: Report) -> Iterator[str]:
    outside, negatives = report.outside, report.negatives
    if outside.examples:
        rest = outside.examples - outside.said_so - outside.not_sure
        show = counted(outside.examples, "picture shows", "pictures show")
        yield (
            f"{show} none of the labels: for {outside.said_so:,} it said so, for "
            f"{outside.not_sure:,} it was not sure, and for {rest:,} it was sure of a label."
        )
    if negatives.examples:
        yield (
            f"Of {counted(negatives.examples, 'negative example')}, it took {negatives.wrong:,} "
            f"for what they are not (truly {between(*negatives.interval)})."
        )
    silent = [each for each in report.by_label if each.support >= NEVER and not each.right]
    named = [each.label for each in silent if each.label is not None]
    if named and report.correct:
        yield f"It never got {listed(named)} right."
    if report.examples < ENOUGH:
        yield (
            f"{counted(report.examples, 'picture')} can't say more; {ENOUGH} would narrow the "
            "interval to 20 points or less."
        )
    if report.left_out:
        one, many = "picture could not be used, and is", "pictures could not be used, and are"
        yield f"{counted(len(report.left_out), one, many)} left out."
    yield from report.notes
