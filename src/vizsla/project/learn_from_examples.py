"""From examples to a tested, published function, without a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    from vizsla.functions.image_classification import Classifier
    from vizsla.project.backbone import Backbone
    from vizsla.project.snapshot import Snapshot

__all__ = ["function_of_examples"]


def function_of_examples(
    snapshot: Snapshot,
    backbone: Backbone,
    name: str,
    share: float,
    path: Path | None,
    *,
    replace_old: bool,
) -> Classifier:
    """Train, test and publish.

    Args:
        snapshot: the examples.
        backbone: what the function stands on.
        name: what it is called.
        share: of each label's examples to keep apart for the test.
        path: where to publish it; None keeps it in memory.
        replace_old: whether a bundle that is there may go.

    """
    parts = np.array([part or "" for part in snapshot.parts(share)])
    training_set = snapshot.training_set(parts == "train")
    trained = train(training_set, ProgressReporter())
    facts = TrainingFacts.of(trained, training_set)
    held = snapshot.take(parts == "test")
    untested = assemble_manifest(trained, facts, backbone.manifest, name=name, version=1, test=None)
    examples = ParityExamples(held.sums, backbone.factor, {})
    function = pack_bundle(untested, trained, examples, backbone.bundle, None)
    results = answer_all(function, held)
    right, total = sum(bool(each.right) for each in results), len(results)
    low, high = wilson(right, total)
    where = "kept apart from training, chosen by content"
    test = Measured(right / total, low, high, total, where)
    manifest = assemble_manifest(trained, facts, backbone.manifest, name=name, version=1, test=test)
    return pack_bundle(manifest, trained, examples, backbone.bundle, path, replace_old=replace_old)
