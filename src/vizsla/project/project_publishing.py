"""A project's methods for publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from vizsla.errors import (
    BundleDamagedError,
    NotFoundError,
    OptionError,
    TrainingDataError,
    WorkspaceError,
)
from vizsla.project.project_base import ProjectBase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vizsla.bundle.manifest_entries import AccuracyEntry
    from vizsla.functions.classifier import Classifier
    from vizsla.json_value import JSONValue
    from vizsla.progress import Cancel, Progress, ProgressReporter
    from vizsla.project.publish_preview import PublishPreview
    from vizsla.project.publish_run import Wishes
    from vizsla.project.training_run import TrainingRun
    from vizsla.publish.card_notes import CardNotes
    from vizsla.publish.parity import ParityExamples
    from vizsla.testing import Comparison
    from vizsla.testing.multi_label.multi_label_comparison import MultiLabelComparison
    from vizsla.workspace import PublishedVersion
    from vizsla.workspace.download_files import DownloadFiles

__all__ = ["ProjectPublishing"]

STEPS = 3  # of publishing: reading, comparing, writing
LONGEST_NUMBER = 10  # digits of a version
CARD, NOTES = "card", "notes"  # where the workspace keeps what people wrote


class ProjectPublishing(ProjectBase):
    """The published versions of a project."""

    def publish(
        self,
        run: TrainingRun | int | None = None,
        *,
        untested: bool = False,
        also_as: str | None = None,
        threshold: float | None = None,
        thresholds: Mapping[str, float] | None = None,
        live: bool = True,
        who: str | None = None,
        progress: Callable[[Progress], None] | None = None,
        cancel: Cancel | None = None,
    ) -> Classifier[Any]:
        """Publish a run as the next version, and make that the live one: ``NAME@live``.

        Args:
            run: the run, or its number; the last one by default.
            untested: whether a run may be published without a test.
            also_as: a name for the version, such as ``production``: ``NAME@production`` then
                opens it, and no earlier version.
            threshold: the least score of a sure answer, 0 to 1, in place of the one that training
                found; nothing is then promised of sure answers, and the card says how often they
                were right in the test.
            thresholds: of a multi-label project the same for each label, by label; labels that are
                missing keep theirs.
            live: whether the version becomes the live one.
            who: the person or program to record for the change.
            progress: called with each stage of the work.
            cancel: the signal to stop, such as a ``threading.Event``; once the version is being
                written, it is too late.

        Returns:
            The function, opened from the published bundle.

        Raises:
            CancelledError: ``cancel`` was set.
            TrainingDataError: the run was not tested.
            OptionError: ``also_as`` can't be a version's name, or no threshold can be chosen.
            BundleError: the bundle can't be written, or its answers differ from the trainer's.

        """
        from vizsla.functions.version_words import check_version_word
        from vizsla.progress import ProgressReporter
        from vizsla.project.publish_run import publish_run

        reporter = ProgressReporter(progress, cancel, "nothing was published")
        if also_as is not None:
            check_version_word(also_as)
        run = self._run(run)
        test, wishes = self._test_and_wishes(run, threshold, thresholds or {})
        if self._store.report(run.number) is None and not untested:
            raise TrainingDataError(
                f"run {run.number} of {self._store.name!r} was not tested: call p.test(run) first, "
                "or p.publish(run, untested=True) if there is nothing to test on"
            )
        reporter.report("reading the examples", 0, STEPS)
        parity = self._parity(run, reporter)
        reporter.report("comparing answers", 1, STEPS)
        number = publish_run(
            run,
            self._store,
            self._workspace.functions,
            self._embedder,
            test=test,
            parity=parity,
            wishes=wishes,
            live=live,
            who=self._who(who),
            before_writing=lambda: reporter.report("writing the version", 2, STEPS),
        )
        if also_as is not None:
            self._workspace.functions.name_version(self._store.name, also_as, number)
        details: dict[str, JSONValue] = {"version": number}
        if also_as is not None:
            details["name"] = also_as
        self._workspace.audit.add(self._who(who), "publishRun", self._store.name, details)
        return self.function(number)

    def preview(
        self,
        run: TrainingRun | int | None = None,
        *,
        threshold: float | None = None,
        thresholds: Mapping[str, float] | None = None,
    ) -> PublishPreview:
        """Return what publishing a run would check and give; nothing is written.

        Args:
            run: the run, or its number; the last one by default.
            threshold: the least score of a sure answer, 0 to 1; by default the one that training
                found.
            thresholds: of a multi-label project those of labels, by label.

        Raises:
            OptionError: such a threshold can't be chosen.

        """
        from vizsla.project.publish_preview import preview_run

        run = self._run(run)
        test, wishes = self._test_and_wishes(run, threshold, thresholds or {})
        return preview_run(
            run,
            self._store,
            self._embedder,
            version=max((each.number for each in self._store.versions()), default=0) + 1,
            live=self.live(),
            test=test,
            parity=self._parity(run),
            wishes=wishes,
        )

    @property
    def downloads(self) -> DownloadFiles:
        """The files that servers made to be downloaded."""
        return self._workspace.downloads

    def card_notes(self) -> CardNotes:
        """Return what people wrote for the card of the versions to come."""
        from vizsla.publish.card_notes import CardNotes

        facts = self._workspace.facts.of_topic(self._store.row_id, CARD)
        return CardNotes.from_dict(facts.get(NOTES, {}))

    def write_card(self, **notes: str) -> CardNotes:
        """Write on the card of the versions to come; published versions stay as they are.

        Args:
            notes: ``purpose``, what the function is for; ``limits``, where it fails besides what
                was measured; ``licence``, the terms of using it; ``contact``, whom to ask. Plain
                text, with lists of lines that begin with ``-``; empty removes one.

        Raises:
            OptionError: there is no such note, or it is too long.

        """
        from dataclasses import replace

        found = self.card_notes()
        unknown = [each for each in notes if each not in found.to_dict()]
        if unknown:
            raise OptionError(
                f"a card has no note {unknown[0]!r:.80}; it has {', '.join(found.to_dict())}"
            )
        written = replace(found, **notes)
        self._workspace.facts.put(self._store.row_id, CARD, {NOTES: written.to_dict()})
        return written

    def _test_and_wishes(
        self, run: TrainingRun, threshold: float | None, thresholds: Mapping[str, float]
    ) -> tuple[AccuracyEntry | None, Wishes]:
        """Return the figures of a run's test, and what a person chose and wrote.

        Raises:
            OptionError: a threshold can't be chosen, is not from 0 to 1, or of no label.

        """
        from vizsla.project.publish_run import Wishes, measured
        from vizsla.project.stored_report import read_stored_report
        from vizsla.testing import Report
        from vizsla.testing.multi_label import MultiLabelReport
        from vizsla.testing.multi_label.label_threshold_curve import sure_label_at
        from vizsla.testing.threshold_curve import sure_answers_at

        if threshold is not None and self._store.multi_label:
            raise OptionError(
                f"{self._store.name!r} is a multi-label project, in which each label has a "
                "threshold of its own: choose them by label, with thresholds={'LABEL': 0.9}"
            )
        if thresholds and not self._store.multi_label:
            raise OptionError(
                f"{self._store.name!r} is a single-label project, which has one threshold: "
                "threshold=0.9"
            )
        unknown = [each for each in thresholds if each not in run.trained.labels]
        if unknown:
            raise OptionError(
                f"run {run.number} has no label {unknown[0]!r:.90}; its labels are "
                f"{', '.join(map(repr, run.trained.labels)):.300}"
            )
        for score in (*thresholds.values(), *([] if threshold is None else [threshold])):
            if not 0 <= score <= 1:
                raise OptionError(f"{score!r} is no score from 0 to 1, which a threshold is")
        stored = self._store.report(run.number)
        report = None if stored is None else read_stored_report(stored)
        tested = None
        if threshold is not None and isinstance(report, Report):
            known = [each for each in report.results if each.truth_known]
            tested = sure_answers_at(known, report.threshold, threshold) if known else None
        labels_tested = {}
        if isinstance(report, MultiLabelReport):
            labels_tested = {
                label: sure_label_at(report.results, report.labels, label, least)
                for label, least in thresholds.items()
                if label in report.labels
            }
        test = None if report is None else measured(report)
        wishes = Wishes(self.card_notes(), threshold, tested, dict(thresholds), labels_tested)
        return test, wishes

    def _parity(self, run: TrainingRun, reporter: ProgressReporter | None = None) -> ParityExamples:
        from vizsla.project.publish_run import parity_examples

        columns = [each.name for each in run.trained.columns]
        return parity_examples(self._snapshot(reporter), self._store, columns)

    def versions(self) -> list[PublishedVersion]:
        """Return the published versions, oldest first."""
        recorded = self._store.versions()
        try:
            published = set(self._workspace.functions.versions(self._store.name))
        except WorkspaceError:  # the team's files can't be reached now
            return recorded
        # A publishing that was killed may have left a record without a bundle.
        return [each for each in recorded if each.number in published]

    def live(self) -> int | None:
        """Return the number of the live version; None where none is."""
        return self._workspace.functions.live(self._store.name)

    def version_names(self) -> dict[str, int]:
        """Return the versions that have names of their own, by these names, in order."""
        return self._workspace.functions.version_names(self._store.name)

    def version_number(self, word: str) -> int:
        """Return the number of the version that a word stands for.

        Args:
            word: a version's number; a name of its own, such as ``production``; or ``live``.

        Raises:
            NotFoundError: there is no such version.

        """
        from vizsla.functions.version_words import LIVE

        found = self.live() if word == LIVE else self.version_names().get(word)
        number = int(word) if word.isdecimal() and len(word) < LONGEST_NUMBER else found
        if number is None:
            names = ", ".join(self.version_names()) or "none"
            raise NotFoundError(
                f"{self._store.name!r} has no version {word!r:.90}; the names of its versions: "
                f"{names}"
            )
        return number

    def function(self, version: int | None = None) -> Classifier[Any]:
        """Open a published version; the live one by default.

        Args:
            version: the version's number.

        Raises:
            NotFoundError: there is no such version.
            BundleError: the bundle can't be used; the error's class says why.

        """
        from vizsla.functions.loading import load
        from vizsla.project.published_version import version_folder

        name = self._store.name
        found = load(version_folder(self._workspace.functions, name, version))
        if found.kind != self._store.kind:
            raise BundleDamagedError(
                f"{name}@{found.manifest.version} is of kind {found.kind!r}, and the project "
                f"publishes {self._store.kind!r}; publish it again"
            )
        return cast("Classifier[Any]", found)

    def rollback(self, version: int | None = None) -> int:
        """Make an earlier version the live one, and return its number.

        Args:
            version: the version; by default the one before the live one.

        Raises:
            NotFoundError: there is no such version.

        """
        from vizsla.project.published_version import check_version

        functions, name = self._workspace.functions, self._store.name
        versions = functions.versions(name)
        if version is None:
            live = self.live()
            earlier = [each for each in versions if live is None or each < live]
            if not earlier:
                before = "" if live is None else f" before {live}"
                raise NotFoundError(f"{name!r} has no version{before} to go back to")
            version = earlier[-1]
        functions.make_live(name, check_version(name, version, versions))
        self._workspace.audit.add(self._default_who, "rollBack", name, {"version": version})
        return version

    def compare(self, first: int, second: int) -> Comparison | MultiLabelComparison:
        """Compare two published versions on today's test set.

        Args:
            first: the number of a version.
            second: the number of the other.

        Returns:
            The figures of both, with ``show()`` for the page.

        Raises:
            NotFoundError: there is no such version.
            TrainingDataError: there is nothing to test on.

        """
        from vizsla.project.published_version import check_version

        name = self._store.name
        runs = {each.number: each.run for each in self._store.versions()}
        numbers = [check_version(name, each, runs) for each in (first, second)]
        return self._compare(
            [(self.function(each), self.run(runs[each]), f"{name}@{each}") for each in numbers]
        )

    def compare_runs(self, first: int, second: int) -> Comparison | MultiLabelComparison:
        """Compare two training runs on today's test set; otherwise as ``compare``.

        Args:
            first: the number of a run.
            second: the number of the other.

        Raises:
            NotFoundError: there is no such run.
            TrainingDataError: there is nothing to test on.

        """
        from vizsla.project.publish_run import function_of

        name = self._store.name
        tested = []
        for each in (self.run(first), self.run(second)):
            number = each.number
            function = function_of(each, self._embedder, name=name, version=number, test=None)
            tested.append((function, each, f"run {number}"))
        return self._compare(tested)

    def _compare(
        self, tested: Sequence[tuple[Classifier[Any], TrainingRun, str]]
    ) -> Comparison | MultiLabelComparison:
        """Compare two functions, given the run and the name of each."""
        from dataclasses import replace

        from vizsla.project.evaluate_multi_label import test_multi_label_on_test_set
        from vizsla.project.evaluate_run import test_on_test_set
        from vizsla.project.project_files import ReportFiles
        from vizsla.testing import ExampleSource, compare
        from vizsla.testing.multi_label.multi_label_comparison import MultiLabelComparison

        snapshot, modality = self._snapshot(), self._store.modality
        source = ExampleSource(ReportFiles({}, self._files))
        if self._store.multi_label:
            several = [
                test_multi_label_on_test_set(function, snapshot, name, frozenset(run.trained.keys))
                for function, run, name in tested
            ]
            one, other = several
            return MultiLabelComparison(one, other, modality, source)
        reports = []
        for function, run, name in tested:
            trained_on = frozenset(run.trained.keys)
            report = test_on_test_set(function, self._store, snapshot, name, trained_on)
            reports.append(replace(report, modality=modality, source=source))
        first, second = reports
        return compare(first, second)
