"""Features by name beside the embedding: each is measured, and used only where it helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla.functions.feature_values import FeatureValues
from vizsla.progress import ProgressReporter
from vizsla.training.choose_features import MeasuredFeature, MeasuredFeatures
from vizsla.training.feature_gain import FeatureGain
from vizsla.training.feature_sentences import feature_sentences
from vizsla.training.named_feature import NamedFeature
from vizsla.training.train import train
from vizsla.training.trained_file import read_trained, write_trained
from vizsla.training.training_set import TrainingSet
from vizsla.training.training_summary import training_summary

if TYPE_CHECKING:
    from vizsla.training.trained_head import TrainedHead

COUNT = 200
SILENT = ProgressReporter()


def silent_examples(labels: np.ndarray, found: list[set[str]]) -> TrainingSet:
    """Return examples whose embeddings say nothing of their labels."""
    rng = np.random.default_rng(2)
    return TrainingSet.of(
        ("a", "b"),
        rng.normal(0, 1500, (len(labels), 16)).astype(np.int16),
        1 / 2**15,
        labels,
        np.zeros((len(labels), 2), bool),
        np.arange(len(labels)),
        tuple(f"{n:04}" for n in range(len(labels))),
        tuple(FeatureValues(by_rule=frozenset(each)) for each in found),
    )


def factors(head: TrainedHead) -> dict[str, float]:
    return {each.title: each.factor for each in head.measured_features.each}


@pytest.fixture
def labels() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 2, COUNT)


def test_a_feature_that_tells_the_labels_apart_is_used_and_its_gain_measured(
    labels: np.ndarray,
) -> None:
    rng = np.random.default_rng(1)
    right = rng.random(COUNT) < 0.9
    chance = rng.random(COUNT) < 0.5
    found = [
        {*(["list good"] if bool(label) == told else []), *(["list chance"] if luck else [])}
        for label, told, luck in zip(labels, right.tolist(), chance.tolist(), strict=True)
    ]
    head = train(silent_examples(labels, found), SILENT)

    assert factors(head)["list good"] > 0
    assert factors(head)["list chance"] == 0
    good = next(each for each in head.measured_features.each if each.title == "list good")
    assert 0.2 < good.gain.low < good.gain.difference < good.gain.high < 0.55
    assert head.measured_features.together == good.gain
    assert np.mean(head.predicted == labels) > 0.8
    assert head.weights_by_name is not None
    assert head.weights_by_name.names == ("list good",)
    said = training_summary(head)
    assert any("'list good' helps: alone it adds +" in each for each in said)
    assert any("are not used: 'list chance'" in each for each in said)
    content = write_trained(head)
    assert write_trained(read_trained(content, "run 1")) == content


def test_of_two_features_that_say_the_same_one_is_used(labels: np.ndarray) -> None:
    right = np.random.default_rng(3).random(COUNT) < 0.85
    both = {"list one", "list other"}
    found = [
        both if told == bool(label) else set[str]()
        for told, label in zip(right, labels, strict=True)
    ]
    head = train(silent_examples(labels, found), SILENT)

    assert sorted(map(bool, factors(head).values())) == [False, True]


def test_features_that_say_nothing_are_hardly_ever_taken_up() -> None:
    rng = np.random.default_rng(6)
    used = 0
    for _ in range(5):
        found = [{f"list {n}" for n in range(6) if rng.random() < 0.3} for _ in range(COUNT)]
        head = train(silent_examples(rng.integers(0, 2, COUNT), found), SILENT)
        used += sum(map(bool, factors(head).values()))
    assert used <= 2


def test_a_list_limited_to_a_label_adds_nothing_to_others(labels: np.ndarray) -> None:
    found = [{"list b"} if each else set[str]() for each in labels]
    head = train(silent_examples(labels, found), SILENT, limited={"list b": ("b",)})

    assert head.weights_by_name is not None
    assert head.weights_by_name.weights[0].tolist() == [0.0]
    assert head.weights_by_name.bias[0] == 0
    assert head.weights_by_name.weights[1, 0] > 1


def test_weights_are_learned_from_the_given_examples_alone(labels: np.ndarray) -> None:
    known = np.arange(COUNT) < COUNT // 2
    values = np.where(labels == 1, 0, -1)
    feature = NamedFeature("list x", ("list x",), values, absence=True)
    changed = NamedFeature("list x", ("list x",), np.where(known, values, 0), absence=True)

    one, other = (each.fit(known, labels, 2) for each in (feature, changed))

    assert (one.weights == other.weights).all()
    assert (one.bias == other.bias).all()


def test_an_unknown_value_adds_nothing() -> None:
    feature = NamedFeature("place", ("in", "out"), np.array([0, 0, 1, 1, -1]), absence=False)
    fit = feature.fit(np.ones(5, bool), np.array([0, 0, 1, 1, 1]), 2)

    assert fit.outputs(np.arange(5) == 4).tolist() == [[0.0, 0.0]]
    inside = fit.outputs(np.arange(5) == 0)[0]
    assert inside[0] > 0 > inside[1]


def test_a_feature_that_changes_no_answer_is_said_to_make_the_scores_better() -> None:
    nothing = FeatureGain(0.0, -0.01, 0.01, COUNT)
    (said,) = feature_sentences(MeasuredFeatures((MeasuredFeature("list good", 0.3, nothing),)))
    assert said.startswith("The feature 'list good' makes the scores better: alone it adds")
