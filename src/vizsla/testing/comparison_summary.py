"""Summarise a comparison in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.testing.test_result import label_text
from vizsla.wording import counted, percent, signed_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.testing.difference import Difference

__all__ = ["comparison_summary"]

LEAST_DIFFERENT = 6  # examples that differ, all in one direction: fewer never rule out chance


def comparison_summary(found: Difference) -> tuple[str, ...]:
    """Return the summary's sentences, the most important first; the first can stand alone."""
    return tuple(_sentences(found))


def _sentences(found: Difference) -> Iterator[str]:
    one, other = found.names
    same = found.paired and not found.gained and not found.lost
    if found.better == "second":
        yield f"{other} is better than {one}, by more than chance: {_difference(found)}."
    elif found.better == "first":
        yield f"{other} is worse than {one}, by more than chance: {_difference(found)}."
    elif same:
        yield (
            f"{one} and {other} do not differ: on {counted(found.examples, 'example')}, the same "
            "answers of both are right."
        )
    else:
        yield (
            f"The difference between {one} and {other} is no more than chance: "
            f"{_difference(found)}."
        )
    if found.paired:
        if not same:
            yield (
                f"Of the same {counted(found.examples, 'example')}, only {other} answered "
                f"{len(found.gained):,} rightly, and only {one} {len(found.lost):,}."
            )
        if not found.more_than_chance and found.gained + found.lost:
            yield _more_examples(found)
        yield from _left_out(found)
    else:
        yield (
            "They were not tested on the same examples, so only the two accuracies can be "
            "compared, and a small difference can't be told from chance: test both on the same."
        )
    for each in found.by_label:
        if each.direction is not None:
            yield (
                f"For {label_text(each.label)!r} it is {each.direction} by more than chance: "
                f"{each.second_right:,} of {counted(each.examples, 'example')} right, against "
                f"{each.first_right:,}."
            )


def _difference(found: Difference) -> str:
    before, after = (right / max(total, 1) for right, total in found.rates)
    if found.paired:
        before = (found.both + len(found.lost)) / found.examples
        after = (found.both + len(found.gained)) / found.examples
    return (
        f"{percent(after)} right, against {percent(before)}; the true difference is between "
        f"{signed_points(found.low)} and {signed_points(found.high)} percentage points"
    )


def _more_examples(found: Difference) -> str:
    different = len(found.gained) + len(found.lost)
    if different < LEAST_DIFFERENT:
        return (
            f"They differ on {counted(different, 'example')}; below {LEAST_DIFFERENT}, chance can "
            "never be ruled out. More test examples would tell."
        )
    p_value = percent(found.p_value or 0)
    return f"Two equally good functions differ so much by chance in {p_value} of tests."


def _left_out(found: Difference) -> Iterator[str]:
    first, second = (total - found.examples for _, total in found.rates)
    if first or second:
        one, other = found.names
        relabelled = f", {found.relabelled:,} of them relabelled" if found.relabelled else ""
        yield (
            "Examples that only one was tested on are left out here: "
            f"{first:,} of {one}, {second:,} of {other}{relabelled}."
        )
