"""What a comparison means, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.wording import counted, percent, signed_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.testing.comparison import Comparison

__all__ = ["verdict"]

NONE_TOLD_APART = 6  # examples that differ, all in one direction: fewer never rule out chance


def verdict(found: Comparison) -> tuple[str, ...]:
    """Return sentences, the most important first; the first one can stand alone."""
    return tuple(_verdict(found))


def _verdict(found: Comparison) -> Iterator[str]:
    one, other = found.names
    where = f"on the same {counted(found.examples, 'picture')}" if found.paired else ""
    if found.better == "second":
        yield f"{other} is better than {one}, by more than chance: {_gap(found)}."
    elif found.better == "first":
        yield f"{other} is worse than {one}, by more than chance: {_gap(found)}."
    elif found.paired and not found.gained and not found.lost:
        yield f"{one} and {other} are right and wrong {where} alike."
    else:
        yield f"No difference between {one} and {other} that is more than chance: {_gap(found)}."
    if found.paired:
        yield (
            f"{where[:1].upper()}{where[1:]}, {other} got {len(found.gained)} right that {one} got "
            f"wrong, and {len(found.lost)} wrong that {one} got right."
        )
        if not found.more_than_chance and found.gained + found.lost:
            yield _patience(found)
    else:
        yield (
            "They were not tested on the same pictures, so only the two shares can be compared, "
            "and a small difference can't be told from chance: test both on the same."
        )
    left = [each.examples - found.examples for each in (found.first, found.second)]
    if found.paired and any(left):
        yield (
            f"Pictures that only one was tested on don't count here: {left[0]} of {one}'s, "
            f"{left[1]} of {other}'s"
            + (f", {found.relabelled} of them relabelled in between." if found.relabelled else ".")
        )
    for each in found.by_label:
        if each.more_than_chance:
            change = "better" if each.gained > each.lost else "worse"
            yield (
                f"For {each.label or 'none of these'!r} it is {change} by more than chance: "
                f"{each.second_right} of {each.examples} right, after {each.first_right}."
            )


def _gap(found: Comparison) -> str:
    one, other = found.first, found.second
    if found.paired:
        before = (found.both + len(found.lost)) / found.examples
        after = (found.both + len(found.gained)) / found.examples
    else:
        before, after = one.accuracy, other.accuracy
    return (
        f"{percent(after)} right, after {percent(before)}; the true difference is between "
        f"{signed_points(found.low)} and {signed_points(found.high)} percentage points"
    )


def _patience(found: Comparison) -> str:
    told = len(found.gained) + len(found.lost)
    if told < NONE_TOLD_APART:
        return (
            f"They differ on {counted(told, 'picture')}; below {NONE_TOLD_APART}, chance can never "
            "be ruled out. More pictures to test on would tell."
        )
    p_value = percent(found.p_value or 0)
    return f"Chance alone parts two equally good ones so far in {p_value} of tests."
