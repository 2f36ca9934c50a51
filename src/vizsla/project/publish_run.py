"""From a run to a function: in memory for the test, on disk as a version."""

from __future__ import annotations

import re
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.bundle.manifest import Measured
from vizsla.publish.assemble_manifest import assemble_manifest
from vizsla.publish.pack_bundle import pack_bundle
from vizsla.publish.parity import ParityExamples

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.classification import Classifier
    from vizsla.functions.function_library import FunctionLibrary
    from vizsla.project.embedder import Embedder
    from vizsla.project.snapshot import Snapshot
    from vizsla.project.training_run import TrainingRun
    from vizsla.testing import Report
    from vizsla.workspace import Store

__all__ = ["function_of", "measured", "parity_examples", "publish_run"]

MOST_PROBED = 500
PICTURES_PROBED = 4  # read anew from their files, as users will


def function_of(
    run: TrainingRun,
    embedder: Embedder,
    *,
    name: str,
    version: int,
    test: Measured | None,
    path: Path | None = None,
    parity: ParityExamples | None = None,
) -> Classifier[Any]:
    """Make the function of a run.

    Args:
        run: the training.
        embedder: the encoder of its embeddings.
        name: what it is called.
        version: its number.
        test: how it did, or None.
        path: where to write it; None keeps it in memory.
        parity: what to compare the function with the trainer on; nothing by default.

    Raises:
        BundleError: it would answer otherwise than the trainer, or can't be written.

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
    empty = ParityExamples(embedder.empty, embedder.spec.scale, {})
    return pack_bundle(manifest, trained, parity or empty, embedder.encoder, path)


def parity_examples(snapshot: Snapshot, store: Store) -> ParityExamples:
    """Choose what the published function is compared with the trainer on."""
    count = len(snapshot.examples)
    chosen = np.unique(np.linspace(0, count - 1, min(count, MOST_PROBED)).astype(int))
    read = np.unique(np.linspace(0, len(chosen) - 1, min(len(chosen), PICTURES_PROBED)).astype(int))
    pictures = {int(n): store.read(snapshot.examples[chosen[n]]) for n in read}
    return ParityExamples(snapshot.vectors[chosen], snapshot.scale, pictures)


def measured(report: Report) -> Measured:
    """Return a report's main figures, for the manifest."""
    # A sentence of the card begins with their number.
    where = re.sub(r"^\d+ pictures ", "", report.tested_on)
    return Measured(report.accuracy, report.low, report.high, report.examples, where)


def publish_run(
    run: TrainingRun,
    store: Store,
    functions: FunctionLibrary,
    embedder: Embedder,
    *,
    test: Measured | None,
    parity: ParityExamples,
    who: str | None = None,
) -> int:
    """Publish a run as the next version, and make that the live one; return its number.

    Args:
        run: the training run.
        store: of the project.
        functions: that the workspace publishes to.
        embedder: that the run's head takes the embeddings of.
        test: the run's test figures, or None.
        parity: the examples on which the function and the trainer are compared.
        who: publishes the run.

    Raises:
        BundleError: the function would answer otherwise than the trainer, or can't be written.
        OptionError: somebody else published the same version in this moment.

    """
    name = store.name
    # Also versions that this database does not know: a published one is never replaced.
    known = [each.number for each in store.versions()]
    number = max([0, *known, *functions.versions(name)]) + 1
    folder = functions.staging()
    try:
        function_of(run, embedder, name=name, version=number, test=test, path=folder, parity=parity)
        figures = {"test": None if test is None else asdict(test), "run": run.number}
        store.add_version(run.number, figures, number, who)
        try:
            functions.put(name, number, folder)
        except BaseException:
            store.remove_version(number)
            raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    functions.make_live(name, number)
    return number
