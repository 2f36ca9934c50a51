"""Summarise the test of a multi-label function in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.exact_test import is_shown
from vizsla.wording import between, counted, listed, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.testing.multi_label.multi_label_figures import MultiLabelFigures, OneLabel

__all__ = ["multi_label_summary"]

MOST_NAMED = 5


def multi_label_summary(
    figures: MultiLabelFigures,
    examples: int,
    target: float,
    left_out: int,
    notes: Sequence[str],
    *,
    unseen: bool,
) -> tuple[str, ...]:
    """Return the sentences, the most important first; the first can stand alone.

    Args:
        figures: the figures.
        examples: the number of examples whose labels are all known.
        target: the share of sure labels that should be right, 0 to 1.
        left_out: the number of examples that could not be used.
        notes: further sentences.
        unseen: whether it is certain that the function was not trained on the examples.

    """
    return (
        *_exact(figures, examples, unseen=unseen),
        *_together(figures),
        *(_label(each) for each in figures.by_label),
        *_sure(figures, target),
        *_left_out(left_out),
        *notes,
    )


def _exact(figures: MultiLabelFigures, examples: int, *, unseen: bool) -> Iterator[str]:
    exact = figures.exact
    if exact.value is None:
        yield "No example has all of its labels known, so only label by label is counted."
        return
    shown = counted(examples, "unseen example" if unseen else "example")
    yield (
        f"Exactly the right labels for {percent(exact.value)} of {shown}; the true share is "
        f"{between(exact.low, exact.high)}."
    )


def _together(figures: MultiLabelFigures) -> Iterator[str]:
    micro, macro = figures.micro_f1, figures.macro_f1
    if micro.value is None or macro.value is None:
        return
    yield (
        f"F1 over all labels (micro) is {micro.value:.2f}, {micro.low:.2f} to {micro.high:.2f}; "
        f"the mean of the labels' own (macro) is {macro.value:.2f}, {macro.low:.2f} to "
        f"{macro.high:.2f}."
    )


def _label(each: OneLabel) -> str:
    recall, precision = each.recall, each.precision
    if recall.value is None:
        return f"{each.label!r}: no example has it."
    found = (
        f"{each.label!r}: {percent(recall.value)} of its {counted(each.examples, 'example')} are "
        f"found ({between(recall.low, recall.high)})"
    )
    if precision.value is None:
        return f"{found}; it is given to none."
    return (
        f"{found}, and {percent(precision.value)} of those given it have it "
        f"({between(precision.low, precision.high)})."
    )


def _sure(figures: MultiLabelFigures, target: float) -> Iterator[str]:
    sure = [each for each in figures.by_label if each.sure_count]
    if not sure:
        yield "No label was sure."
        return
    right = sum(round((each.sure.value or 0) * each.sure_count) for each in sure)
    count = sum(each.sure_count for each in sure)
    yield f"{counted(count, 'label was', 'labels were')} sure, and {right:,} of those right."
    low = [
        each.label
        for each in sure
        if each.sure.high < target
        and not is_shown(round((each.sure.value or 0) * each.sure_count), each.sure_count, target)
    ]
    if low:
        shown = listed(low[:MOST_NAMED])
        yield f"Sure labels of {shown} are right less often than the {percent(target)} aimed at."


def _left_out(count: int) -> Iterator[str]:
    if count:
        one, many = "example could not be used, and is", "examples could not be used, and are"
        yield f"{counted(count, one, many)} left out."
