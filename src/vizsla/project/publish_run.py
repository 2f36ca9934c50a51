"""Makes the function of a run: in memory for the test, published as a version."""

from __future__ import annotations

import re
import shutil
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.bundle.manifest_entries import AccuracyEntry
from vizsla.errors import OptionError
from vizsla.evenly_spread import evenly_spread
from vizsla.project.project_files import read_those_left
from vizsla.publish.assemble_manifest import assemble_manifest
from vizsla.publish.chosen_threshold import with_label_thresholds, with_threshold
from vizsla.publish.model_card import NO_NOTES
from vizsla.publish.pack_bundle import pack_bundle
from vizsla.publish.parity import ParityExamples
from vizsla.wording import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from vizsla.functions.classifier import Classifier
    from vizsla.functions.function_library import FunctionLibrary
    from vizsla.json_value import JSONValue
    from vizsla.project.embedder import Embedder
    from vizsla.project.snapshot import Snapshot
    from vizsla.project.training_run import TrainingRun
    from vizsla.publish.card_notes import CardNotes
    from vizsla.testing import Report
    from vizsla.testing.multi_label import MultiLabelReport
    from vizsla.testing.threshold_curve import SureAnswers
    from vizsla.workspace import Store

__all__ = ["NO_WISHES", "Wishes", "function_of", "measured", "parity_examples", "publish_run"]

MOST_COMPARED = 500
FILES_COMPARED = 4  # read from their files, as users will


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person chose and wrote for a version.

    Attributes:
        notes: what people wrote on the card.
        threshold: the least score of a sure answer, 0 to 1; None for the one that training found.
        tested: the sure answers of the test at that threshold; None where it was not tested.
        label_thresholds: of multi-label the least scores of sure labels, by label; labels that
            keep the thresholds of training are missing.
        labels_tested: how often these labels were right in the test; empty where nothing was.

    """

    notes: CardNotes = NO_NOTES
    threshold: float | None = None
    tested: SureAnswers | None = None
    label_thresholds: Mapping[str, float] = field(default_factory=dict)
    labels_tested: Mapping[str, SureAnswers] = field(default_factory=dict)


NO_WISHES = Wishes()


def function_of(
    run: TrainingRun,
    embedder: Embedder,
    *,
    name: str,
    version: int,
    test: AccuracyEntry | None,
    path: Path | None = None,
    parity: ParityExamples | None = None,
    wishes: Wishes = NO_WISHES,
) -> Classifier[Any]:
    """Make the function of a run.

    Args:
        run: the training run.
        embedder: the encoder of its embeddings.
        name: the function's name.
        version: the function's version, from 1.
        test: the figures of the test, or None.
        path: the bundle's folder or .zip; None keeps the function in memory.
        parity: the examples on which the function and the trainer are compared; none by default.
        wishes: what a person chose and wrote.

    Raises:
        BundleError: the function answers otherwise than the trainer, or can't be written.

    """
    trained = run.trained
    manifest = assemble_manifest(
        trained,
        run.facts,
        embedder.encoder,
        kind=run.kind,
        name=name,
        version=version,
        test=test,
    )
    if wishes.threshold is not None:
        manifest = with_threshold(manifest, wishes.threshold, wishes.tested)
    if wishes.label_thresholds:
        manifest = with_label_thresholds(manifest, wishes.label_thresholds, wishes.labels_tested)
    empty = ParityExamples(embedder.empty, embedder.spec.scale, {})
    return pack_bundle(
        manifest, trained, parity or empty, embedder.encoder, path, notes=wishes.notes
    )


def parity_examples(snapshot: Snapshot, store: Store, columns: Sequence[str]) -> ParityExamples:
    """Choose the examples on which the published function and the trainer are compared.

    Args:
        snapshot: the project's examples.
        store: the project's store.
        columns: the names of the columns of metadata that the function knows.

    """
    count = len(snapshot.examples)
    chosen = evenly_spread(count, MOST_COMPARED)
    # Spread ones first, and others where their files are missing.
    order = dict.fromkeys([*evenly_spread(len(chosen), FILES_COMPARED), *range(len(chosen))])
    rows = {snapshot.examples[chosen[n]].id: int(n) for n in order}
    found = read_those_left(store, (snapshot.examples[chosen[n]] for n in order))
    contents = {rows[each.id]: content for each, content in islice(found, FILES_COMPARED)}
    which = np.zeros(count, bool)
    which[chosen] = True
    return ParityExamples(
        snapshot.vectors[chosen],
        snapshot.scale,
        contents,
        partial(snapshot.take(which).feature_values, columns=columns),
    )


def measured(report: Report | MultiLabelReport) -> AccuracyEntry | None:
    """Return a report's main figures, for the manifest; None where nothing could be counted."""
    if not report.examples:
        return None
    # The card's sentence begins with their number.
    where = re.sub(r"^[\d,]+ (examples?|pictures) (of )?", "", report.tested_on)
    # It may name a folder, whose name on disk need not be Unicode; a manifest must.
    return AccuracyEntry(
        report.accuracy, report.low, report.high, report.examples, printable(where)
    )


def publish_run(
    run: TrainingRun,
    store: Store,
    functions: FunctionLibrary,
    embedder: Embedder,
    *,
    test: AccuracyEntry | None,
    parity: ParityExamples,
    wishes: Wishes = NO_WISHES,
    live: bool = True,
    who: str | None = None,
    before_writing: Callable[[], None] = lambda: None,
) -> int:
    """Publish a run as the next version, and return its number.

    Args:
        run: the training run.
        store: the project's store.
        functions: the workspace's published functions.
        embedder: the encoder of the run's embeddings.
        test: the figures of the test, or None.
        parity: the examples on which the function and the trainer are compared.
        wishes: what a person chose and wrote.
        live: whether the version becomes the live one.
        who: the person or program to record for the change.
        before_writing: called once the answers are compared; what it raises ends the work.

    Raises:
        BundleError: the function answers otherwise than the trainer, or can't be written.
    """
    name = store.name
    figures: dict[str, JSONValue] = {
        "test": None if test is None else asdict(test),
        "run": run.number,
    }
    if wishes.threshold is not None:
        figures["threshold"] = wishes.threshold
    if wishes.label_thresholds:
        figures["thresholds"] = dict(wishes.label_thresholds)
    while True:
        number = _next_version(store, functions)
        folder = functions.staging()
        try:
            function_of(
                run,
                embedder,
                name=name,
                version=number,
                test=test,
                path=folder,
                parity=parity,
                wishes=wishes,
            )
            before_writing()
            try:
                store.add_version(run.number, figures, number, who)
            except OptionError:
                if _next_version(store, functions) == number:
                    raise
                continue  # another thread or process published this version in the meantime
            try:
                functions.put(name, number, folder)
            except BaseException:
                store.remove_version(number)
                raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if live:
            functions.make_live(name, number)
        return number


def _next_version(store: Store, functions: FunctionLibrary) -> int:
    # Also versions that this database does not know: a published one is never replaced.
    known = [each.number for each in store.versions()]
    return max([0, *known, *functions.versions(store.name)]) + 1
