"""Match a function's answers with the labels of a test."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.answer import Answer
    from vizsla.testing.vocabulary import Target, Vocabulary

__all__ = ["AnswerMatcher", "MatchedAnswer"]


@dataclass(frozen=True, slots=True)
class MatchedAnswer:
    """An answer in the words of the test.

    Attributes:
        answer: the name of the target that the answer is, or is within; else the answer itself.
        exact_answer: the function's own answer where that differs.
        score: the answer's score, 0 to 1.
        scores: the alternatives with their scores, best first.

    """

    answer: str | None
    exact_answer: str | None
    score: float
    scores: tuple[tuple[str, float], ...]


class AnswerMatcher(ABC):
    """Matches the answers of one function with the labels of a test.

    Attributes:
        vocabulary: the names that the function can answer with.

    """

    vocabulary: Vocabulary

    @abstractmethod
    def match(self, answer: Answer, truth: Target, targets: Collection[Target]) -> MatchedAnswer:
        """Return an answer in the words of the test.

        Args:
            answer: the function's answer.
            truth: the target that is right.
            targets: all targets of the test.

        """

    @abstractmethod
    def notes(self, targets: Collection[Target]) -> tuple[str, ...]:
        """Return the rules by which answers to these targets count as right, as sentences."""
