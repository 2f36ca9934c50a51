"""The store of one project: its examples, labels, embeddings, runs and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.workspace.add_examples import add
from vizsla.workspace.embedding_store import EmbeddingStore
from vizsla.workspace.example_reader import ExampleReader
from vizsla.workspace.label_editor import LabelEditor
from vizsla.workspace.label_history import LabelHistory
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.remove_examples import remove_examples
from vizsla.workspace.run_store import RunStore
from vizsla.workspace.split_assignment import write_splits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np

    from vizsla.workspace.records import (
        AddedExample,
        Example,
        ExampleCounts,
        HistoryEntry,
        LabelAction,
        LabelCount,
        NewExample,
        PublishedVersion,
        StoredRun,
    )
    from vizsla.workspace.workspace import Workspace

__all__ = ["Store"]


class Store:
    """One project in a workspace; ``Workspace.create`` and ``open_project`` give it.

    Every method is one transaction: it is done as a whole or, where it raises an error, not at
    all. Methods may be called from many threads and processes at once. ``ids`` are the examples',
    as whole numbers. ``who`` is who does it, by default the user's login name.

    Any method may raise a WorkspaceError, whose kind says why the database or a file can't be
    used, and a NotFoundError for an example that is not there.

    Attributes:
        name: the project's.
        workspace: that it is in.

    """

    def __init__(self, workspace: Workspace, project_id: int, name: str) -> None:
        self.name = name
        self.workspace = workspace
        self._id = project_id
        self._where = f"the project {name!r}"
        of = (workspace.database, project_id, name)
        self._examples = ExampleReader(*of)
        self._labelling = LabelEditor(*of)
        self._history = LabelHistory(*of)
        self._embeddings = EmbeddingStore(*of)
        self._runs = RunStore(*of)

    def __repr__(self) -> str:
        """Return it for people."""
        return f"<store of {self.name!r} in {self.workspace.database.where}>"

    # Examples

    def add(self, batch: Sequence[NewExample], who: str | None = None) -> list[AddedExample]:
        """Add a batch of pictures: all of them, with their files, or none.

        The same picture twice is one example. What is there already gets a label that it lacks;
        a different one does not overwrite what it has: it is kept as a contradiction until someone
        labels the example. Adding what was added before changes nothing, whatever people have
        labelled in the meantime; and it puts back a file that is missing.

        Args:
            batch: the pictures; 64 or so at a time keep others from waiting long.
            who: adds them.

        Returns:
            What came of each, in the same order.

        Raises:
            OptionError: a label, split, state or embedding can't be one.
            WorkspaceFullError: there is no room; nothing of the batch was stored.

        """
        workspace = self.workspace
        return add(workspace.database, workspace.files, self._id, batch, actor_name(who))

    def ids_by_sha256(self, sha256s: Iterable[str]) -> dict[str, int]:
        """Return the examples' ids of those pictures that are there, by their sha256."""
        return self._examples.ids_by_sha256(sha256s)

    def page(
        self,
        limit: int = 50,
        after: int | None = None,
        label: str | None = None,
        state: str | None = None,
        split: str | None = None,
    ) -> list[Example]:
        """Return some examples, by id.

        Args:
            limit: at most so many, 1 to 10,000.
            after: the last id of the page before.
            label: only those that are this.
            state: only ``labelled``, ``unlabelled``, ``unsure`` or ``skipped`` ones.
            split: only those of ``train`` or ``test``.

        Raises:
            OptionError: a value is out of its range.

        """
        return self._examples.page(limit, after, label, state, split)

    def examples(self) -> Iterator[Example]:
        """Give all examples, by id, in bounded memory.

        What others change meanwhile may be seen or not.
        """
        return self._examples.all()

    def get(self, ids: Iterable[int]) -> list[Example]:
        """Return examples, in the order of the ids.

        Raises:
            NotFoundError: one is not there.

        """
        return self._examples.get(ids)

    def find(self, word: str) -> Example:
        """Return the example that a word means.

        Args:
            word: its id, at least 6 first digits of its picture's sha256, or its file's name, with
                or without the folders.

        Raises:
            NotFoundError: there is none.
            OptionError: there are several; it lists them.

        """
        return self._examples.find(word)

    def counts(self) -> ExampleCounts:
        """Return how many examples there are, by state and by split."""
        return self._examples.counts()

    def read(self, example: Example) -> bytes:
        """Return an example's file, checked against its hash.

        Raises:
            WorkspaceDamagedError: it is missing or was altered.

        """
        return self.workspace.files.read(example.sha256, example.name)

    def remove(self, ids: Iterable[int]) -> None:
        """Remove examples for good: with their history, embedding and file, and every trace.

        A file that another project needs stays. Runs keep their heads, in which nothing names the
        picture any more.
        """
        workspace = self.workspace
        remove_examples(workspace.database, workspace.files, self._id, ids, self._where)

    def set_splits(self, splits: Mapping[int, str]) -> None:
        """Say which examples are for training and which for the test.

        Args:
            splits: ``train`` or ``test``, by the examples' ids.

        Raises:
            OptionError: it is neither; or one of the test set was to be trained on.

        """
        with self.workspace.database.write() as connection:
            write_splits(connection, self._id, splits, self._where)

    # Labels

    def labels(self) -> list[LabelCount]:
        """Return the labels by name, ``none of these`` last, and how many examples each has."""
        return self._examples.labels()

    def label(
        self, ids: Iterable[int], label: str, *, positive: bool = True, who: str | None = None
    ) -> LabelAction:
        """Say what examples are, or are not.

        What an example is replaces what it was before, and settles contradictions. What it is not
        takes that label away if it has it; an example may be not this and not that.

        Args:
            ids: the examples'.
            label: 1 to 200 characters.
            positive: False says that they are not that.
            who: says so.

        Raises:
            OptionError: it can't be a label.

        """
        return self._labelling.label(ids, label, positive=positive, who=who)

    def clear(self, ids: Iterable[int], who: str | None = None) -> LabelAction:
        """Take all labels off examples, positive and negative: they are unlabelled again."""
        return self._labelling.clear(ids, who)

    def unsure(self, ids: Iterable[int], who: str | None = None) -> LabelAction:
        """Put examples aside that people can't tell: they have no label then."""
        return self._labelling.unsure(ids, who)

    def skip(self, ids: Iterable[int], who: str | None = None) -> LabelAction:
        """Put examples aside that are not worth a label: they have none then."""
        return self._labelling.skip(ids, who)

    def use(self, ids: Iterable[int], used: bool, who: str | None = None) -> LabelAction:  # noqa: FBT001 - use(ids, False) reads well
        """Say whether examples are used for training."""
        return self._labelling.use(ids, who, used=bool(used))

    def rename_label(self, old: str, new: str, who: str | None = None) -> LabelAction:
        """Give a label another name.

        Raises:
            NotFoundError: there is no such label.
            OptionError: the other name is taken, or can't be one.

        """
        return self._labelling.rename(old, new, who)

    def merge_labels(
        self, sources: Sequence[str], into: str, who: str | None = None
    ) -> LabelAction:
        """Make several labels one.

        What is not one of them may still be another: only what was none of them is not the new
        label.

        Args:
            sources: the labels that go.
            into: the one that they become; it may be there already.
            who: does it.

        Raises:
            NotFoundError: there is no such label.

        """
        return self._labelling.merge(sources, into, who)

    def remove_label(self, name: str, who: str | None = None) -> LabelAction:
        """Take a label off all examples, positive and negative.

        Raises:
            NotFoundError: there is no such label.

        """
        return self._labelling.remove(name, who)

    def history(self, key: int) -> list[HistoryEntry]:
        """Return what was done to an example, the first thing first; undone things too."""
        return self._history.of(key)

    def undo(self, who: str | None = None) -> LabelAction | None:
        """Take back the last act of labelling that was not taken back yet, on all its examples.

        That is a ``label``, ``clear``, ``unsure``, ``skip``, ``use``, ``rename_label``,
        ``merge_labels`` or ``remove_label``. It stays in the history, as undone. What was added
        since then stays as well.

        Args:
            who: takes it back.

        Returns:
            What was taken back; None if there is nothing left.

        """
        return self._history.undo(who)

    # Embeddings

    def embeddings(
        self, model: str, ids: Sequence[int] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the embeddings that a model gave.

        Args:
            model: its name, with its preprocessing.
            ids: of these examples; all by default.

        Returns:
            (examples,) int64, the ids in order; and (examples, channels) int16, the sums. Examples
            that have none of that model are left out.

        """
        return self._embeddings.read(model, ids)

    def without_embedding(self, model: str) -> list[Example]:
        """Return the examples that a model has not embedded yet, by id."""
        return self._embeddings.missing(model)

    def put_embeddings(self, model: str, items: Sequence[tuple[str, np.ndarray]]) -> None:
        """Keep embeddings; they replace earlier ones of the same model.

        Args:
            model: its name, with its preprocessing.
            items: each picture's sha256, and its (channels,) int16 sums. Pictures that have been
                removed in the meantime are left out.

        """
        self._embeddings.put(model, items)

    # Runs and versions

    def add_run(
        self, figures: dict[str, Any], blob: bytes, splits: Mapping[int, str] | None = None
    ) -> StoredRun:
        """Keep a training, and which examples it was for, as one.

        Args:
            figures: anything that JSON holds.
            blob: the head.
            splits: as for ``set_splits``.

        """
        return self._runs.add(figures, blob, splits)

    def run(self, number: int) -> StoredRun:
        """Return a run.

        Raises:
            NotFoundError: there is none of that number.

        """
        return self._runs.one(number)

    def runs(self) -> list[StoredRun]:
        """Return all runs, the first one first."""
        return self._runs.all()

    def run_blob(self, number: int) -> bytes:
        """Return what was kept with a run."""
        return self._runs.blob(number)

    def add_report(self, run_number: int, figures: dict[str, Any]) -> None:
        """Keep what a test of a run found; earlier ones stay."""
        self._runs.add_report(run_number, figures)

    def report(self, run_number: int) -> dict[str, Any] | None:
        """Return what the newest test of a run found, or None where it was not tested."""
        return self._runs.report(run_number)

    def add_version(
        self, run_number: int, figures: dict[str, Any], number: int
    ) -> PublishedVersion:
        """Keep that a run was published.

        Args:
            run_number: the run's.
            figures: anything that JSON holds.
            number: the version's, from 1.

        Raises:
            OptionError: there is a version of that number.

        """
        return self._runs.add_version(run_number, figures, number)

    def versions(self) -> list[PublishedVersion]:
        """Return the published versions, the first one first."""
        return self._runs.versions()
