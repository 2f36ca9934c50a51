"""Feedback as lines of text, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.project.suggestion import Suggestion
    from vizsla.workspace.feedback_records import Feedback

__all__ = ["feedback_line", "feedback_rows"]


def feedback_line(suggestion: Suggestion) -> str:
    """Return an example with what callers said of it, on one line."""
    first, *others = suggestion.feedback
    same = sum(each.labels == first.labels for each in others)
    more = [f"{counted(same, 'other')} says so, too"] if same == 1 else []
    more += [f"{same} others say so, too"] if same > 1 else []
    more += [f"{len(others) - same} of other opinions"] if len(others) > same else []
    by = ", ".join([f"by {first.who}", *more])
    return f"{suggestion.example.id}  {suggestion.example.name}  {first}, {by}"


def feedback_rows(feedback: Iterable[Feedback]) -> list[dict[str, object]]:
    """Return feedback as JSON, the likeliest first."""
    return [
        {
            "labels": list(each.labels),
            "answer": each.answer.answer,
            "score": each.answer.score,
            "version": each.version,
            "who": each.who,
            "at": each.at.isoformat(),
        }
        for each in feedback
    ]
