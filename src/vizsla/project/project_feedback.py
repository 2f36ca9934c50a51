"""A project's methods for feedback: allow it, read it, set it aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.project.project_base import ProjectBase
from vizsla.workspace.feedback_records import FeedbackAllowance

if TYPE_CHECKING:
    from vizsla.project.example_ids import ExampleNames
    from vizsla.project.waiting_feedback import WaitingFeedback
    from vizsla.workspace.feedback_records import Feedback
    from vizsla.workspace.kept_inputs import KeptTotal

__all__ = ["ProjectFeedback"]


class ProjectFeedback(ProjectBase):
    """The feedback on the answers of a project's published functions."""

    def allow_feedback(
        self, *, days: float = 7, megabytes: int = 1024, inputs: int = 10_000
    ) -> None:
        """Allow feedback: servers then keep for a while what the project's function is called with.

        A server that is running follows within two seconds. What callers say right is shown to
        the people who label (``suggest``, ``feedback``), and is a label once one of them says so.
        Tell callers that their inputs are kept.

        Args:
            days: the days for which an input without feedback is kept, up to 3,650.
            megabytes: the most MiB of inputs that are kept, 1 to 1,000,000; the oldest go first.
            inputs: the most inputs that are kept, 1 to 100,000; the oldest go first.

        Raises:
            OptionError: a value is out of its range.

        """
        allowance = FeedbackAllowance(days, megabytes, inputs)
        self._workspace.kept_inputs.allow(self._store.row_id, allowance)

    def stop_feedback(self) -> int:
        """Allow no feedback any more, and delete the inputs that were kept; return their number.

        Those that feedback was given on are examples by now, which stay: ``remove`` them.
        """
        return self._workspace.kept_inputs.allow(self._store.row_id, None)

    def feedback_allowance(self) -> FeedbackAllowance | None:
        """Return how long and how much is kept; None where feedback is not allowed."""
        return self._workspace.kept_inputs.allowance(self._store.name)

    def kept_inputs(self) -> KeptTotal:
        """Return the number of inputs that are kept now, and of their bytes."""
        return self._workspace.kept_inputs.total(self._store.row_id)

    def feedback(self) -> list[Feedback]:
        """Return what callers said of answers, oldest first.

        Where its ``state`` is ``unlabelled``, nobody has looked at the example yet.
        """
        return self._feedback.all()

    def waiting_feedback(self) -> WaitingFeedback:
        """Return the examples with feedback that nobody has looked at; see ``suggest``.

        Returns:
            A list of suggestions, with ``show()`` for a page on which they can be seen.

        """
        from vizsla.project.feedback_suggestions import feedback_suggestions
        from vizsla.project.waiting_feedback import WaitingFeedback

        said = self._feedback.all(unlabelled=True)
        ids = sorted({each.example for each in said})
        found = feedback_suggestions(said, self._store.get(ids), multi_label=self.multi_label)
        return WaitingFeedback(found, self._store.name, self._store.modality, self._files)

    def accept_feedback(self, examples: ExampleNames, *, who: str | None = None) -> int:
        """Label examples as the feedback on them says; look at them first.

        Args:
            examples: examples with feedback that nobody has looked at; others stay as they are.
            who: the person or program to record for the change.

        Returns:
            The number of examples that were labelled.

        """
        from vizsla.project.feedback_suggestions import feedback_suggestions

        chosen = self._store.get(self._ids(examples))
        waiting = self._feedback.all(unlabelled=True)
        said = feedback_suggestions(waiting, chosen, multi_label=self.multi_label)
        for each in said:
            labels, one = each.feedback[0].labels, [each.example.id]
            for label in labels:
                self._warn_of_spelling(label)
            if self.multi_label and labels:
                self._store.set_labels(one, labels, who=self._who(who))
            elif labels:
                self._store.label(one, labels[0], who=self._who(who))
            else:
                for wrong in each.feedback[0].answer.as_labels:
                    self._store.label(one, wrong, positive=False, who=self._who(who))
        return len(said)

    def dismiss_feedback(self, examples: ExampleNames) -> int:
        """Forget what was said of examples, which stay; return how much it was.

        Args:
            examples: one or several: examples, suggestions, findings, ids, file names.

        Raises:
            NotFoundError: there is no such example.

        """
        return self._feedback.dismiss(self._ids(examples))
