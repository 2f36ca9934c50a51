"""A project's methods for training and testing."""

from __future__ import annotations

from dataclasses import asdict, replace
from numbers import Real
from typing import TYPE_CHECKING, Any

from vizsla.errors import NotFoundError, OptionError
from vizsla.progress import ProgressReporter
from vizsla.project.project_base import ProjectBase

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from vizsla.exchange.hints import ReadOptions
    from vizsla.features.definitions import FeatureDefinitions
    from vizsla.features.entity_count import EntityCount
    from vizsla.functions.classifier import Classifier
    from vizsla.progress import Cancel, Progress
    from vizsla.project.learn_features import TextRules
    from vizsla.project.snapshot import Snapshot
    from vizsla.project.training_run import TrainingRun
    from vizsla.testing import Report
    from vizsla.testing.multi_label import MultiLabelReport
    from vizsla.training.learning_curves import CurvePoint
    from vizsla.training.measure_features import FeatureMeasures

__all__ = ["ProjectTraining"]

CROSS_VALIDATED = "in cross-validation"
TEST_SHARE = 0.2


class ProjectTraining(ProjectBase):
    """The training runs of a project, and their tests."""

    def train(
        self,
        *,
        test: float = TEST_SHARE,
        precision: float = 0.95,
        confidence: float = 0.95,
        who: str | None = None,
        progress: Callable[[Progress], None] | None = None,
        cancel: Cancel | None = None,
        on_curve: Callable[[tuple[CurvePoint, ...]], None] | None = None,
    ) -> TrainingRun:
        """Train on the labelled examples; a share of them becomes the test set, for good.

        Another share next time moves no example from one set to the other: the examples that are
        labelled by then make up for it, and ``run.notes`` says so.

        A training that is stopped or killed leaves the project unchanged.

        Args:
            test: the share of each label's examples in the test set, 0 up to 1.
            precision: the share of sure answers that must be right, above 0.5 and below 1.
            confidence: the confidence of that guarantee, above 0 and below 1.
            who: the person or program to record for the change.
            progress: called with each Progress.
            cancel: stops the work once it is set, such as a ``threading.Event``.
            on_curve: called with the training curve as far as it is known, from several threads.

        Raises:
            TrainingDataError: there are too few labels or examples.
            CancelledError: the user stopped the training.

        """
        from vizsla.project.encoder_language_note import encoder_language_note
        from vizsla.project.test_set_note import test_set_note
        from vizsla.project.training_run import TrainingRun, figures_of
        from vizsla.project.unknown_labels_note import unknown_labels_note
        from vizsla.testing.entity_sentences import entity_sentences
        from vizsla.training.everyday import everyday_embeddings, everyday_features
        from vizsla.training.label_names import label_name_embeddings
        from vizsla.training.train_head import train_head
        from vizsla.training.trained_file import write_trained

        _check_shares(test=test, precision=precision, confidence=confidence)
        reporter = ProgressReporter(progress, cancel)
        snapshot = self._snapshot(reporter)
        splits = snapshot.splits(test)
        trainable = snapshot.trainable(splits)
        rules = self._text_rules()
        by_rule = None if rules is None else rules.find
        columns = self._columns()
        training_set = snapshot.set_to_train(trainable, by_rule, columns)
        trained = train_head(
            training_set,
            reporter,
            target=precision,
            confidence=confidence,
            training_share=1 - test,
            strangers=everyday_embeddings(self._embedder.encoder),
            stranger_features=everyday_features(self._embedder.encoder, by_rule),
            limited=None if rules is None else rules.limited,
            columns=columns,
            label_names=label_name_embeddings(self._embedder.encoder, training_set.labels),
            required=None if rules is None else rules.features,
            on_curve=on_curve,
        )
        files, entities = self._learn_features(snapshot.take(trainable), rules, reporter)
        trained = replace(trained, features=files)
        chosen = {
            each.id: split
            for each, split in zip(snapshot.examples, splits, strict=True)
            # Without a test set this time, another run chooses.
            if split is not None and split != each.split and test > 0
        }
        said = (
            test_set_note(snapshot, splits, test),
            encoder_language_note(snapshot, self._embedder.encoder.name),
            unknown_labels_note(self._definitions(), training_set.labels),
        )
        notes = [
            *filter(None, said),
            *(() if rules is None else rules.notes),
            *entity_sentences(entities, CROSS_VALIDATED),
        ]
        figures = figures_of(trained, training_set, notes)
        if entities:
            figures["entities"] = [asdict(each) for each in entities]
        stored = self._store.add_run(figures, write_trained(trained), chosen, self._who(who))
        with self._lock:
            self._suggestions.learn(trained)
        return TrainingRun(self._store, stored)

    def measure_features(
        self,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancel: Cancel | None = None,
    ) -> FeatureMeasures:
        """Measure what features add in cross-validation, without training a run.

        The examples are those that are trained on. Columns of metadata that are no features are
        measured, too: which would help?

        Args:
            progress: called with each Progress.
            cancel: stops the work once it is set, such as a ``threading.Event``.

        Raises:
            TrainingDataError: there are too few labels or examples.
            CancelledError: the user stopped the work.

        """
        from vizsla.bundle.column_entry import MOST_COLUMNS
        from vizsla.training.hyperparameters import DEFAULT
        from vizsla.training.measure_features import measure_features
        from vizsla.training.train_head import check_training_set

        reporter = ProgressReporter(progress, cancel)
        snapshot = self._snapshot(reporter)
        trainable = snapshot.trainable(snapshot.splits(TEST_SHARE))
        rules = self._text_rules()
        columns = self._columns()
        there = {name for each in snapshot.examples for name in each.columns if "=" not in name}
        others = sorted(there - {*columns})[: MOST_COLUMNS - len(columns)]
        training_set = snapshot.set_to_train(
            trainable, None if rules is None else rules.find, [*columns, *others]
        )
        check_training_set(training_set)
        runs = self.runs()
        return measure_features(
            training_set,
            runs[-1].trained.hyperparameters if runs else DEFAULT,
            limited={} if rules is None else rules.limited,
            columns=columns,
            others=others,
            report=lambda done, total: reporter.report("measuring features", done, total),
        )

    def _columns(self) -> tuple[str, ...]:
        """Return the names of the columns of metadata that are features."""
        return self._definitions().columns

    def _definitions(self) -> FeatureDefinitions:
        from vizsla.features.definitions import read_definitions

        return read_definitions(self._store.features(), f"the features of {self._store.name!r}")

    def _text_rules(self) -> TextRules | None:
        """Return the project's rules; None where it has none, or no texts."""
        if self._store.modality != "text":
            return None
        from vizsla.project.learn_features import text_rules

        return text_rules(self._store, self._embedder.encoder)

    def _learn_features(
        self, snapshot: Snapshot, rules: TextRules | None, reporter: ProgressReporter
    ) -> tuple[Mapping[str, bytes], tuple[EntityCount, ...]]:
        """Return the files of the features, and how well the entities are found; texts alone."""
        if self._store.modality != "text":
            return {}, ()
        from vizsla.project.learn_features import learn_features

        return learn_features(snapshot, rules, self._store, self._embedder.encoder, reporter)

    def runs(self) -> list[TrainingRun]:
        """Return all training runs, oldest first."""
        from vizsla.project.training_run import TrainingRun

        return [TrainingRun(self._store, each) for each in self._store.runs()]

    def test(
        self,
        run: TrainingRun | int | None = None,
        on: str | os.PathLike[str] | None = None,
        *,
        map_labels: Mapping[str, str | None] | None = None,
        layout: str | None = None,
        label_column: str | None = None,
        encoding: str | None = None,
        text_column: str | None = None,
        on_read: Callable[[str], None] | None = None,
        who: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Report | MultiLabelReport:
        """Test a run on the test set, or on a labelled folder.

        Args:
            run: the run, or its number; the last one by default.
            on: ``labelled/LABEL/*``, or anything with labels that ``add`` takes; of a source with
                a test part, that part. Near-duplicates of training examples are left out.
            map_labels: the project's names for labels of ``on``, where they differ.
            layout: the layout of ``on``; by default it is recognised.
            label_column: the column, question or key with the labels of ``on``; as in ``add``.
            encoding: the encoding of the text of ``on``, or of its names; as in ``add``.
            text_column: the column with the texts of ``on``; as in ``add``.
            on_read: called with the line that says how ``on`` was understood.
            who: the person or program to record for the report.
            progress: called with each Progress.

        Returns:
            The figures, with ``show()`` for the page.

        Raises:
            TrainingDataError: there is nothing to test on.
            OptionError: the run knows no such label; or labels are mapped without a folder, or in
                a multi-label project.

        """
        from vizsla.project.evaluate_run import test_on_folder, test_on_test_set

        if map_labels and on is None:
            raise OptionError(
                "map_labels renames the labels of a folder, and the test set is the project's own: "
                "name a folder, or leave it out"
            )
        run = self._run(run)
        reporter = ProgressReporter(progress)
        snapshot = self._snapshot(reporter)
        function = self._function(run)
        name = f"{self._store.name}, run {run.number}"
        trained_on = frozenset(run.trained.keys)
        options: ReadOptions = {
            "layout": layout,
            "label_column": label_column,
            "encoding": encoding,
            "text_column": text_column,
        }
        if self.multi_label:
            own = self._test_multi_label(
                function, snapshot, name, trained_on, on, options, map_labels, on_read
            )
            self._store.add_report(run.number, own.to_dict(), self._who(who))
            return own
        if on is None:
            report = test_on_test_set(function, self._store, snapshot, name, trained_on)
        else:
            known = snapshot.take_keys(trained_on)
            report = test_on_folder(
                function,
                on,
                options,
                known,
                trained_on,
                self._embedder,
                reporter,
                name,
                map_labels,
                on_read,
            )
        self._store.add_report(run.number, report.to_dict(), self._who(who))
        return self._with_files(report, function)

    def _test_multi_label(
        self,
        function: Classifier[Any],
        snapshot: Snapshot,
        name: str,
        trained_on: frozenset[str],
        on: str | os.PathLike[str] | None,
        options: ReadOptions,
        map_labels: Mapping[str, str | None] | None,
        on_read: Callable[[str], None] | None,
    ) -> MultiLabelReport:
        from vizsla.project import evaluate_multi_label

        if on is None:
            return evaluate_multi_label.test_multi_label_on_test_set(
                function, snapshot, name, trained_on
            )
        if map_labels:
            raise OptionError(
                "map_labels is not for multi-label projects: rename the labels of the folder"
            )
        known = evaluate_multi_label.Known(
            trained_on, snapshot.take_keys(trained_on), self._embedder
        )
        return evaluate_multi_label.test_multi_label_on_source(
            function, on, options, on_read, name, known
        )

    def report(self, run: TrainingRun | int | None = None) -> Report | MultiLabelReport:
        """Return the last report of a run.

        Args:
            run: the run, or its number; the last one by default.

        Raises:
            NotFoundError: the run was not tested.

        """
        from vizsla.project.stored_report import read_stored_report
        from vizsla.testing.multi_label import MultiLabelReport

        run = self._run(run)
        stored = self._store.report(run.number)
        if stored is None:
            raise NotFoundError(
                f"run {run.number} of {self._store.name!r} was not tested: p.test()"
            )
        report = read_stored_report(stored)
        if isinstance(report, MultiLabelReport):
            return report
        return self._with_files(report, self._function(run))

    def _with_files(self, report: Report, function: Classifier[Any]) -> Report:
        """Return a report whose page finds its files and its heat maps."""
        from vizsla.project.project_files import ReportFiles
        from vizsla.testing import ExampleSource

        source = ExampleSource(ReportFiles(report.paths, self._files), function)
        return replace(report, modality=self._store.modality, source=source)

    def function_of(self, run: TrainingRun | int | None = None) -> Classifier[Any]:
        """Return the function of a run, in memory; ``publish`` makes a version of it.

        Args:
            run: the run, or its number; the last one by default.

        Raises:
            NotFoundError: there is no such run.

        """
        return self._function(self._run(run))

    def _function(self, run: TrainingRun) -> Classifier[Any]:
        from vizsla.project.publish_run import function_of

        return function_of(
            run, self._embedder, name=self._store.name, version=run.number, test=None
        )


def _check_shares(**shares: object) -> None:
    lows = {"test": None, "precision": 0.5, "confidence": 0.0}
    for name, value in shares.items():
        low = lows[name]
        good = isinstance(value, Real) and not isinstance(value, bool)
        number: Any = value if good else 0.0
        if not good or not (0 <= number < 1 if low is None else low < number < 1):
            lowest = "from 0 up to" if low is None else f"above {low:g} and below"
            raise OptionError(f"{name} must be {lowest} 1, not {value!r}")
