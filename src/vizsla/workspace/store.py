"""The store of one project: its examples, labels, embeddings, runs and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError
from vizsla.multi_label_kinds import is_multi_label
from vizsla.workspace.action_recorder import ActionRecorder
from vizsla.workspace.change_feed import ChangeFeed
from vizsla.workspace.embedding_store import EmbeddingStore
from vizsla.workspace.example_metadata import read_features, write_features, write_metadata
from vizsla.workspace.example_reader import ExampleReader
from vizsla.workspace.example_search import ExampleSearch
from vizsla.workspace.example_writer import add_examples
from vizsla.workspace.label_editor import LabelEditor
from vizsla.workspace.label_history import LabelHistory
from vizsla.workspace.last_change import changed_since, last_changes
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.remove_examples import remove_examples
from vizsla.workspace.run_store import RunStore
from vizsla.workspace.split_assignment import write_splits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    import numpy as np

    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.workspace.database import Database
    from vizsla.workspace.encoder_spec import EncoderSpec
    from vizsla.workspace.example_filter import ExampleFilter, FoundExamples, ListPlace
    from vizsla.workspace.file_store import FileStore
    from vizsla.workspace.labelled_entity import LabelledEntity
    from vizsla.workspace.records import (
        AddedExample,
        Example,
        ExampleCounts,
        ExamplePage,
        HistoryEntry,
        LabelAction,
        LabelCount,
        NewExample,
        ProjectChanges,
        PublishedVersion,
        StoredRun,
    )

__all__ = ["Store"]


class Store:
    """One project in a workspace; ``Workspace.create`` and ``open_project`` return it.

    Every method is one transaction: a method that raises an error has changed nothing. Methods may
    be called from many threads and processes at once. ``ids`` are the ids of examples. ``who`` is
    the person or program that acts, by default the user's login name.

    Any method may raise a WorkspaceError, whose class says why the database or a file can't be
    used; a NotFoundError for an example, label or run that does not exist; and an OptionError for
    a value that is not allowed.

    Attributes:
        database: the database that holds the project.
        files: the examples' files.
        name: the project's name.
        kind: the kind of function that the project trains, such as ``image-classification``.
        modality: the modality of the examples, such as ``image``.
        encoder: the encoder of the examples, such as ``efficientnet-lite0``.
        row_id: the id of the project's row in the database.

    """

    def __init__(
        self,
        database: Database,
        files: FileStore,
        project_id: int,
        name: str,
        *,
        kind: str,
        modality: str,
        encoder: str,
    ) -> None:
        self.database = database
        self.files = files
        self.name = name
        self.kind = kind
        self.modality = modality
        self.encoder = encoder
        self.row_id = project_id
        self._where = f"the project {name!r}"
        of = (database, project_id, name)
        self._examples = ExampleReader(*of)
        self._search = ExampleSearch(*of)
        self._labels = LabelEditor(*of)
        self._history = LabelHistory(*of)
        self._embeddings = EmbeddingStore(*of)
        self._runs = RunStore(*of)
        self._changes = ChangeFeed(*of)

    @property
    def multi_label(self) -> bool:
        """Whether an example may have several labels."""
        return is_multi_label(self.kind)

    def __repr__(self) -> str:
        """Return the store for people."""
        return f"<store of {self.name!r} in {self.database.where}>"

    # Examples

    def add(self, batch: Sequence[NewExample], who: str | None = None) -> list[AddedExample]:
        """Add a batch of files: all of them, or none.

        The same file twice is one example. An existing example gets a label if it has none; a
        different label overwrites nothing, and is stored as a contradiction until somebody labels
        the example. Adding the same batch again overwrites no label that people have changed in
        the meantime, and restores files that are missing.

        Args:
            batch: the files; with about 64 at a time, other writers don't wait long.
            who: the person or program that adds them.

        Returns:
            The result for each file, in the same order.

        Raises:
            OptionError: a label, split, state, embedding or fact is not allowed.
            WorkspaceFullError: there is no room; nothing of the batch was stored.

        """
        by = actor_name(who)
        return add_examples(
            self.database,
            self.files,
            self.row_id,
            self.modality,
            batch,
            by,
            multi_label=self.multi_label,
        )

    def ids_by_sha256(self, sha256s: Iterable[str]) -> dict[str, int]:
        """Return the ids of the examples with these files, by the sha256 of the file."""
        return self._examples.ids_by_sha256(sha256s)

    def ids_by_sha256_start(self, starts: Iterable[str]) -> dict[str, int]:
        """Return the ids of the examples by the first digits of the sha256 of their files."""
        return self._examples.ids_by_sha256_start(starts)

    def ids_by_fingerprint(self, fingerprint: int) -> list[int]:
        """Return the ids of the examples with exactly this fingerprint, in order."""
        return self._examples.ids_by_fingerprint(fingerprint)

    def page(
        self,
        limit: int = 50,
        after: int | None = None,
        label: str | None = None,
        state: str | None = None,
        split: str | None = None,
        *,
        total: bool = False,
    ) -> ExamplePage:
        """Return one page of the examples, in the order of their ids.

        Args:
            limit: the most examples to return, 1 to 10,000.
            after: the last id of the page before.
            label: only examples of this label.
            state: only ``labelled``, ``unlabelled``, ``unsure`` or ``skipped`` ones.
            split: only examples of ``train`` or ``test``.
            total: whether to count the examples of all pages, too; that takes longer.

        Raises:
            OptionError: a value is out of its range.

        """
        return self._examples.page(limit, after, label, state, split, total=total)

    def slice(
        self,
        skip: int = 0,
        limit: int = 50,
        labels: Sequence[str] = (),
        *,
        labelled: bool | None = None,
        newest: bool = False,
    ) -> ExamplePage:
        """Return some examples by their place in the order, and the number of all of them.

        ``page`` is quicker where there are many: it begins after an id, and counts nothing.

        Args:
            skip: the number of examples before those to return.
            limit: the most examples to return, 1 to 10,000.
            labels: only examples of at least one of these labels; empty for any.
            labelled: only examples with a positive label, or only those without; None for both.
            newest: whether the newest come first, or the oldest.

        """
        return self._examples.slice(skip, limit, labels, labelled=labelled, newest=newest)

    def search(
        self, wanted: ExampleFilter, limit: int = 50, after: ListPlace | None = None
    ) -> FoundExamples:
        """Return one page of the examples that fit a filter, and the number of all that do.

        Args:
            wanted: the filter, and the order.
            limit: the most examples to return, 1 to 10,000.
            after: the place at which the page before ended.

        Raises:
            OptionError: a value is out of its range.

        """
        return self._search.page(wanted, limit, after)

    def examples(self) -> Iterator[Example]:
        """Iterate over all examples, by id, in bounded memory.

        Changes that others make meanwhile may be included or not.
        """
        return self._examples.all()

    def get(self, ids: Iterable[int]) -> list[Example]:
        """Return examples, in the order of the ids."""
        return self._examples.get(ids)

    def find(self, word: str) -> Example:
        """Return the example with this id, hash or file name.

        Args:
            word: the example's id, the first 6 or more digits of its file's sha256, or its file's
                name, with or without the folders.

        Raises:
            NotFoundError: no example fits the word.
            OptionError: several examples fit the word; the message lists them.

        """
        return self._examples.find(word)

    def counts(self) -> ExampleCounts:
        """Return the number of examples, by state and by split."""
        return self._examples.counts()

    def read(self, example: Example) -> bytes:
        """Return an example's file, checked against its hash.

        Raises:
            WorkspaceDamagedError: the file is missing or was altered.

        """
        return self.files.read(example.sha256, example.name)

    def remove(self, ids: Iterable[int], who: str | None = None) -> None:
        """Remove examples for good: with their history, embedding and file, and every mention.

        A file that another project needs stays. Runs keep their heads, from which the file's name
        and hash are deleted. The record keeps only the id, the time, and who removed the example.
        """
        by = actor_name(who)
        remove_examples(self.database, self.files, self.row_id, ids, by, self._where)

    def set_splits(self, splits: Mapping[int, str], who: str | None = None) -> None:
        """Assign examples to the training set or the test set.

        ``splits`` has ``train`` or ``test`` by the examples' ids. An example of the test set stays
        out of training for good.
        """
        with self.database.write() as connection:
            recorder = ActionRecorder(
                connection, self.row_id, "split", "assign to train or test", actor_name(who)
            )
            write_splits(connection, self.row_id, splits, self._where, recorder)

    def set_entities(self, entities: Mapping[int, Iterable[LabelledEntity] | None]) -> None:
        """Write the entities that are marked in examples, in place of those that were.

        Args:
            entities: the entities by the examples' ids; None where nobody marked any.

        Raises:
            NotFoundError: there is no such example.
            OptionError: an entity has no characters, or a name that can't be a label.

        """
        with self.database.write() as connection:
            write_metadata(connection, self.row_id, "entities", entities, self._where)

    def set_columns(self, columns: Mapping[int, Mapping[str, str]]) -> None:
        """Write the metadata of examples, by the examples' ids, in place of what they had.

        Raises:
            NotFoundError: there is no such example.
            OptionError: a column's name or value is no text, or too long.

        """
        with self.database.write() as connection:
            write_metadata(connection, self.row_id, "columns", columns, self._where)

    def features(self) -> dict[str, JSONValue]:
        """Return the project's features as JSON; empty where it has none."""
        with self.database.read() as connection:
            return read_features(connection, self.row_id)

    def set_features(self, features: JSONObject) -> None:
        """Write the project's features, in place of those that it had.

        Raises:
            OptionError: JSON can't hold them.

        """
        with self.database.write() as connection:
            write_features(connection, self.row_id, features)

    def changes_since(self, revision: int, limit: int = 1_000) -> ProjectChanges:
        """Return the changes since a revision; a call is cheap enough for every second.

        Args:
            revision: the revision that the last call returned; 0 for all changes.
            limit: the most examples to return, 1 to 10,000; ask again where there is ``more``.

        Raises:
            NotFoundError: the project was removed.

        """
        return self._changes.since(revision, limit)

    def revision(self) -> int:
        """Return the number of the newest change.

        Raises:
            NotFoundError: the project was removed.

        """
        return self._changes.newest()

    def changed_at(self) -> datetime:
        """Return the time of the newest change, UTC.

        Raises:
            NotFoundError: the project was removed.

        """
        with self.database.read() as connection:
            found = last_changes(connection, self.row_id)
        if not found:
            raise NotFoundError(f"{self._where} was removed")
        return found[self.name]

    def changed_since_run(self, number: int) -> int:
        """Return the number of labelled examples that changed since a run was stored or tested."""
        with self.database.read() as connection:
            return changed_since(connection, self.row_id, number)

    # Labels

    def labels(self) -> list[LabelCount]:
        """Return the labels by name, ``none of these`` last, with their numbers of examples."""
        return self._examples.labels()

    def label(
        self, ids: Iterable[int], label: str, *, positive: bool = True, who: str | None = None
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

        Raises:
            OptionError: the text can't be a label.

        """
        return self._labels.label(ids, label, positive=positive, who=who)

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

    def clear(self, ids: Iterable[int], who: str | None = None) -> LabelAction:
        """Take all labels off examples, positive and negative: they are unlabelled again."""
        return self._labels.clear(ids, who)

    def unsure(self, ids: Iterable[int], who: str | None = None) -> LabelAction:
        """Mark examples that people are not sure of: the label goes, negative labels stay."""
        return self._labels.unsure(ids, who)

    def skip(self, ids: Iterable[int], who: str | None = None) -> LabelAction:
        """Mark examples that are not worth a label: the label goes, negative labels stay."""
        return self._labels.skip(ids, who)

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

    def history(self, example_id: int) -> list[HistoryEntry]:
        """Return the history of an example, oldest entry first; undone actions too."""
        return self._history.entries(example_id)

    def undo(self, who: str | None = None) -> LabelAction | None:
        """Undo the last act of labelling that was not undone yet, on all its examples.

        That is a ``label``, ``clear``, ``unsure``, ``skip``, ``use``, ``rename_label``,
        ``merge_labels`` or ``remove_label``. The action stays in the history, as undone. Labels
        that were imported since then stay as well. The result is None where no act is left.
        """
        return self._history.undo(who)

    # Embeddings

    def embeddings(
        self, encoder: str, ids: Iterable[int] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the embeddings that an encoder made.

        Args:
            encoder: the name of its ``EncoderSpec``.
            ids: the examples' ids; all by default.

        Returns:
            The ids in order, (examples,) int64; and the vectors, (examples, dimension) of the
            encoder's dtype. A vector times the encoder's scale is the embedding. Examples without
            an embedding of that encoder are left out.

        """
        return self._embeddings.read(encoder, ids)

    def encoder_spec(self, encoder: str) -> EncoderSpec | None:
        """Return how the embeddings of an encoder are stored, or None where there are none."""
        return self._embeddings.spec(encoder)

    def without_embedding(self, encoder: str) -> list[Example]:
        """Return the examples that an encoder has not embedded yet, by id."""
        return self._embeddings.missing(encoder)

    def put_embeddings(self, encoder: EncoderSpec, items: Sequence[tuple[str, np.ndarray]]) -> None:
        """Store embeddings; they replace earlier ones of the same encoder.

        Args:
            encoder: the encoder of the embeddings.
            items: the sha256 of each file, and its vector, (dimension,) of the encoder's dtype.
                Files that have been removed in the meantime are left out.

        Raises:
            OptionError: a vector has another dtype or shape, or embeddings of an encoder of that
                name are stored with another dtype, dimension or scale.

        """
        self._embeddings.put(encoder, self.modality, items)

    # Runs and versions

    def add_run(
        self,
        figures: JSONObject,
        blob: bytes,
        splits: Mapping[int, str] | None = None,
        who: str | None = None,
    ) -> StoredRun:
        """Store a training run: its figures, its trained head, and the splits that it chose.

        Splits of examples that were removed meanwhile are left out.
        """
        return self._runs.add(figures, blob, splits, who)

    def run(self, number: int) -> StoredRun:
        """Return a run by its number."""
        return self._runs.one(number)

    def runs(self) -> list[StoredRun]:
        """Return all runs, oldest first."""
        return self._runs.all()

    def run_blob(self, number: int) -> bytes:
        """Return the blob that was stored with a run."""
        return self._runs.blob(number)

    def add_report(self, run_number: int, figures: JSONObject, who: str | None = None) -> None:
        """Store a test report of a run; earlier ones stay."""
        self._runs.add_report(run_number, figures, who)

    def report(self, run_number: int) -> dict[str, JSONValue] | None:
        """Return the newest test report of a run, or None where the run was not tested."""
        return self._runs.report(run_number)

    def add_version(
        self, run_number: int, figures: JSONObject, number: int, who: str | None = None
    ) -> PublishedVersion:
        """Record that a run is published as a version; numbers start at 1, each used once."""
        return self._runs.add_version(run_number, figures, number, who)

    def remove_version(self, number: int) -> None:
        """Remove the record of a version whose function could not be stored after all."""
        self._runs.remove_version(number)

    def versions(self) -> list[PublishedVersion]:
        """Return the published versions, oldest first."""
        return self._runs.versions()
