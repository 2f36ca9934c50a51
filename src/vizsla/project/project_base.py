"""The base of a project's methods: the store, and the caches behind one lock."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from vizsla.cached_value import cached_property
from vizsla.errors import NotFoundError, OptionError
from vizsla.label_rules import clean_label
from vizsla.nearest import SimilarNameWarning, nearly_equal
from vizsla.progress import ProgressReporter
from vizsla.project.cache_lock import CacheLock
from vizsla.workspace import NONE_OF_THESE
from vizsla.workspace.row_values import check_number

if TYPE_CHECKING:
    from vizsla.project.embedder import Embedder
    from vizsla.project.example_ids import ExampleNames
    from vizsla.project.project_files import ProjectFiles
    from vizsla.project.snapshot import Snapshot, Snapshots
    from vizsla.project.suggestion_cache import SuggestionCache
    from vizsla.project.training_run import TrainingRun
    from vizsla.workspace import Store, Workspace
    from vizsla.workspace.feedback_store import FeedbackStore

__all__ = ["ProjectBase"]


class ProjectBase:
    """The state of an open project.

    Args:
        workspace: the workspace.
        store: the project's store.
        who: the person or program to record for changes; by default the user of this computer.

    """

    def __init__(self, workspace: Workspace, store: Store, who: str | None = None) -> None:
        self._workspace = workspace
        self._store = store
        self._default_who = who
        self._lock = CacheLock()  # the caches below are for one thread at a time
        # Guesses for a large project hold that one for a minute, and searches don't wait for them.
        self._searching = CacheLock()

    @property
    def workspace(self) -> Workspace:
        """The workspace that the project is in."""
        return self._workspace

    @property
    def who(self) -> str | None:
        """The person or program that is recorded for changes; None for the user."""
        return self._default_who

    def _who(self, who: str | None) -> str | None:
        return self._default_who if who is None else who

    @property
    def multi_label(self) -> bool:
        """Whether an example, and an answer, may have several labels."""
        return self._store.multi_label

    @property
    def _embedder(self) -> Embedder:
        with self._lock:
            return self._opened_embedder

    @cached_property
    def _opened_embedder(self) -> Embedder:
        from vizsla.encoders.registry import encoder_named
        from vizsla.project.embedder import Embedder

        return Embedder(encoder_named(self._store.encoder, self._store.modality))

    @cached_property
    def _snapshots(self) -> Snapshots:
        from vizsla.project.snapshot import Snapshots

        return Snapshots(self._store, self._embedder)

    @cached_property
    def _suggestions(self) -> SuggestionCache:
        from vizsla.project.suggestion_cache import SuggestionCache

        return SuggestionCache()

    @property
    def _files(self) -> ProjectFiles:
        from vizsla.project.project_files import ProjectFiles

        return ProjectFiles(self._store)

    @property
    def _feedback(self) -> FeedbackStore:
        from vizsla.workspace.feedback_store import FeedbackStore

        return FeedbackStore(self._store.database, self._store.row_id, self._store.name)

    def _snapshot(self, reporter: ProgressReporter | None = None) -> Snapshot:
        """Return the examples as they are now, all of them embedded."""
        with self._lock:
            return self._snapshots.take(reporter or ProgressReporter())

    def _ids(self, examples: ExampleNames) -> list[int]:
        from vizsla.project.example_ids import ids_of

        return ids_of(self._store, examples)

    def _one(self, example: ExampleNames) -> int:
        """Return the id of an example; the first one where several are named."""
        ids = self._ids(example)
        if not ids:
            raise OptionError(f"{example!r:.80} names no example; give one")
        return ids[0]

    def run(self, number: int | None = None) -> TrainingRun:
        """Return a training run by its number; the last one by default.

        Args:
            number: the run's number, from 1.

        Raises:
            NotFoundError: there is no such run.

        """
        from vizsla.project.training_run import TrainingRun

        if number is None:
            runs = self._store.runs()
            if not runs:
                raise NotFoundError(f"{self._store.name!r} was not trained yet: p.train()")
            return TrainingRun(self._store, runs[-1])
        return TrainingRun(self._store, self._store.run(check_number(number, "a run")))

    def _run(self, run: TrainingRun | int | None) -> TrainingRun:
        from vizsla.project.training_run import TrainingRun

        return run if isinstance(run, TrainingRun) else self.run(run)

    _known_labels: frozenset[str] = frozenset((NONE_OF_THESE,))

    def _warn_of_spelling(self, label: str) -> None:
        """Warn of a new label that is nearly an existing one."""
        label = clean_label(label)
        if label in self._known_labels:
            return
        existing = {each.name for each in self._store.labels()}
        near = None if label in existing else nearly_equal(label, sorted(existing))
        if near is not None:
            warnings.warn(
                f"{label!r} is a new label, and nearly the label {near!r}; if that was meant: "
                f"p.merge_labels([{label!r}], {near!r})",
                SimilarNameWarning,
                stacklevel=3,
            )
        self._known_labels = frozenset({*existing, label, NONE_OF_THESE})
