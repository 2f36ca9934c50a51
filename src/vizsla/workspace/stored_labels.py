"""The methods of a project's store that label examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vizsla.workspace.contradictions import Contradiction, ContradictionReader
    from vizsla.workspace.example_reader import ExampleReader
    from vizsla.workspace.label_editor import LabelEditor
    from vizsla.workspace.label_history import LabelHistory
    from vizsla.workspace.labelled_entity import LabelledEntity
    from vizsla.workspace.records import HistoryEntry, LabelAction, LabelCount

__all__ = ["StoredLabels"]


class StoredLabels:
    """The labels of a project's examples; ``Store`` makes the parts."""

    _examples: ExampleReader
    _labels: LabelEditor
    _history: LabelHistory
    _contradictions: ContradictionReader

    def labels(self) -> list[LabelCount]:
        """Return the labels by name, ``none of these`` last, with their numbers of examples."""
        return self._examples.labels()

    def label(
        self,
        ids: Iterable[int],
        label: str,
        *,
        positive: bool = True,
        who: str | None = None,
        only_unlabelled: bool = False,
    ) -> LabelAction:
        """Make examples positive or negative examples of a label.

        A positive label replaces the example's label, and settles contradictions. A negative label
        removes the same positive label if the example has it; an example may have several negative
        labels.

        Args:
            ids: the examples' ids.
            label: the label, 1 to 200 characters.
            positive: whether the examples are positive ones of the label, or negative ones.
            who: the person or program that labels them.
            only_unlabelled: whether examples that are labelled, unsure or skipped stay as they are.

        Raises:
            OptionError: the text can't be a label.

        """
        return self._labels.label(
            ids, label, positive=positive, who=who, only_unlabelled=only_unlabelled
        )

    def set_labels(
        self,
        ids: Iterable[int],
        labels: Sequence[str],
        *,
        add: bool = False,
        who: str | None = None,
    ) -> LabelAction:
        """Give examples of a multi-label project exactly these labels, or these in addition.

        Args:
            ids: the examples.
            labels: the labels, at least one; ``'none of these'`` goes with no other.
            add: whether the examples keep the labels that they have, positive and negative.
                Without it all is known of them: they have these labels and no others.
            who: the person or program that labels them.

        Raises:
            OptionError: a text can't be a label, or the labels do not go together.

        """
        return self._labels.set_labels(ids, labels, add=add, who=who)

    def label_beside(self, ids: Iterable[int], label: str, who: str | None = None) -> LabelAction:
        """Label examples of a single-label project, and overwrite no label of somebody else.

        A label that another person gave stays, and the new one is kept beside it as a
        contradiction, until somebody settles it with ``label``. Whoever changes their mind replaces
        their own label, and a contradiction is settled once all agree.

        Args:
            ids: the examples.
            label: the label, 1 to 200 characters.
            who: the person or program that labels them.

        """
        return self._labels.label_beside(ids, label, who)

    def set_labels_beside(
        self, ids: Iterable[int], labels: Sequence[str], who: str | None = None
    ) -> LabelAction:
        """Give examples of a multi-label project these labels, and overwrite none of others.

        Where another person gave other labels, those on which both agree are the example's, and
        the rest is kept as a contradiction, until somebody settles it with ``set_labels``.

        Args:
            ids: the examples.
            labels: all labels that they have; ``'none of these'`` goes with no other.
            who: the person or program that labels them.

        Raises:
            OptionError: a text can't be a label, or the labels do not go together.

        """
        return self._labels.set_labels_beside(ids, labels, who)

    def take_label_off(self, ids: Iterable[int], label: str, who: str | None = None) -> LabelAction:
        """Take one label off examples, positive and negative; their other labels stay.

        An example without another label is unlabelled again. Others of a multi-label project have
        the labels that are left, and no others.

        Args:
            ids: the examples; those that have not the label stay as they are.
            label: the label.
            who: the person or program that takes it off.

        """
        return self._labels.take_off(ids, label, who)

    def set_entities(
        self,
        entities: Mapping[int, Iterable[LabelledEntity] | None],
        who: str | None = None,
    ) -> LabelAction:
        """Mark entities in examples, in place of those that were marked.

        Args:
            entities: the entities by the examples' ids; empty where there is none, None where
                nobody has looked.
            who: the person or program that marks them.

        Raises:
            OptionError: an entity has no characters, or a name that can't be a label.

        """
        return self._labels.set_entities(entities, who)

    def clear(self, ids: Iterable[int], who: str | None = None) -> LabelAction:
        """Take all labels off examples, positive and negative: they are unlabelled again."""
        return self._labels.clear(ids, who)

    def unsure(
        self, ids: Iterable[int], who: str | None = None, *, only_unlabelled: bool = False
    ) -> LabelAction:
        """Mark examples that people are not sure of: the label goes, negative labels stay.

        Args:
            ids: the examples.
            who: the person or program that marks them.
            only_unlabelled: whether examples that are labelled, unsure or skipped stay as they are.

        """
        return self._labels.unsure(ids, who, only_unlabelled=only_unlabelled)

    def skip(
        self, ids: Iterable[int], who: str | None = None, *, only_unlabelled: bool = False
    ) -> LabelAction:
        """Mark examples that are not worth a label, as ``unsure`` does with its own."""
        return self._labels.skip(ids, who, only_unlabelled=only_unlabelled)

    def put_back(
        self, state: str, ids: Iterable[int] | None = None, who: str | None = None
    ) -> LabelAction:
        """Take examples back that were set aside: they are unlabelled again.

        Args:
            state: ``skipped`` or ``unsure``; examples of another state stay as they are.
            ids: the examples; None for all of that state.
            who: the person or program that takes them back.

        """
        return self._labels.put_back(state, ids, who)

    def use(self, ids: Iterable[int], used: bool, who: str | None = None) -> LabelAction:  # noqa: FBT001 - use(ids, False) reads well
        """Set whether examples are used for training."""
        return self._labels.use(ids, who, used=bool(used))

    def rename_label(self, old: str, new: str, who: str | None = None) -> LabelAction:
        """Rename a label; no other label may have the new name."""
        return self._labels.rename(old, new, who)

    def merge_labels(
        self, sources: Sequence[str], into: str, who: str | None = None
    ) -> LabelAction:
        """Merge several labels into one.

        A negative example of one of the labels may still be one of the others: only a negative
        example of all of them is a negative example of ``into``, which may exist already.
        """
        return self._labels.merge(sources, into, who)

    def remove_label(self, name: str, who: str | None = None) -> LabelAction:
        """Take a label off all examples, positive and negative."""
        return self._labels.remove(name, who)

    def contradictions(self, limit: int = 50, after: int = 0) -> list[Contradiction]:
        """Return examples with labels that contradict each other, and who gave them.

        Args:
            limit: the most examples to return, 1 to 10,000.
            after: the last id of the page before.

        """
        return self._contradictions.page(limit, after)

    def history(self, example_id: int) -> list[HistoryEntry]:
        """Return the history of an example, oldest entry first; undone actions too."""
        return self._history.entries(example_id)

    def undo(
        self, who: str | None = None, *, own: bool = False, number: int | None = None
    ) -> LabelAction | None:
        """Undo the last act of labelling that was not undone yet, on all its examples.

        That is a ``label``, ``clear``, ``unsure``, ``skip``, ``use``, ``rename_label``,
        ``merge_labels`` or ``remove_label``. The action stays in the history, as undone. Labels
        that were imported since then stay as well. The result is None where no act is left.

        Args:
            who: the person or program that undoes it.
            own: whether to undo the last act of ``who``. Examples that others have labelled since
                then stay as they are.
            number: the number of the act that is meant; by default whichever is the last.

        Raises:
            RequestError: the last act is another one.

        """
        return self._history.undo(who, own=own, number=number)

    def redo(self, who: str | None = None, *, own: bool = False) -> LabelAction | None:
        """Do again the act that was undone last, where nothing new was done since.

        The result is None where there is nothing to do again.

        Args:
            who: the person or program that does it again.
            own: whether to look at the acts of ``who`` alone that ``who`` has undone. Examples that
                others have labelled since then stay as they are.

        """
        return self._history.redo(who, own=own)
