"""What would help a project most now."""

from __future__ import annotations

from typing import Any

import pytest

from vizsla.project.next_step import ProjectState, next_step
from vizsla.workspace import ExampleCounts, LabelCount


def state(
    labels: dict[str, int] | None = None, unlabelled: int = 0, contradictions: int = 0, **more: Any
) -> ProjectState:
    labels = {"oak": 9, "elm": 9} if labels is None else labels
    labelled = sum(labels.values())
    states = {"labelled": labelled, "unlabelled": unlabelled, "unsure": 0, "skipped": 0}
    counts = ExampleCounts(labelled + unlabelled, states, {}, 0, contradictions)
    return ProjectState("image", counts, [LabelCount(*each, 0) for each in labels.items()], **more)


DONE = {"run": 2, "tested": True, "published": 2}


@pytest.mark.parametrize(
    ("found", "action", "count"),
    [
        (state({}), "add", 0),
        (state({}, unlabelled=5), "label", 0),
        (state({"oak": 9}, unlabelled=5), "label", 0),
        (state({"oak": 9, "none of these": 9}), "label", 0),
        (state({"oak": 9, "elm": 2}, unlabelled=5), "label", 3),
        (state({"oak": 9, "elm": 2}), "add", 3),
        (state(contradictions=1), "settle", 1),
        (state(doubtful=4), "check", 4),
        (state(), "train", 18),
        (state(run=1), "test", 0),
        (state(run=1, tested=True), "publish", 0),
        (state(run=1, tested=True, changed=3), "train", 3),
        (state(run=2, tested=True, published=1), "publish", 0),
        (state(unlabelled=7, **DONE), "label", 7),
        (state(**DONE), "try", 0),
    ],
)
def test_the_first_thing_that_is_missing_is_said(
    found: ProjectState, action: str, count: int
) -> None:
    step = next_step(found)
    assert (step.action, step.count) == (action, count)
    assert step.text.endswith(".")


def test_one_label_is_enough_where_an_example_may_have_several() -> None:
    assert next_step(state({"oak": 9}, multi_label=True)).action == "train"


def test_the_label_that_has_too_few_is_named() -> None:
    step = next_step(state({"oak": 9, "elm": 4}, unlabelled=1))
    assert step.text == "Label 1 image more as 'elm': it has 4."
    step = next_step(state({"oak": 9, "elm": 3}))
    assert step.text == "Add 2 images of 'elm': it has 3."
