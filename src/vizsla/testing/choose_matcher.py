"""Choose the matcher of a function's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.testing.label_matcher import BestBoxMatcher, LabelMatcher
from vizsla.testing.tag_matcher import TagMatcher

if TYPE_CHECKING:
    from vizsla.functions.base import Function
    from vizsla.testing.answer_matcher import AnswerMatcher

__all__ = ["matcher_of"]


def matcher_of(function: Function[Any, Any]) -> AnswerMatcher:
    """Return the matcher of a function's answers."""
    if function.answers_in_sentences:
        return TagMatcher(function)
    if function.finds_boxes:
        return BestBoxMatcher(function)
    return LabelMatcher(function)
