"""Two reports side by side, and whether the difference is more than chance."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from vizsla.testing.comparison_verdict import verdict
from vizsla.testing.significance import holm, mcnemar, paired_difference, unpaired_difference

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.testing.report import Report
    from vizsla.testing.test_result import TestResult

__all__ = ["Comparison", "LabelChange", "compare"]

LEAST_P = 0.05  # below it, a difference counts as more than chance


@dataclass(frozen=True, slots=True)
class LabelChange:
    """What changed for one label.

    Attributes:
        label: which; None is 'none of these'.
        examples: how many of it both were tested on.
        first_right: how many of them the first got right.
        gained: how many only the second got right.
        lost: how many only the first got right.
        p_value: how likely chance alone does that, all labels looked at together (Holm).

    """

    label: str | None
    examples: int
    first_right: int
    gained: int
    lost: int
    p_value: float

    @property
    def second_right(self) -> int:
        """How many of them the second got right."""
        return self.first_right + self.gained - self.lost

    @property
    def more_than_chance(self) -> bool:
        """Whether the change is more than chance."""
        return self.p_value < LEAST_P

    def to_dict(self) -> dict[str, Any]:
        """Return it as a value for JSON."""
        return {
            "label": self.label,
            "examples": self.examples,
            "first_right": self.first_right,
            "second_right": self.second_right,
            "gained": self.gained,
            "lost": self.lost,
            "p_value": self.p_value,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What parts two reports.

    Attributes:
        first: the one, the older by custom.
        second: the other.
        examples: how many examples both were tested on, with the same truth; 0 where the two
            can't be paired.
        both: how many of those both got right.
        lost: the keys of those that only the first got right.
        gained: the keys of those that only the second got right.
        relabelled: how many both were tested on, but with another truth; they don't count.
        difference: the second's share of right answers minus the first's, -1 to 1.
        low: the lower end of its 95 % interval.
        high: the upper end.
        p_value: how likely chance alone parts them so far (McNemar, exact); None unpaired.
        by_label: what changed for each label; empty unpaired.

    """

    first: Report = field(repr=False)
    second: Report = field(repr=False)
    examples: int
    both: int
    lost: tuple[str, ...] = field(repr=False)
    gained: tuple[str, ...] = field(repr=False)
    relabelled: int
    difference: float
    low: float
    high: float
    p_value: float | None
    by_label: tuple[LabelChange, ...] = field(repr=False)

    @property
    def paired(self) -> bool:
        """Whether both were tested on the same examples, at least in part."""
        return self.examples > 0

    @property
    def more_than_chance(self) -> bool:
        """Whether the difference is more than chance."""
        if self.p_value is not None:
            return self.p_value < LEAST_P
        return self.low > 0 or self.high < 0

    @property
    def better(self) -> Literal["first", "second"] | None:
        """Which one is better by more than chance; None where that can't be said."""
        if not self.more_than_chance:
            return None
        return "second" if self.difference > 0 else "first"

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called; told apart where they have one name."""
        first, second = self.first.name, self.second.name
        return (first, second) if first != second else (f"{first} (first)", f"{second} (second)")

    @property
    def verdict(self) -> tuple[str, ...]:
        """What the difference means, in sentences, the most important first."""
        return verdict(self)

    def __str__(self) -> str:
        """Return the verdict, a sentence a line."""
        return "\n".join(self.verdict)

    def to_dict(self) -> dict[str, Any]:
        """Return it as a value for JSON; of the two reports the figures, not the examples."""
        return {
            "verdict": list(self.verdict),
            "better": self.better,
            "more_than_chance": self.more_than_chance,
            "paired": self.paired,
            "examples": self.examples,
            "relabelled": self.relabelled,
            "both_right": self.both,
            "gained": list(self.gained),
            "lost": list(self.lost),
            "difference": self.difference,
            "interval": [self.low, self.high],
            "p_value": self.p_value,
            "by_label": [each.to_dict() for each in self.by_label],
            "first": {"name": self.names[0], **self.first.figures()},
            "second": {"name": self.names[1], **self.second.figures()},
        }

    def to_json(self) -> str:
        """Return it as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=1)

    def page(self, picture: Callable[[str], bytes | None] | None = None) -> str:
        """Return the comparison as a page: one HTML file that refers to nothing outside.

        Args:
            picture: gives an example's picture, a file's bytes, by its key, or None; by default
                the files that the two were tested on, where they are known.

        """
        from vizsla.testing.comparison_page import comparison_page  # noqa: PLC0415 - as for Report

        return comparison_page(self, picture)


def compare(first: Report, second: Report) -> Comparison:
    """Put two reports side by side.

    On the same examples each answer is held against the other's, which tells small differences
    from chance; on different ones only the two shares can be compared.

    Args:
        first: the one, the older by custom.
        second: the other.

    """
    others = {each.key: each for each in second.results if each.truth_known}
    shared = [
        (each, others[each.key])
        for each in first.results
        if each.truth_known and each.key in others
    ]
    pairs = [(one, other) for one, other in shared if one.truth == other.truth]
    both = sum(bool(one.right and other.right) for one, other in pairs)
    lost = tuple(one.key for one, other in pairs if one.right and not other.right)
    gained = tuple(one.key for one, other in pairs if other.right and not one.right)
    if pairs:
        difference = (len(gained) - len(lost)) / len(pairs)
        neither = len(pairs) - both - len(lost) - len(gained)
        low, high = paired_difference(both, len(lost), len(gained), neither)
    else:
        difference = second.accuracy - first.accuracy
        low, high = unpaired_difference(
            first.correct, first.examples, second.correct, second.examples
        )
    return Comparison(
        first,
        second,
        len(pairs),
        both,
        lost,
        gained,
        len(shared) - len(pairs),
        difference,
        low,
        high,
        mcnemar(len(lost), len(gained)) if pairs else None,
        _by_label(pairs, dict.fromkeys([*first.labels, *second.labels, None])),
    )


def _by_label(
    pairs: list[tuple[TestResult, TestResult]], labels: dict[str | None, None]
) -> tuple[LabelChange, ...]:
    groups: dict[str | None, list[tuple[TestResult, TestResult]]] = {each: [] for each in labels}
    for pair in pairs:
        groups[pair[0].truth].append(pair)
    counts = [
        (
            label,
            len(group),
            sum(bool(one.right) for one, _ in group),
            sum(bool(other.right and not one.right) for one, other in group),
            sum(bool(one.right and not other.right) for one, other in group),
        )
        for label, group in groups.items()
        if group
    ]
    p_values = holm([mcnemar(lost, gained) for *_, gained, lost in counts])
    return tuple(LabelChange(*each, p) for each, p in zip(counts, p_values, strict=True))
