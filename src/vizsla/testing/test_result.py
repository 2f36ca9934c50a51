"""The result of testing a function on one example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from vizsla.answer import NONE_OF_THESE

__all__ = ["NONE_OF_THESE", "TestResult", "label_text"]


@dataclass(frozen=True, slots=True)
class TestResult:
    """One example's truth, and the function's answer.

    Attributes:
        key: the example's sha256 or path, which identifies it in every test.
        name: the example's name, for people.
        truth: its label; None where it has none of the labels. With ``not_labels``, None means
            that only negative labels are known.
        answer: the function's answer; None for 'none of these'.
        score: the answer's score, 0 to 1.
        sure: whether the function was sure.
        scores: the alternatives with their scores, best first; some or all.
        not_labels: the example's negative labels.
        exact_answer: the function's own answer where ``answer`` is the wider kind that the test
            asks for (``beagle`` for ``dog``); else None.
        likely: whether the function called the answer likely, without being sure.
        novel: whether the example is unlike the training examples, so that the answer is neither.

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
    exact_answer: str | None = None
    likely: bool = False
    novel: bool = False

    @property
    def truth_known(self) -> bool:
        """Whether the truth is known, rather than negative labels only."""
        return self.truth is not None or not self.not_labels

    @property
    def right(self) -> bool | None:
        """Whether the answer is right; None where negative labels leave that open."""
        if self.truth_known:
            return self.answer == self.truth
        return False if self.answer in self.not_labels else None

    @property
    def answer_text(self) -> str:
        """The answer for people, in the function's own words."""
        return self.exact_answer or label_text(self.answer)

    @property
    def truth_text(self) -> str:
        """The truth for people."""
        return label_text(self.truth) if self.truth_known else f"not {', '.join(self.not_labels)}"


def label_text(label: str | None) -> str:
    """Return a label for people; None is 'none of these'."""
    return NONE_OF_THESE if label is None else label
