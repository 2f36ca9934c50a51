"""From examples to a tested, published function, without a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.bundle.manifest import Measured
from vizsla.progress import ProgressReporter
from vizsla.project.evaluate_run import answer_all
from vizsla.publish.assemble_manifest import assemble_manifest
from vizsla.publish.pack_bundle import pack_bundle
from vizsla.publish.parity import ParityExamples
from vizsla.publish.training_facts import TrainingFacts
from vizsla.testing.interval import wilson
from vizsla.training.train import train

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.classification import Classifier
    from vizsla.project.embedder import Embedder
    from vizsla.project.snapshot import Snapshot

__all__ = ["function_of_examples"]


def function_of_examples(
    snapshot: Snapshot,
    embedder: Embedder,
    name: str,
    share: float,
    path: Path | None,
    kind: str,
    *,
    replace_old: bool,
) -> Classifier[Any]:
    """Train, test and publish.

    Args:
        snapshot: the examples.
        embedder: the encoder of the embeddings.
        name: what it is called.
        share: of each label's examples to keep apart for the test.
        path: where to publish it; None keeps it in memory.
        kind: the function's kind.
        replace_old: whether a bundle that is there may go.

    """
    splits = np.array([split or "" for split in snapshot.splits(share)])
    training_set = snapshot.training_set(splits == "train")
    trained = train(training_set, ProgressReporter())
    facts = TrainingFacts.of(trained, training_set)
    held = snapshot.take(splits == "test")
    untested = assemble_manifest(
        trained, facts, embedder.encoder, kind=kind, name=name, version=1, test=None
    )
    examples = ParityExamples(held.vectors, embedder.spec.scale, {})
    function = pack_bundle(untested, trained, examples, embedder.encoder, None)
    results = answer_all(function, held)
    right, total = sum(bool(each.right) for each in results), len(results)
    low, high = wilson(right, total)
    where = "kept apart from training, chosen by content"
    test = Measured(right / total, low, high, total, where)
    manifest = assemble_manifest(
        trained, facts, embedder.encoder, kind=kind, name=name, version=1, test=test
    )
    return pack_bundle(manifest, trained, examples, embedder.encoder, path, replace_old=replace_old)
