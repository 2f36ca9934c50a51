"""What a function said of one example, and what is true of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from vizsla.answer import NONE_OF_THESE

__all__ = ["NONE_OF_THESE", "TestResult"]


@dataclass(frozen=True, slots=True)
class TestResult:
    """One example's result.

    Attributes:
        key: tells it from all others, and stays the same: its sha256, or its path.
        name: what it is called, for people.
        truth: its label; None where it shows none of the labels. Where ``not_labels`` are given,
            None says that nobody knows what it is.
        answer: what the function said; None where it said that nothing it knows is there.
        score: the answer's, 0 to 1.
        sure: whether the function was sure.
        scores: the alternatives with their scores, best first; some or all.
        not_labels: what it is known not to be (a negative example).
        said: the function's own word where ``answer`` is a wider kind (``beagle`` for ``dog``).

    """

    __test__: ClassVar[bool] = False  # pytest takes a class called Test... for tests

    key: str
    name: str
    truth: str | None
    answer: str | None
    score: float
    sure: bool
    scores: tuple[tuple[str, float], ...] = ()
    not_labels: tuple[str, ...] = ()
    said: str | None = None

    @property
    def truth_known(self) -> bool:
        """Whether it is known what the example is, and not only what it is not."""
        return self.truth is not None or not self.not_labels

    @property
    def right(self) -> bool | None:
        """Whether the answer is right; None where that can't be told."""
        if self.truth_known:
            return self.answer == self.truth
        return False if self.answer in self.not_labels else None

    @property
    def answer_text(self) -> str:
        """The answer for people, in the function's own word."""
        return self.said or (NONE_OF_THESE if self.answer is None else self.answer)

    @property
    def truth_text(self) -> str:
        """The truth for people."""
        if self.truth_known:
            return NONE_OF_THESE if self.truth is None else self.truth
        return "not " + ", ".join(self.not_labels)

    def to_dict(self) -> dict[str, Any]:
        """Return it as a value for JSON."""
        value: dict[str, Any] = {
            "key": self.key,
            "name": self.name,
            "truth": self.truth,
            "answer": self.answer,
            "score": self.score,
            "sure": self.sure,
            "scores": [list(each) for each in self.scores],
        }
        if self.not_labels:
            value["not_labels"] = list(self.not_labels)
        if self.said is not None:
            value["said"] = self.said
        return value
