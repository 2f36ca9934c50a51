"""Learns a function from labelled examples, without a workspace."""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.bundle.manifest_entries import AccuracyEntry
from vizsla.errors import TrainingDataError
from vizsla.progress import ProgressReporter
from vizsla.project.evaluate_multi_label import answer_multi_label
from vizsla.project.evaluate_run import answer_all
from vizsla.project.own_test_part import copies_of_training
from vizsla.publish.assemble_manifest import assemble_manifest
from vizsla.publish.pack_bundle import pack_bundle
from vizsla.publish.parity import ParityExamples
from vizsla.publish.training_facts import TrainingFacts
from vizsla.testing.interval import wilson
from vizsla.training.everyday import everyday_embeddings, everyday_features
from vizsla.training.label_names import label_name_embeddings
from vizsla.training.train_head import train_head
from vizsla.vizsla_warning import VizslaWarning
from vizsla.wording import counted, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.classifier import Classifier
    from vizsla.project.embedder import Embedder
    from vizsla.project.snapshot import Snapshot

__all__ = ["learn_from_examples"]

_COPIES = "near-duplicates of training examples"


def learn_from_examples(
    snapshot: Snapshot,
    embedder: Embedder,
    name: str,
    share: float,
    kind: str,
    version: int,
    columns: Sequence[str] = (),
) -> Classifier[Any]:
    """Train and test a function.

    Args:
        snapshot: the labelled examples.
        embedder: the encoder of their embeddings.
        name: the function's name.
        share: the share of each label's examples in the test set, above 0 and below 1.
        kind: the function's kind.
        version: the function's version, from 1.
        columns: the names of the columns of metadata that may help to predict the label.

    Returns:
        The function, in memory.

    Raises:
        TrainingDataError: near-duplicates alone leave nothing to test on.

    """
    splits = np.array([split or "" for split in snapshot.splits(share)])
    copies = copies_of_training(snapshot, splits)
    splits[copies] = ""
    if not (splits == "test").any():
        raise TrainingDataError(
            "nothing is left to test on: all files of the test part are near-duplicates of files "
            "that are trained on; test on others, or leave that part out, and a test set is chosen"
            if copies.any()
            else "nothing is left to test on: the files of each label are near-duplicates of one "
            "another, and count as one example; add files that differ"
        )
    training_set = snapshot.set_to_train(splits == "train", columns=columns)
    unknown = [each for each in snapshot.labels if each not in training_set.labels]
    if unknown:
        warnings.warn(
            f"no training example has the label {listed(unknown)}, which the function won't know",
            VizslaWarning,
            stacklevel=3,
        )
    strangers = everyday_embeddings(embedder.encoder)
    trained = train_head(
        training_set,
        ProgressReporter(),
        training_share=1 - share,
        strangers=strangers,
        stranger_features=everyday_features(embedder.encoder),
        columns=columns,
        label_names=label_name_embeddings(embedder.encoder, training_set.labels),
    )
    facts = TrainingFacts.of(trained, training_set)
    test_set = snapshot.take(splits == "test")
    parity = ParityExamples(
        test_set.vectors, embedder.spec.scale, {}, partial(test_set.feature_values, columns=columns)
    )

    def pack(test: AccuracyEntry | None) -> Classifier[Any]:
        manifest = assemble_manifest(
            trained, facts, embedder.encoder, kind=kind, name=name, version=version, test=test
        )
        return pack_bundle(manifest, trained, parity, embedder.encoder, None)

    untested = pack(None)
    if snapshot.multi_label:
        judged = [each.right for each in answer_multi_label(untested, test_set)]
        answers = [each for each in judged if each is not None]
        if not answers:
            raise TrainingDataError(
                "nothing is left to test on: no example of the test set has all of its labels "
                "known, because each has negative labels, too"
            )
    else:
        answers = [bool(each.right) for each in answer_all(untested, test_set)]
    right, total = sum(answers), len(answers)
    low, high = wilson(right, total)
    return pack(AccuracyEntry(right / total, low, high, total, _where(test_set, int(copies.sum()))))


def _where(test_set: Snapshot, copies: int) -> str:
    if not all(each.split == "test" for each in test_set.examples):
        return "a test set that it was not trained on, chosen by content"
    where = "the data's own test part, which it was not trained on"
    if copies:
        without = counted(copies, "near-duplicate of a training example", _COPIES)
        where = f"{where}, without {without}"
    return where
