from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla.errors import WorkspaceDamagedError
from vizsla.progress import ProgressReporter
from vizsla.training.hyperparameters import Hyperparameters
from vizsla.training.label_recall import LabelRecall
from vizsla.training.train import train
from vizsla.training.trained_file import read_trained, write_trained

if TYPE_CHECKING:
    from .conftest import Make

# Written by version 0.1: 38 examples of 12 numbers, of which one has a negative label.
VERSION_0_1 = Path(__file__).parent / "fixtures" / "trained-0.1.safetensors"


def test_a_trained_head_is_the_same_after_writing_and_reading(training_set: Make) -> None:
    head = train(training_set(np.arange(60)), ProgressReporter())
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
    assert len(head.keys) == len(head.predicted) == len(head.scores) == len(head.out_of_fold) == 38
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
