from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vizsla.errors import WorkspaceDamagedError
from vizsla.progress import ProgressReporter
from vizsla.training.hyperparameters import Hyperparameters
from vizsla.training.label_recall import LabelRecall
from vizsla.training.train import train
from vizsla.training.trained_file import read_trained, write_trained
from vizsla.training.training_set import TrainingSet

# Version 0.1 trained this head on 38 examples with 12 numbers each; one has a negative label.
VERSION_0_1 = Path(__file__).parent / "fixtures" / "trained-0.1.safetensors"


def test_a_trained_head_is_the_same_after_writing_and_reading() -> None:
    rng = np.random.default_rng(0)
    positive = np.arange(40) % 2
    embeddings = (rng.normal(0, 300, (40, 12)) + 200 * positive[:, None]).astype(np.int16)
    negative = np.zeros((40, 2), bool)
    keys = tuple(map(str, range(40)))
    head = train(
        TrainingSet.of(("a", "b"), embeddings, 0.01, positive, negative, np.arange(40), keys),
        ProgressReporter(),
    )
    content = write_trained(head)
    again = read_trained(content, "run 1")
    assert write_trained(again) == content
    assert np.array_equal(again.weights, head.weights)
    assert again.diagnosis == head.diagnosis


def test_a_truncated_file_is_refused_and_the_way_out_named() -> None:
    with pytest.raises(WorkspaceDamagedError, match=r"run 1 can't be read .*train again"):
        read_trained(VERSION_0_1.read_bytes()[:-100], "run 1")


def test_a_head_that_version_0_1_wrote_is_read() -> None:
    head = read_trained(VERSION_0_1.read_bytes(), "run 1")
    assert head.labels == ("elm", "fir", "oak")
    assert len(head.keys) == len(head.predicted) == len(head.scores) == 38
    assert head.weights.shape == (4, 12)
    assert head.prototypes.shape == (38, 12)
    assert head.novelty_limit > 0
    assert isinstance(head.hyperparameters, Hyperparameters)
    assert head.confidence_threshold.score is None
    assert not head.repeated_scenes
    assert len(head.training_curve) == 7
    assert len(head.learning_curve) == 4
    assert head.learning_curve[-1].validation_accuracy == pytest.approx(30 / 36)
    assert head.gap.validation_accuracy == pytest.approx(29 / 36)
    assert head.gap.training_accuracy == 1
    assert head.label_recalls[2] == LabelRecall("oak", 1, None)
    assert head.diagnosis.kind == "overfitting"
    assert read_trained(write_trained(head), "run 1").gap == head.gap
