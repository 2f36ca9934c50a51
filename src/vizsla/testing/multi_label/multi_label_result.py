"""The result of one example in the test of a multi-label function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vizsla.answer import Answer

__all__ = ["MultiLabelResult"]


@dataclass(frozen=True, slots=True)
class MultiLabelResult:
    """What one example is, and what the function says of it.

    Attributes:
        key: the example's sha256.
        name: its file's name, for people.
        truth: the labels that it has.
        unknown: the labels of which that is not known, where it is labelled only partly.
        held: the labels that hold by the function, the likeliest first.
        sure: those of them that are sure.
        scores: the score of each label, in the order of the report's labels, each 0 to 1.
        novel: whether it is unlike the training examples.

    """

    key: str
    name: str
    truth: tuple[str, ...]
    unknown: tuple[str, ...]
    held: tuple[str, ...]
    sure: tuple[str, ...]
    scores: tuple[float, ...]
    novel: bool = False

    @classmethod
    def of(
        cls,
        key: str,
        name: str,
        answer: Answer,
        labels: tuple[str, ...],
        truth: tuple[str, ...],
        unknown: tuple[str, ...] = (),
    ) -> MultiLabelResult:
        """Make the result of an Answer that has all labels among its alternatives.

        Args:
            key: the example's sha256.
            name: its file's name.
            answer: the function's Answer.
            labels: the function's labels, in order.
            truth: the labels that the example has; those that the function does not know don't
                count.
            unknown: the labels of which that is not known.

        """
        scores = {each.answer: each.score for each in answer.alternatives}
        held = answer.labels or ()
        return cls(
            key,
            name,
            tuple(each for each in truth if each in scores),
            tuple(each for each in unknown if each in scores),
            tuple(each.label for each in held),
            tuple(each.label for each in held if each.sure),
            tuple(scores[each] for each in labels),
            answer.novel,
        )

    @property
    def right(self) -> bool | None:
        """Whether exactly its labels hold; None where not all of them are known."""
        if set(self.truth).symmetric_difference(self.held) - set(self.unknown):
            return False
        return None if self.unknown else True

    def to_dict(self) -> dict[str, Any]:
        """Return the result as a value for JSON."""
        return {
            "key": self.key,
            "name": self.name,
            "truth": list(self.truth),
            "unknown": list(self.unknown),
            "held": list(self.held),
            "sure": list(self.sure),
            "scores": list(self.scores),
            "novel": self.novel,
        }
