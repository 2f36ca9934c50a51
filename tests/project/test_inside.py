"""What happens inside of a run adds up to its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from vizsla.errors import NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.project.inside_example import InsideExample

SENTENCES = {
    "weather": ("will it rain today", "how warm is it outside", "is it going to snow tonight"),
    "lights": ("turn on the lamp", "switch the lights off", "make the kitchen brighter"),
}


@pytest.fixture
def trained(project: vizsla.Project) -> vizsla.Project:
    """The project of textures, trained once."""
    project.train()
    return project


def _adds_up(found: InsideExample) -> None:
    for row in found.rows:
        steps = row.steps
        assert steps.output == pytest.approx(steps.total + steps.bias + steps.features, abs=1e-9)
        if steps.places is not None:
            assert float(steps.places.sum()) == pytest.approx(steps.total, abs=1e-9)
    best = max(found.rows, key=lambda each: each.steps.output).steps
    assert (best.label, best.score) == (
        found.steps.answer.answer,
        pytest.approx(found.steps.answer.score),
    )


def test_the_sums_of_an_example_make_the_answer_of_the_run(
    trained: vizsla.Project, textures: Path
) -> None:
    function = trained.function_of()
    for example in (1, 14, 36):
        found = trained.inside(example)
        _adds_up(found)
        answer = function(textures / found.example.name)
        assert found.steps.answer.score == answer.score
        assert sum(each.steps.score for each in found.rows) == pytest.approx(1)
        assert found.steps.encoder.tensor is not None
        assert found.steps.encoder.tensor.shape == (224, 224, 3)
        assert found.steps.encoder.size == (96, 96)


def test_the_pulls_of_the_training_examples_make_the_output(trained: vizsla.Project) -> None:
    for example in (1, 14, 36):
        found = trained.inside(example)
        scale = max(abs(each.steps.output) for each in found.rows)
        for row in found.rows:
            made = row.base + row.pulled
            assert made == pytest.approx(row.steps.output, abs=0.1 * scale)
        answered = [each.steps.label for each in found.rows].index(found.steps.answer.answer)
        strongest = found.pulling[0]
        assert strongest.pulls[answered] > 0
        assert strongest.example.label == found.steps.answer.answer
        nearest = [each.similarity for each in found.nearest]
        assert nearest == sorted(nearest, reverse=True)
        assert example not in {each.example.id for each in found.nearest}


def test_what_was_removed_or_labelled_otherwise_since_is_told(trained: vizsla.Project) -> None:
    keys = set(trained.run().trained.keys)
    own = [each.id for each in trained.examples() if each.sha256 in keys]
    trained.remove(own[:1])
    trained.label(own[1:3], "marble")
    found = trained.inside(own[4])
    assert (found.missing, found.in_training) == (3, True)
    assert found.training_examples == len(keys)
    with pytest.raises(NotFoundError):
        trained.inside(own[4], run=7)


def test_a_text_shows_its_pieces_and_its_words(tmp_path: Path) -> None:
    rows = [(text, label) for label, texts in SENTENCES.items() for text in texts * 2]
    table = tmp_path / "texts.csv"
    table.write_text(
        "text,label\n" + "".join(f"{t}{' please' * (n % 2)},{c}\n" for n, (t, c) in enumerate(rows))
    )
    with vizsla.Project.open("home", kind="text-classification") as project:
        project.add(table)
        project.train(test=0)
        found = project.inside(1)
    _adds_up(found)
    encoder = found.steps.encoder
    assert encoder.tensor is not None
    assert len(encoder.pieces) == len(encoder.tensor) > 4
    assert "rain" in encoder.pieces
    assert [each.text for each in found.words] == ["will", "it", "rain", "today"]


def test_labels_that_hold_together_have_scores_of_their_own(textures: Path) -> None:
    with vizsla.Project.open("walls", multi_label=True) as project:
        project.add(textures)
        project.train(test=0)
        found = project.inside(1)
    assert [each.steps.label for each in found.rows] == ["brick", "grass", "gravel"]
    for row in found.rows:
        assert row.steps.score == pytest.approx(1 / (1 + np.exp(-row.steps.output)))
        assert row.base + row.pulled == pytest.approx(row.steps.output, abs=0.2)
