"""Learns a function from labelled examples, without a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.bundle.manifest_entries import AccuracyEntry
from vizsla.progress import ProgressReporter
from vizsla.project.evaluate_run import answer_all
from vizsla.publish.assemble_manifest import assemble_manifest
from vizsla.publish.pack_bundle import pack_bundle
from vizsla.publish.parity import ParityExamples
from vizsla.publish.training_facts import TrainingFacts
from vizsla.testing.interval import wilson
from vizsla.training.train import train

if TYPE_CHECKING:
    from vizsla.functions.classifier import Classifier
    from vizsla.project.embedder import Embedder
    from vizsla.project.snapshot import Snapshot

__all__ = ["learn_from_examples"]


def learn_from_examples(
    snapshot: Snapshot, embedder: Embedder, name: str, share: float, kind: str, version: int
) -> Classifier[Any]:
    """Train and test a function.

    Args:
        snapshot: the labelled examples.
        embedder: the encoder of their embeddings.
        name: the function's name.
        share: the share of each label's examples in the test set, above 0 and below 1.
        kind: the function's kind.
        version: the function's version, from 1.

    Returns:
        The function, in memory.

    """
    splits = np.array([split or "" for split in snapshot.splits(share)])
    training_set = snapshot.training_set(splits == "train")
    trained = train(training_set, ProgressReporter())
    facts = TrainingFacts.of(trained, training_set)
    test_set = snapshot.take(splits == "test")
    parity = ParityExamples(test_set.vectors, embedder.spec.scale, {})

    def pack(test: AccuracyEntry | None) -> Classifier[Any]:
        manifest = assemble_manifest(
            trained, facts, embedder.encoder, kind=kind, name=name, version=version, test=test
        )
        return pack_bundle(manifest, trained, parity, embedder.encoder, None)

    results = answer_all(pack(None), test_set)
    right, total = sum(bool(each.right) for each in results), len(results)
    low, high = wilson(right, total)
    where = "a test set that it was not trained on, chosen by content"
    return pack(AccuracyEntry(right / total, low, high, total, where))
