"""The examples with feedback that nobody has looked at, as a list and as a page."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from vizsla.modalities.base import as_text
from vizsla.modalities.registry import modality_named
from vizsla.pages.render import render
from vizsla.pages.showable import Showable
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vizsla.project.suggestion import Suggestion
    from vizsla.workspace.feedback_records import Feedback

__all__ = ["WaitingFeedback"]

SHOWN = 100  # examples on the page
SIDE = 320  # pixels of their previews
LONGEST = 400  # characters of their previews, where they are texts


class WaitingFeedback(list["Suggestion"], Showable):
    """Examples with feedback that nobody has looked at; those said to be wrong come first.

    Args:
        suggestions: the examples, each with the feedback on it.
        project: the project's name.
        modality: the name of the examples' modality.
        read: returns an example's file by its id, or None, for the page.

    """

    page_name = "feedback"

    def __init__(
        self,
        suggestions: Iterable[Suggestion],
        project: str,
        modality: str,
        read: Callable[[int], bytes | None],
    ) -> None:
        super().__init__(suggestions)
        self._project = project
        self._modality = modality
        self._read = read

    def page(self) -> str:
        """Return the page: each example with its answer and the feedback on it."""
        examples = counted(len(self), "example waits", "examples wait")
        return render(
            "vizsla.project",
            "feedback.html",
            title=f"{self._project}: feedback",
            lede=f"{examples} for somebody to look at." if self else "No feedback is waiting.",
            shown=[self._shown(each) for each in self[:SHOWN]],
            total=len(self),
        )

    def _shown(self, suggestion: Suggestion) -> dict[str, Any]:
        modality = modality_named(self._modality)
        example, (first, *others) = suggestion.example, suggestion.feedback
        content = self._read(example.id)
        text = as_text(modality, content, LONGEST)
        return {
            "text": text,
            "uri": "" if text else modality.preview(content, SIDE),
            "name": "" if text else example.name,
            "id": example.id,
            "says": _says(first),
            "answered": ", ".join(first.answer.as_labels),
            "score": f"{first.answer.score:.2f}",
            "who": first.who,
            "others": [f"{_says(each)}, says {each.who}" for each in others],
            "command": f"vizsla feedback {shlex.quote(self._project)} --accept {example.id}",
        }


def _says(feedback: Feedback) -> str:
    return ", ".join(feedback.labels) or f"not {', '.join(feedback.answer.as_labels)}"
