"""The change of one label's answers between two reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vizsla.testing.significance import LEAST_P, holm, mcnemar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vizsla.json_value import JSONValue
    from vizsla.testing.test_result import TestResult

__all__ = ["LabelChange", "changes_of", "label_changes"]


@dataclass(frozen=True, slots=True)
class LabelChange:
    """The change of one label's answers.

    Attributes:
        label: the label; None for 'none of these'.
        examples: the number of its examples that both were tested on; of multi-label all examples
            of which it is known whether they have the label.
        first_right: the number that the first answered rightly.
        gained: the number that only the second answered rightly.
        lost: the number that only the first answered rightly.
        p_value: the probability of such a change by chance alone, corrected for the number of
            labels (Holm).

    """

    label: str | None
    examples: int
    first_right: int
    gained: int
    lost: int
    p_value: float

    @property
    def second_right(self) -> int:
        """The number that the second answered rightly."""
        return self.first_right + self.gained - self.lost

    @property
    def more_than_chance(self) -> bool:
        """Whether the change is more than chance."""
        return self.p_value < LEAST_P

    @property
    def direction(self) -> Literal["better", "worse"] | None:
        """Whether the second is better or worse; None where the change may be chance."""
        if not self.more_than_chance:
            return None
        return "better" if self.gained > self.lost else "worse"

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the change as a value for JSON."""
        return {
            "label": self.label,
            "examples": self.examples,
            "first_right": self.first_right,
            "second_right": self.second_right,
            "gained": self.gained,
            "lost": self.lost,
            "p_value": self.p_value,
        }


def label_changes(
    pairs: Sequence[tuple[TestResult, TestResult]], labels: Iterable[str | None]
) -> tuple[LabelChange, ...]:
    """Return the change of each label that has examples, in the labels' order.

    Args:
        pairs: both results of each example, with the same truth.
        labels: all labels, and None.

    """
    groups: dict[str | None, list[tuple[TestResult, TestResult]]] = {each: [] for each in labels}
    for pair in pairs:
        groups[pair[0].truth].append(pair)
    return changes_of(
        (label, [(bool(one.right), bool(other.right)) for one, other in group])
        for label, group in groups.items()
        if group
    )


def changes_of(
    rights: Iterable[tuple[str | None, Sequence[tuple[bool, bool]]]],
) -> tuple[LabelChange, ...]:
    """Return the change of each label, with p-values corrected for the number of labels.

    Args:
        rights: each label, and for each of its examples, at least one, whether the first was right
            and whether the second was.

    """
    counts = [
        (
            label,
            len(pairs),
            sum(one for one, _ in pairs),
            sum(other and not one for one, other in pairs),
            sum(one and not other for one, other in pairs),
        )
        for label, pairs in rights
    ]
    p_values = holm([mcnemar(lost, gained) for *_, gained, lost in counts])
    return tuple(LabelChange(*each, p) for each, p in zip(counts, p_values, strict=True))
