"""A project: the whole loop on one page.

Explore the data, label it, train, test, publish, and round again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from vizsla.errors import BundleDamagedError, NotFoundError, OptionError, TrainingDataError
from vizsla.progress import ProgressReporter
from vizsla.project.cache_lock import CacheLock
from vizsla.training.one_thread import require_training
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Self

    import numpy as np

    from vizsla.exchange import ExportResult
    from vizsla.functions.classification import Classifier
    from vizsla.progress import Cancel, Progress
    from vizsla.project.add_examples import AddedExamples
    from vizsla.project.embedder import Embedder
    from vizsla.project.example_ids import Named
    from vizsla.project.snapshot import Snapshot, Snapshots
    from vizsla.project.suggestion import Suggestion
    from vizsla.project.suggestion_cache import Suggesting
    from vizsla.project.training_run import TrainingRun
    from vizsla.testing import Comparison, Report
    from vizsla.workspace import (
        Example,
        ExampleCounts,
        ExamplePage,
        HistoryEntry,
        LabelAction,
        LabelCount,
        ProjectChanges,
        ProjectSummary,
        PublishedVersion,
        Store,
    )

__all__ = ["Project"]


class Project:
    """Examples, labels, and the versions trained from them.

    Open one with ``Project.open(name)``. It may be used from several processes and threads at once,
    and in a forked child. ``who`` names the person or program that acts, for the history: by
    default the one that the project was opened by.
    """

    def __init__(self, workspace: Workspace, store: Store, who: str | None = None) -> None:
        self._workspace = workspace
        self._store = store
        self._who = who
        self._lock = CacheLock()  # around the caches below

    @cached_property
    def _embedder(self) -> Embedder:
        from vizsla.encoders.registry import encoder_named
        from vizsla.project.embedder import Embedder

        return Embedder(encoder_named(self._store.encoder, self._store.modality))

    @cached_property
    def _snapshots(self) -> Snapshots:
        from vizsla.project.snapshot import Snapshots

        return Snapshots(self._store, self._embedder)

    @cached_property
    def _suggesting(self) -> Suggesting:
        from vizsla.project.suggestion_cache import Suggesting

        return Suggesting()

    def _snapshot(self, reporter: ProgressReporter) -> Snapshot:
        with self._lock:
            return self._snapshots.take(reporter)

    def _actor(self, who: str | None) -> str | None:
        return self._who if who is None else who

    def _ids(self, named: Named) -> list[int]:
        from vizsla.project.example_ids import ids_of

        return ids_of(self._store, named)

    # Opening

    @classmethod
    def open(
        cls,
        name: str,
        *,
        create: bool = True,
        kind: str | None = None,
        encoder: str | None = None,
        who: str | None = None,
    ) -> Project:
        """Open a project of the workspace; make it if it is not there.

        The workspace is ``VIZSLA_HOME``, by default a folder among the user's data.

        Args:
            name: letters, digits, ``-``, ``_`` and ``.``; what is published gets it too.
            create: whether to make it; else it is an error that it is not there.
            kind: the kind of function that the project trains; of a new project
                ``image-classification`` by default.
            encoder: the encoder's name, or ``"accurate"`` for the accurate one
                (``pip install 'vizsla[accurate]'``); of a new project the fast one by default. A
                project keeps its kind and its encoder.
            who: acts through this object, for the history; the user's login name by default.

        Raises:
            OptionError: the name can't be one, or a shipped function has it.
            NotFoundError: it is not there, and should not be made.
            WorkspaceError: what is kept can't be used; its kind says why.
            MissingExtraError: scikit-learn is not installed.

        """
        require_training()
        settings = _settings(kind, encoder)
        workspace = Workspace.open()
        try:
            found = workspace.open_project(name)
            if kind is not None or encoder is not None:
                # The workspace refuses other settings than the project has.
                found = workspace.create(name, exist_ok=True, **settings)
            return cls(workspace, found, who)
        except NotFoundError as error:
            refusal = _refusal(name) or (
                None if create else NotFoundError(f"{error}; make it with: Project.open({name!r})")
            )
            if refusal is not None:
                workspace.close()
                raise refusal from error
        # Another process may just have made it.
        made = workspace.create(name, exist_ok=True, who=who, **settings)
        return cls(workspace, made, who)

    @staticmethod
    def all() -> list[ProjectSummary]:
        """Return the projects of the workspace, by name."""
        with Workspace.open() as workspace:
            return workspace.projects()

    @staticmethod
    def delete(name: str) -> None:
        """Remove a project for good: examples, labels, runs and all that it published.

        Raises:
            NotFoundError: there is none.

        """
        with Workspace.open() as workspace:
            name = workspace.open_project(name).name  # as it was made: case does not count
            workspace.remove(name)
            workspace.functions.remove(name)

    @property
    def name(self) -> str:
        """What it is called."""
        return self._store.name

    def close(self) -> None:
        """Let go of the database."""
        self._workspace.close()

    def __enter__(self) -> Self:
        """Return the project, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the project."""
        self.close()

    def __repr__(self) -> str:
        """Return it for people."""
        return f"<project {self.name!r}>"

    # Data

    def add(
        self,
        source: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        label: str | None = None,
        *,
        layout: str | None = None,
        root: str | os.PathLike[str] | None = None,
        splits: bool = False,
        progress: Callable[[Progress], None] | None = None,
        cancel: Cancel | None = None,
        who: str | None = None,
    ) -> AddedExamples:
        """Add pictures; the same picture twice is one example.

        Interrupted at any point, what was added stays; adding the same again goes on.

        Args:
            source: a folder (``photos/LABEL/*`` is labelled, ``photos/*`` is not yet), a file, a
                pattern, a list of these, a .zip, or a table: CSV, JSON lines, Label Studio's JSON.
            label: what all of the pictures are, whatever the source says.
            layout: what the source is, where it can't be told.
            root: the folder that paths in a table are seen from; by default the table's own.
            splits: whether to keep the source's training and test splits.
            progress: is given each Progress.
            cancel: stops it when set.
            who: adds them.

        Returns:
            What came of it: new, known, contradictions, problems.

        """
        from vizsla.exchange import read_source
        from vizsla.project.add_examples import add_examples

        incoming = read_source(
            source,
            label=label,
            layout=layout,
            root=root,
            parts=splits,
            modality=self._store.modality,
        )
        reporter = ProgressReporter(
            progress, cancel, "what was added by then stays; add the same to go on"
        )
        by = self._actor(who)
        done = add_examples(self._store, incoming, len(incoming), self._embedder, reporter, by)
        done.problems[:0] = incoming.problems
        done.layout = incoming.layout
        return done

    def examples(
        self,
        limit: int = 50,
        after: int | None = None,
        *,
        label: str | None = None,
        state: str | None = None,
        split: str | None = None,
        total: bool = False,
    ) -> ExamplePage:
        """Return a page of the examples, by id.

        Args:
            limit: at most so many.
            after: the last id of the page before, its ``after``.
            label: only examples of this label.
            state: only ``labelled``, ``unlabelled``, ``unsure`` or ``skipped`` ones.
            split: only examples of ``train`` or ``test``.
            total: whether to count the examples of all pages, too; that takes longer.

        """
        return self._store.page(limit, after, label, state, split, total=total)

    def __iter__(self) -> Iterator[Example]:
        """Iterate over all examples, by id."""
        return self._store.examples()

    def changes_since(self, revision: int, limit: int = 1_000) -> ProjectChanges:
        """Return what changed since a revision: cheap enough to ask every second.

        Args:
            revision: of the last answer; 0 for all that there is.
            limit: at most so many examples; ask again where there is ``more``.

        Raises:
            NotFoundError: the project was removed.

        """
        return self._store.changes_since(revision, limit)

    def counts(self) -> ExampleCounts:
        """Return how many examples there are, by state and by split."""
        return self._store.counts()

    def labels(self) -> list[LabelCount]:
        """Return the labels, with the numbers of positive and negative examples."""
        return self._store.labels()

    def picture(self, example: Named) -> bytes:
        """Return an example's file."""
        return self._store.read(self._store.get(self._ids(example))[0])

    def remove(self, examples: Named, *, who: str | None = None) -> int:
        """Remove examples for good, with their files and every mention; return how many."""
        ids = self._ids(examples)
        self._store.remove(ids, self._actor(who))
        return len(ids)

    def export_data(
        self,
        target: str | os.PathLike[str],
        *,
        layout: str = "folder",
        keep_metadata: bool = False,
        replace: bool = False,
    ) -> ExportResult:
        """Write the examples as a dataset that others read, too.

        Args:
            target: a new folder, or a ``.zip``.
            layout: ``folder`` (ImageFolder's), ``csv``, ``json lines`` or ``label studio``.
            keep_metadata: whether place and device stay in the pictures' EXIF.
            replace: whether what is there may go.

        """
        from vizsla.exchange import ExportExample, write_dataset

        items = (
            ExportExample(
                each.name,
                each.sha256,
                partial(self._store.read, each),
                each.label,
                each.not_labels,
                each.split,
                each.state,
            )
            for each in self
        )
        return write_dataset(
            items,
            Path(target),
            layout=layout,
            keep_metadata=keep_metadata,
            replace=replace,
            modality=self._store.modality,
        )

    # Exploring and labelling

    def explore(self, progress: Callable[[Progress], None] | None = None) -> Any:  # noqa: ANN401 - an Exploration with a page
        """Look at the data: copies, outliers, doubtful labels, balance, unusable pictures, the map.

        Returns:
            An Exploration (``findings``, ``points``, ``to_dict()``), with ``show()``.

        """
        import numpy as np

        from vizsla.explore import ExploredExamples, explore
        from vizsla.project.shown import Shown

        reporter = ProgressReporter(progress)
        snapshot = self._snapshot(reporter)
        runs = self._store.runs()
        reporter("exploring", 0, 1)
        found = explore(
            ExploredExamples(
                examples=snapshot.examples,
                embeddings=snapshot.vectors.astype(np.float32) * np.float32(snapshot.scale),
                groups=snapshot.groups,
                out_of_fold=self._out_of_fold(snapshot.examples, snapshot.labels, runs),
                labels=snapshot.labels,
                project=self.name,
                modality=self._store.modality,
            )
        )
        reporter("exploring", 1, 1)
        return Shown(found, lambda: found.page(self._picture_of))

    def _out_of_fold(
        self, examples: Sequence[Example], labels: Sequence[str], runs: Sequence[Any]
    ) -> np.ndarray | None:
        if not runs:
            return None
        import numpy as np

        from vizsla.project.training_run import TrainingRun

        trained = TrainingRun(self._store, runs[-1]).trained
        rows = {key: n for n, key in enumerate(trained.keys)}
        columns = [trained.labels.index(each) if each in trained.labels else -1 for each in labels]
        table = np.hstack([trained.out_of_fold, np.zeros((len(trained.keys), 1))])
        found = np.full((len(examples), len(labels)), np.nan)
        for n, each in enumerate(examples):
            if each.sha256 in rows:
                found[n] = table[rows[each.sha256]][columns]
        return found

    def _picture_of(self, number: int) -> bytes | None:
        with suppress(NotFoundError):
            return self._store.read(self._store.get([number])[0])
        return None

    def suggest(self, count: int = 20) -> list[Suggestion]:
        """Return what to label next, the most useful first, with the guess and its score."""
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            raise OptionError(f"count must be a whole number from 1, not {count!r}")
        with self._lock:
            return self._suggesting.suggest(self._snapshot(ProgressReporter()), count)

    def label(
        self,
        examples: Named,
        label: str | None,
        *,
        positive: bool = True,
        who: str | None = None,
    ) -> None:
        """Say what examples are; or, with ``positive=False``, what they are not.

        Args:
            examples: one or several; a Suggestion, a Finding, a file's name will do.
            label: ``'none of these'`` is a label of its own.
            positive: whether they are that.
            who: labels them.

        """
        if label is None:
            raise OptionError(
                "label is None: there is no guess yet; say what it is, until two labels have an "
                "example each"
            )
        self._store.label(self._ids(examples), label, positive=positive, who=self._actor(who))

    def unsure(self, examples: Named, *, who: str | None = None) -> None:
        """Mark examples that people are not sure of; they are not suggested again."""
        self._store.unsure(self._ids(examples), self._actor(who))

    def skip(self, examples: Named, *, who: str | None = None) -> None:
        """Mark examples that are not worth a label; they are not suggested again."""
        self._store.skip(self._ids(examples), self._actor(who))

    def clear(self, examples: Named, *, who: str | None = None) -> None:
        """Take all labels off examples."""
        self._store.clear(self._ids(examples), self._actor(who))

    def use(self, examples: Named, used: bool, *, who: str | None = None) -> None:  # noqa: FBT001 - p.use(it, False) reads well
        """Set whether labelled examples are used for training."""
        self._store.use(self._ids(examples), used, self._actor(who))

    def history(self, example: Named) -> list[HistoryEntry]:
        """Return who labelled an example, when, and what it was before."""
        return self._store.history(self._ids(example)[0])

    def undo(self, *, who: str | None = None) -> LabelAction | None:
        """Undo the last act of labelling; return that act, or None where there is none left."""
        return self._store.undo(self._actor(who))

    def rename_label(self, old: str, new: str, *, who: str | None = None) -> None:
        """Give a label another name."""
        self._store.rename_label(old, new, self._actor(who))

    def merge_labels(self, sources: Sequence[str], into: str, *, who: str | None = None) -> None:
        """Make several labels one."""
        self._store.merge_labels(sources, into, self._actor(who))

    def remove_label(self, name: str, *, who: str | None = None) -> None:
        """Take a label off all examples."""
        self._store.remove_label(name, self._actor(who))

    # Training and testing

    def train(
        self,
        *,
        test: float = 0.2,
        precision: float = 0.95,
        confidence: float = 0.95,
        progress: Callable[[Progress], None] | None = None,
        cancel: Cancel | None = None,
        who: str | None = None,
    ) -> TrainingRun:
        """Train on what is labelled; a part of it is kept apart for the test, for good.

        Stopped or killed, the project is as it was.

        Args:
            test: the share of each label's examples to keep apart, 0 up to 1.
            precision: the share of sure answers that must be right, above 0.5 and below 1.
            confidence: of that, above 0 and below 1.
            progress: is given each Progress.
            cancel: stops it when set.
            who: trains.

        Raises:
            TrainingDataError: there is nothing to tell apart.
            CancelledError: it was stopped.

        """
        from vizsla.project.training_run import TrainingRun, figures_of
        from vizsla.training.train import train
        from vizsla.training.trained_file import write_trained

        _check_shares(test=test, precision=precision, confidence=confidence)
        reporter = ProgressReporter(progress, cancel)
        snapshot = self._snapshot(reporter)
        parts = snapshot.parts(test)
        training_set = snapshot.training_set(snapshot.trainable(parts))
        trained = train(training_set, reporter, target=precision, confidence=confidence)
        chosen = {
            each.id: part
            for each, part in zip(snapshot.examples, parts, strict=True)
            # With nothing kept apart this time, the choice is left to another.
            if part is not None and part != each.split and test > 0
        }
        stored = self._store.add_run(
            figures_of(trained, training_set), write_trained(trained), chosen, self._actor(who)
        )
        with self._lock:
            self._suggesting.learn(trained)
        return TrainingRun(self._store, stored)

    def runs(self) -> list[TrainingRun]:
        """Return all runs, the first one first."""
        from vizsla.project.training_run import TrainingRun

        return [TrainingRun(self._store, each) for each in self._store.runs()]

    def run(self, number: int | None = None) -> TrainingRun:
        """Return a run by its number; the last one by default."""
        from vizsla.project.training_run import TrainingRun

        if number is None:
            runs = self._store.runs()
            if not runs:
                raise NotFoundError(f"{self.name!r} was not trained yet: p.train()")
            return TrainingRun(self._store, runs[-1])
        return TrainingRun(self._store, self._store.run(number))

    def _run(self, run: TrainingRun | int | None) -> TrainingRun:
        from vizsla.project.training_run import TrainingRun

        return run if isinstance(run, TrainingRun) else self.run(run)

    def test(
        self,
        run: TrainingRun | int | None = None,
        on: str | os.PathLike[str] | None = None,
        progress: Callable[[Progress], None] | None = None,
        *,
        who: str | None = None,
    ) -> Report:
        """Test a run on what was kept apart, or on a folder of yours.

        Args:
            run: the last one by default.
            on: ``labelled/LABEL/*``; what was trained on in much the same form is left out.
            progress: is given each Progress.
            who: tests it.

        Returns:
            A Report (``accuracy``, ``low``, ``high``, ``confusion``, ..., ``to_dict()``), with
            ``show()``.

        Raises:
            TrainingDataError: there is nothing to test on.

        """
        import numpy as np

        from vizsla.project.evaluate_run import test_on_folder, test_on_part

        run = self._run(run)
        reporter = ProgressReporter(progress)
        snapshot = self._snapshot(reporter)
        function = self._function(run)
        name = f"{self.name}, run {run.number}"
        shown = frozenset(run.trained.keys)
        if on is None:
            report = test_on_part(function, self._store, snapshot, name, shown)
        else:
            left = snapshot.take(np.array([each.sha256 in shown for each in snapshot.examples]))
            report = test_on_folder(function, on, left, shown, self._embedder, reporter, name)
        self._store.add_report(run.number, report.to_dict(), self._actor(who))
        return self._with_source(report, function)

    def report(self, run: TrainingRun | int | None = None) -> Report:
        """Return the last report of a run.

        Raises:
            NotFoundError: it was not tested.

        """
        run = self._run(run)
        stored = self._store.report(run.number)
        if stored is None:
            raise NotFoundError(f"run {run.number} of {self.name!r} was not tested: p.test()")
        function = self._function(run)
        return self._with_source(_report_of(stored), function)

    def _with_source(self, report: Report, function: Classifier[Any]) -> Report:
        from vizsla.testing import ExampleSource

        def picture(key: str) -> bytes | None:
            path = report.paths.get(key)
            if path is not None and path.is_file():
                return path.read_bytes()
            return self._picture_by_key(key)

        return replace(report, source=ExampleSource(picture, function))

    def _picture_by_key(self, key: str) -> bytes | None:
        with suppress(NotFoundError):
            return self._store.read(self._store.find(key))
        return None

    def _function(self, run: TrainingRun) -> Classifier[Any]:
        from vizsla.project.publish_run import function_of

        return function_of(run, self._embedder, name=self.name, version=run.number, test=None)

    # Publishing

    def publish(
        self,
        run: TrainingRun | int | None = None,
        *,
        untested: bool = False,
        who: str | None = None,
    ) -> Classifier[Any]:
        """Publish a run as the next version, and let ``NAME@live`` stand for it.

        Args:
            run: the last one by default.
            untested: whether it may be published without a test.
            who: publishes it.

        Returns:
            The function, loaded from what was published.

        Raises:
            TrainingDataError: it was not tested.
            BundleError: the bundle would answer otherwise than the trainer, or can't be written.

        """
        from vizsla.project.publish_run import measured, parity_examples, publish_run

        run = self._run(run)
        stored = self._store.report(run.number)
        if stored is None and not untested:
            raise TrainingDataError(
                f"run {run.number} of {self.name!r} was not tested: call p.test(run) first, or "
                "p.publish(run, untested=True) if there is nothing to test on"
            )
        snapshot = self._snapshot(ProgressReporter())
        test = None if stored is None else measured(_report_of(stored))
        examples = parity_examples(snapshot, self._store)
        by = self._actor(who)
        number = publish_run(run, self._store, self._embedder, test=test, parity=examples, who=by)
        return self.function(number)

    def versions(self) -> list[PublishedVersion]:
        """Return the published versions, the first one first."""
        return self._store.versions()

    def live(self) -> int | None:
        """Return the version that ``NAME@live`` stands for."""
        return self._workspace.functions.live(self.name)

    def function(self, version: int | None = None) -> Classifier[Any]:
        """Load a published version; the live one by default."""
        from vizsla.functions.loading import load
        from vizsla.project.published_version import version_folder

        found = load(version_folder(self._workspace.functions, self.name, version))
        if found.kind != self._store.kind:
            raise BundleDamagedError(
                f"{self.name}@{found.manifest.version} is of kind {found.kind!r}, and the project "
                f"publishes {self._store.kind!r}; publish it again"
            )
        return cast("Classifier[Any]", found)

    def rollback(self, version: int | None = None) -> int:
        """Let ``NAME@live`` stand for an earlier version; return which.

        Args:
            version: the one before the live one by default.

        Raises:
            NotFoundError: there is none.

        """
        from vizsla.project.published_version import check_version

        functions = self._workspace.functions
        versions = functions.versions(self.name)
        if version is None:
            live = self.live()
            earlier = [each for each in versions if live is None or each < live]
            if not earlier:
                before = "" if live is None else f" before {live}"
                raise NotFoundError(f"{self.name!r} has no version{before} to go back to")
            version = earlier[-1]
        functions.make_live(self.name, check_version(self.name, version, versions))
        return version

    def compare(self, first: int, second: int) -> Comparison:
        """Put two published versions side by side on today's test part.

        Returns:
            A Comparison (``summary``, ``to_dict()``), with ``show()``.

        """
        from vizsla.project.evaluate_run import test_on_part
        from vizsla.project.published_version import check_version
        from vizsla.testing import ExampleSource, compare

        snapshot = self._snapshot(ProgressReporter())
        runs = {each.number: each.run for each in self._store.versions()}
        reports = []
        for each in (first, second):
            number = check_version(self.name, each, runs)
            shown = frozenset(self.run(runs[number]).trained.keys)
            name = f"{self.name}@{each}"
            report = test_on_part(self.function(each), self._store, snapshot, name, shown)
            reports.append(replace(report, source=ExampleSource(self._picture_by_key)))
        return compare(*reports)


def _settings(kind: str | None, encoder: str | None) -> dict[str, str]:
    """Return a project's settings that are asked for; nothing where nothing is.

    Raises:
        OptionError: there is no such kind or encoder.
        MissingExtraError: the encoder is not installed.

    """
    if kind is None and encoder is None:
        return {}
    from vizsla.encoders.registry import encoder_named
    from vizsla.functions.registry import trainable_class

    kind = kind or "image-classification"
    modality = trainable_class(kind).modality_name
    return {"kind": kind, "modality": modality, "encoder": encoder_named(encoder, modality).name}


def _refusal(name: str) -> OptionError | None:
    """Return why no project may be called so, or None."""
    from vizsla.bundle.shipped import shipped_names

    if name.casefold() in shipped_names():
        return OptionError(f"{name!r} is a function that Vizsla ships; choose another name")
    return None


def _check_shares(**shares: object) -> None:
    lows = {"test": None, "precision": 0.5, "confidence": 0.0}
    for name, value in shares.items():
        low = lows[name]
        good = isinstance(value, Real) and not isinstance(value, bool)
        number = float(value) if isinstance(value, Real) else 0.0
        if not good or not (0 <= number < 1 if low is None else low < number < 1):
            lowest = "from 0 up to" if low is None else f"above {low:g} and below"
            raise OptionError(f"{name} must be {lowest} 1, not {value!r}")


def _report_of(stored: Mapping[str, Any]) -> Report:
    """Read a report; what was removed for good since has no key any more, and gets one."""
    from vizsla.testing import Report

    results = [
        {**each, "key": f"removed {n}"} if not each["key"].strip("0") else each
        for n, each in enumerate(stored["results"])
    ]
    return Report.from_dict({**stored, "results": results})
