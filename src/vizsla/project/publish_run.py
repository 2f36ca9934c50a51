"""From a run to a function: in memory for the test, on disk as a version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.bundle.manifest import Measured
from vizsla.functions.published import versions_of
from vizsla.publish.assemble_manifest import assemble_manifest
from vizsla.publish.pack_bundle import pack_bundle
from vizsla.publish.parity import ParityExamples

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vizsla.functions.classification import Classifier
    from vizsla.project.embedder import Embedder
    from vizsla.project.snapshot import Snapshot
    from vizsla.project.training_run import TrainingRun
    from vizsla.testing import Report
    from vizsla.workspace import PublishedVersion, Store

__all__ = ["function_of", "measured", "next_version", "parity_examples"]

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


def next_version(name: str, versions: Sequence[PublishedVersion]) -> int:
    """Return the number of the next version."""
    # Also those on disk that this database does not know: what was published is never replaced.
    return max([0, *(each.number for each in versions), *versions_of(name)]) + 1
