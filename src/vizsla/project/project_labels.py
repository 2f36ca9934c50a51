"""A project's methods for exploring and labelling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.cached_value import cached_property
from vizsla.errors import OptionError
from vizsla.progress import ProgressReporter
from vizsla.project.project_base import ProjectBase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.explore import Exploration
    from vizsla.progress import Progress
    from vizsla.project.example_ids import ExampleNames
    from vizsla.project.label_queue import LabelQueue
    from vizsla.project.label_ranking import LabelRanking
    from vizsla.project.suggestion import Suggestion
    from vizsla.workspace import HistoryEntry, LabelAction

__all__ = ["ProjectLabels"]


class ProjectLabels(ProjectBase):
    """The labels of a project's examples."""

    _learned_run: int | None = None  # whose settings guesses are made with

    def explore(self, progress: Callable[[Progress], None] | None = None) -> Exploration:
        """Explore the data: near-duplicates, outliers, doubtful labels, balance, quality, the map.

        Args:
            progress: called with each Progress.

        Returns:
            The findings, the most important first, with ``show()`` for the page.

        """
        from vizsla.project.explore_project import explore_project

        reporter = ProgressReporter(progress)
        return explore_project(self._store, self._snapshot(reporter), self._files, reporter)

    def suggest(self, count: int = 20) -> list[Suggestion]:
        """Return the examples to label next, the most useful first, each with a guess.

        Examples that callers of a server gave feedback on come before all others.

        Args:
            count: the number of suggestions, from 1.

        """
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            raise OptionError(f"count must be a whole number from 1, not {count!r}")
        from vizsla.project.feedback_suggestions import feedback_suggestions

        with self._lock:
            snapshot = self._snapshot()
            first = feedback_suggestions(
                self._feedback.all(unlabelled=True),
                snapshot.examples,
                multi_label=self.multi_label,
            )[:count]
            if len(first) == count:
                return first
            there = {each.example.id for each in first}
            found = self._suggestions.suggest(snapshot, count)
            rest = [each for each in found if each.example.id not in there]
            return [*first, *rest[: count - len(first)]]

    def label_ranking(self, count: int = 300, size: int = 24) -> LabelRanking:
        """Return the order in which to label, with a guess of each, and groups of likely equals.

        Args:
            count: the number of examples to put in order, from 1.
            size: the most examples of a group.

        """
        from vizsla.project.feedback_suggestions import feedback_suggestions
        from vizsla.project.label_ranking import LabelGuess

        with self._lock:
            revision = self._store.revision()  # read first: what changes meanwhile comes after it
            run = self._learn_last_run()
            snapshot = self._snapshot()
            found = self._suggestions.rank(snapshot, count, size)
            said = feedback_suggestions(
                self._feedback.all(unlabelled=True),
                snapshot.examples,
                multi_label=self.multi_label,
            )
        first = dict.fromkeys(each.example.id for each in said)
        guessed = {
            each.example.id: LabelGuess(each.label, None, each.labels)
            for each in said
            if each.label is not None
        }
        return replace(
            found,
            revision=revision,
            run=run,
            order=(*first, *(each for each in found.order if each not in first)),
            guesses={**found.guesses, **guessed},
        )

    @cached_property
    def label_queue(self) -> LabelQueue:
        """What to label next, kept new in the background."""
        from vizsla.project.label_queue import LabelQueue

        return LabelQueue(self.label_ranking, self._store.revision)

    def _learn_last_run(self) -> int | None:
        """Use the settings of the last run for guesses, and return its number."""
        runs = self._store.runs()
        if not runs:
            return None
        number = runs[-1].number
        if number != self._learned_run:
            self._suggestions.learn(self.run(number).trained)
            self._learned_run = number
        return number

    def label(
        self,
        examples: ExampleNames,
        label: str | Sequence[str] | None,
        *,
        positive: bool = True,
        add: bool = False,
        who: str | None = None,
    ) -> None:
        """Label examples; with ``positive=False``, as negative examples of the label.

        Args:
            examples: one or several: examples, suggestions, findings, ids, file names.
            label: the label; ``'none of these'`` is one, too. In a multi-label project also a list
                of labels: the examples have these and no others.
            positive: whether the examples are that, or are not that. In a multi-label project an
                example with negative labels is labelled only partly: of labels that are not named,
                nothing is known.
            add: in a multi-label project, whether the examples keep the labels that they have.
            who: the person or program to record for the change.

        """
        if label is None:
            raise OptionError(
                "label is None: there is no guess yet; give a label, until two labels have an "
                "example each"
            )
        if isinstance(label, str) or not isinstance(label, Iterable):
            labels = [label]  # what is no label is refused where labels are checked
        else:
            labels = list(label)
        for each in labels:
            self._warn_of_spelling(each)
        ids = self._ids(examples)
        if self.multi_label and positive:
            self._store.set_labels(ids, labels, add=add, who=self._who(who))
            return
        if add or len(labels) != 1:
            raise OptionError(_one_label(self._store.name, labels, multi_label=self.multi_label))
        self._store.label(ids, labels[0], positive=positive, who=self._who(who))

    def unsure(self, examples: ExampleNames, *, who: str | None = None) -> None:
        """Set examples aside because people can't tell their label.

        Args:
            examples: one or several: examples, suggestions, findings, ids, file names.
            who: the person or program to record for the change.

        Raises:
            NotFoundError: there is no such example.

        """
        self._store.unsure(self._ids(examples), self._who(who))

    def skip(self, examples: ExampleNames, *, who: str | None = None) -> None:
        """Set examples aside; they are not suggested again.

        Args:
            examples: one or several: examples, suggestions, findings, ids, file names.
            who: the person or program to record for the change.

        Raises:
            NotFoundError: there is no such example.

        """
        self._store.skip(self._ids(examples), self._who(who))

    def clear(self, examples: ExampleNames, *, who: str | None = None) -> None:
        """Remove all labels of examples.

        Args:
            examples: one or several: examples, suggestions, findings, ids, file names.
            who: the person or program to record for the change.

        Raises:
            NotFoundError: there is no such example.

        """
        self._store.clear(self._ids(examples), self._who(who))

    def use(
        self,
        examples: ExampleNames,
        used: bool,  # noqa: FBT001 - p.use(it, False) reads well
        *,
        who: str | None = None,
    ) -> None:
        """Set whether labelled examples are used for training.

        Args:
            examples: one or several: examples, suggestions, findings, ids, file names.
            used: whether they are used; they keep their labels either way.
            who: the person or program to record for the change.

        Raises:
            NotFoundError: there is no such example.

        """
        self._store.use(self._ids(examples), used, self._who(who))

    def history(self, example: ExampleNames) -> list[HistoryEntry]:
        """Return the history of an example's labels: who, when, and the labels before.

        Args:
            example: one example, id or file name.

        Raises:
            NotFoundError: there is no such example.

        """
        return self._store.history(self._one(example))

    def undo(self, *, who: str | None = None) -> LabelAction | None:
        """Undo the last change of labels, and return it; None where there is none.

        Args:
            who: the person or program to record for the change.

        """
        return self._store.undo(self._who(who))

    def rename_label(self, old: str, new: str, *, who: str | None = None) -> None:
        """Rename a label.

        Args:
            old: the label.
            new: its new name, which no other label has.
            who: the person or program to record for the change.

        Raises:
            NotFoundError: there is no such label.
            OptionError: another label has that name.

        """
        self._store.rename_label(old, new, self._who(who))

    def merge_labels(self, sources: Sequence[str], into: str, *, who: str | None = None) -> None:
        """Merge several labels into one.

        Args:
            sources: the labels that end.
            into: the label that their examples get.
            who: the person or program to record for the change.

        Raises:
            NotFoundError: there is no such label.

        """
        self._store.merge_labels(sources, into, self._who(who))

    def remove_label(self, name: str, *, who: str | None = None) -> None:
        """Remove a label from all examples.

        Args:
            name: the label.
            who: the person or program to record for the change.

        Raises:
            NotFoundError: there is no such label.

        """
        self._store.remove_label(name, self._who(who))


def _one_label(name: str, labels: Sequence[str], *, multi_label: bool) -> str:
    """Return why several labels can't be given."""
    if multi_label:
        return "give one negative label at a time: positive=False takes one label, and no 'add'"
    shown = " and ".join(map(repr, labels)) or "no label"
    return (
        f"an example of {name!r} has one label, not {shown}; for several make a project with "
        "multi_label=True"
    )
