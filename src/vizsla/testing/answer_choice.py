"""Choose the answers of a test that a reader wants to look at, in the order to look at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from vizsla.testing.test_result import NONE_OF_THESE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.testing.checked_answer import CheckedAnswer

__all__ = ["AnswerChoice", "AnswerOrder", "AnswerSort", "choose_answers"]

AnswerSort: TypeAlias = Literal["all", "mistakes", "right", "sure", "sure mistakes", "not sure"]
AnswerOrder: TypeAlias = Literal["score", "score reversed", "name"]


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """Which answers to choose; each condition must hold, and None asks for nothing.

    Attributes:
        sort: all, or those of this sort.
        truth: answers to examples that have this label; 'none of these' for those with none.
        answer: answers that are, or have, this label; 'none of these' for those with none.
        missed: answers without this label, to examples that have it.
        wrong: answers with this label, to examples that don't have it.
        least_score: answers with at least this score, 0 to 1.
        familiar: leaves out answers to examples that are unlike the training examples: these are
            sure at no threshold.
        order: the highest scores first, the lowest, or by the examples' names.

    """

    sort: AnswerSort = "all"
    truth: str | None = None
    answer: str | None = None
    missed: str | None = None
    wrong: str | None = None
    least_score: float = 0.0
    familiar: bool = False
    order: AnswerOrder = "score"

    def fits(self, each: CheckedAnswer) -> bool:
        """Return whether an answer fits; an example without a known label never does."""
        sort = {
            "all": True,
            "mistakes": each.right is False,
            "right": each.right is True,
            "sure": each.sure,
            "sure mistakes": each.sure and each.right is False,
            "not sure": not each.sure,
        }[self.sort]
        return (
            sort
            and each.score >= self.least_score
            and not (self.familiar and each.novel)
            and not (each.not_labels and self.truth is not None)
            and _has(each.truth, self.truth)
            and _has(each.answer, self.answer)
            and self.missed in {None, *each.missed}
            and self.wrong in {None, *each.wrong}
        )


def choose_answers(answers: Iterable[CheckedAnswer], choice: AnswerChoice) -> list[CheckedAnswer]:
    """Return the answers that fit, in the chosen order."""
    found = sorted(filter(choice.fits, answers), key=lambda each: (each.name, each.key))
    if choice.order != "name":
        found.sort(key=lambda each: each.score, reverse=choice.order == "score")
    return found


def _has(labels: tuple[str, ...], wanted: str | None) -> bool:
    if wanted is None:
        return True
    return not labels if wanted == NONE_OF_THESE else wanted in labels
