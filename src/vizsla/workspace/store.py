"""The store of one project: its examples; and, by its base classes, their labels, and its runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError
from vizsla.multi_label_kinds import is_multi_label
from vizsla.workspace.action_recorder import ActionRecorder
from vizsla.workspace.audit_log import AuditLog
from vizsla.workspace.change_feed import ChangeFeed
from vizsla.workspace.contradictions import ContradictionReader
from vizsla.workspace.embedding_store import EmbeddingStore
from vizsla.workspace.entity_names import count_entities
from vizsla.workspace.example_metadata import read_features, write_columns, write_features
from vizsla.workspace.example_reader import ExampleReader
from vizsla.workspace.example_search import ExampleSearch
from vizsla.workspace.example_writer import add_examples
from vizsla.workspace.exploration_store import ExplorationStore
from vizsla.workspace.label_editor import LabelEditor
from vizsla.workspace.label_history import LabelHistory
from vizsla.workspace.labelling_leases import LabellingLeases
from vizsla.workspace.last_change import changed_since, last_changes
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.remove_examples import remove_examples
from vizsla.workspace.run_store import RunStore
from vizsla.workspace.split_assignment import write_splits
from vizsla.workspace.stored_labels import StoredLabels
from vizsla.workspace.stored_runs import StoredRuns
from vizsla.workspace.suggestion_store import SuggestionStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.workspace.database import Database
    from vizsla.workspace.example_filter import ExampleFilter, FoundExamples, ListPlace
    from vizsla.workspace.file_store import FileStore
    from vizsla.workspace.label_state import LabelState
    from vizsla.workspace.records import (
        AddedExample,
        Example,
        ExampleCounts,
        ExamplePage,
        NewExample,
        ProjectChanges,
    )

__all__ = ["Store"]


class Store(StoredLabels, StoredRuns):
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
        leases: who labels it now, and which examples each has before them.
        exploration: what the newest exploration found.
        suggestions: the labels that a run suggests.

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
        self._search = ExampleSearch(*of, multi_label=self.multi_label)
        self._labels = LabelEditor(*of)
        self._history = LabelHistory(*of)
        self._contradictions = ContradictionReader(*of)
        self._embeddings = EmbeddingStore(*of)
        self._runs = RunStore(*of)
        self._changes = ChangeFeed(*of)
        self.leases = LabellingLeases(*of)
        self.exploration = ExplorationStore(*of)
        self.suggestions = SuggestionStore(*of)

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

    def label_states(self, sha256s: Iterable[str]) -> dict[str, tuple[int, LabelState]]:
        """Return the ids of the examples with these files and their labels, by the sha256."""
        return self._examples.label_states(sha256s)

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

    def search_ids(self, wanted: ExampleFilter) -> list[int]:
        """Return the ids of all examples that fit a filter, in its order.

        Raises:
            OptionError: a value is out of its range.

        """
        return self._search.ids(wanted)

    def labellers(self) -> dict[int, str | None]:
        """Return who labelled each labelled example, by its id; None where nobody knows."""
        return self._search.labellers()

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
        wanted = list(ids)
        remove_examples(self.database, self.files, self.row_id, wanted, by, self._where)
        if wanted:
            details: JSONObject = {"examples": len(wanted)}
            AuditLog(self.database).add(by, "removeExamples", self.name, details)

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

    def entity_names(self) -> dict[str, int]:
        """Return how often each entity is marked, by name, the most frequent first."""
        with self.database.read() as connection:
            return count_entities(connection, self.row_id)

    def set_columns(self, columns: Mapping[int, Mapping[str, str]]) -> None:
        """Write the metadata of examples, by the examples' ids, in place of what they had.

        Raises:
            NotFoundError: there is no such example.
            OptionError: a column's name or value is no text, or too long.

        """
        with self.database.write() as connection:
            write_columns(connection, self.row_id, columns, self._where)

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
