from __future__ import annotations

import dataclasses

import pytest

from vizsla import Alternative, Answer, Box, Description, Detection, Tag

BOX = Box("dog", 0.5, 1.0, 2.0, 3.0, 4.0)
PLAIN = Answer("dog", 0.5, sure=True, calibrated=False, alternatives=(Alternative("dog", 0.5),))


def test_an_answer_unpacks_into_answer_and_score() -> None:
    answer, score = PLAIN
    assert (answer, score) == ("dog", 0.5)


def test_an_answer_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        PLAIN.score = 1.0  # type: ignore[misc]


def test_each_kind_adds_what_is_its_own_to_the_json() -> None:
    plain = PLAIN.to_dict()
    found = Detection("dog", 0.5, sure=True, calibrated=False, boxes=(BOX,)).to_dict()
    said = Description(
        "a dog", 0.5, sure=True, calibrated=False, tags=(Tag("dog", 0.5, BOX), Tag("beach", 0.2))
    ).to_dict()
    assert plain.keys() == {"answer", "score", "sure", "calibrated", "alternatives"}
    assert found["boxes"] == [
        {"label": "dog", "score": 0.5, "x": 1.0, "y": 2.0, "width": 3.0, "height": 4.0}
    ]
    assert [tag["box"] is None for tag in said["tags"]] == [False, True]
