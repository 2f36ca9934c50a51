from __future__ import annotations

import copy
import dataclasses
import gc
import json
import pickle
from typing import TYPE_CHECKING

import pytest
from PIL import Image

import vizsla
from vizsla import Alternative, Answer, Box, Description, Detection, Tag

if TYPE_CHECKING:
    from pathlib import Path

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


DETECTED = Detection("dog", 0.5, sure=True, calibrated=False, boxes=(BOX,))
DESCRIBED = Description("a dog", 0.5, sure=True, calibrated=False, tags=(Tag("dog", 0.5, BOX),))
NOTHING = Answer(None, 0.8, sure=False, calibrated=True)


def test_str_is_the_answer_and_its_score() -> None:
    assert str(PLAIN) == "dog (0.50)"
    assert str(NOTHING) == "none of these (0.80)"
    assert f"{PLAIN:>12}" == "  dog (0.50)"


def test_the_truth_value_of_an_answer_is_an_error_that_names_sure() -> None:
    with pytest.raises(TypeError, match=r"\.sure"):
        bool(PLAIN)


@pytest.mark.parametrize("answer", [PLAIN, DETECTED, DESCRIBED, NOTHING], ids=str)
def test_an_answer_survives_json_pickle_and_copy(answer: Answer) -> None:
    assert Answer.from_dict(json.loads(answer.to_json())) == answer
    assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301 - just dumped
    assert copy.deepcopy(answer) == answer


def test_an_answer_of_another_kind_is_refused() -> None:
    assert isinstance(Answer.from_dict(DETECTED.to_dict()), Detection)
    with pytest.raises(TypeError, match="Detection"):
        Description.from_dict(DETECTED.to_dict())


def test_a_notebook_shows_the_image_the_boxes_and_the_bars(photographs: Path) -> None:
    found = vizsla.detect_objects(photographs / "chelsea.png")
    html = found._repr_html_()
    assert html.count("<rect") == len(found.boxes) > 0
    assert "<image href='data:image/jpeg;base64," in html
    assert str(found) in html


def test_a_notebook_shows_labels_as_text() -> None:
    html = Answer(
        "<b>", 0.5, sure=True, calibrated=False, alternatives=(Alternative("<script>", 0.5),)
    )._repr_html_()
    assert "<b>" not in html
    assert "<script>" not in html


def test_an_answer_does_not_keep_its_image_in_memory(photographs: Path) -> None:
    with Image.open(photographs / "chelsea.png") as opened:
        image = opened.convert("RGB")
    answer = vizsla.classify_image(image)
    assert "<image" in answer._repr_html_()
    del image
    gc.collect()
    assert "<image" not in answer._repr_html_()
