from __future__ import annotations

import copy
import dataclasses
import gc
import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import vizsla
from vizsla import Alternative, Answer, Box, Description, Detection, Tag, errors
from vizsla.answer import SpeechSegment, SpokenWord, Transcription
from vizsla.answer_html import Preview, answer_html

if TYPE_CHECKING:
    from pathlib import Path

BOX = Box("dog", 0.5, 1.0, 2.0, 3.0, 4.0, sure=True)
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
    common = {"answer", "score", "sure", "likely", "novel", "calibrated", "alternatives"}
    assert plain.keys() == common
    assert found["boxes"] == [
        {
            "label": "dog",
            "score": 0.5,
            "x": 1.0,
            "y": 2.0,
            "width": 3.0,
            "height": 4.0,
            "sure": True,
        }
    ]
    assert [tag["box"] is None for tag in said["tags"]] == [False, True]


DETECTED = Detection("dog", 0.5, sure=True, calibrated=False, boxes=(BOX,))
DESCRIBED = Description("a dog", 0.5, sure=True, calibrated=False, tags=(Tag("dog", 0.5, BOX),))
NOTHING = Answer(None, 0.8, sure=False, calibrated=True)
HEARD = Transcription(
    "A dog.",
    0.9,
    sure=True,
    calibrated=False,
    segments=(
        SpeechSegment(
            0.5,
            1.5,
            "A dog.",
            0.9,
            sure=True,
            words=(SpokenWord("A", 0.5, 0.7), SpokenWord("dog.", 0.7, 1.5)),
        ),
        SpeechSegment(2.0, 3.0, None, 0.8),
    ),
    seconds=4.0,
)


def test_str_is_the_answer_and_its_score() -> None:
    assert str(PLAIN) == "dog (0.50)"
    assert str(NOTHING) == "none of these (0.80)"
    assert f"{PLAIN:>12}" == "  dog (0.50)"


def test_the_truth_value_of_an_answer_is_an_error_that_names_sure() -> None:
    with pytest.raises(TypeError, match=r"\.sure"):
        bool(PLAIN)


@pytest.mark.parametrize("answer", [PLAIN, DETECTED, DESCRIBED, NOTHING, HEARD], ids=str)
def test_an_answer_survives_json_pickle_and_copy(answer: Answer) -> None:
    assert Answer.from_dict(json.loads(answer.to_json())) == answer
    assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301 - just dumped
    assert copy.deepcopy(answer) == answer


def test_an_answer_of_another_kind_is_refused() -> None:
    assert isinstance(Answer.from_dict(DETECTED.to_dict()), Detection)
    with pytest.raises(TypeError, match="Detection"):
        Description.from_dict(DETECTED.to_dict())


ODD = (
    None,
    7,
    -1,
    1.5,
    10**400,
    float("nan"),
    float("inf"),
    "\ud800",
    "",
    True,
    [],
    {},
    [1],
    {"a": 1},
)


@given(st.data())
def test_whatever_one_changes_in_an_answers_json_it_is_read_or_refused(data: st.DataObject) -> None:
    value = json.loads(data.draw(st.sampled_from([PLAIN, DETECTED, DESCRIBED, HEARD])).to_json())
    at: Any = value
    while True:
        key = data.draw(st.sampled_from(list(at) if isinstance(at, dict) else range(len(at))))
        inner = at[key]
        if not (isinstance(inner, dict | list) and inner and data.draw(st.booleans())):
            break
        at = inner
    if isinstance(at, dict) and data.draw(st.booleans()):
        del at[key]
    else:
        at[key] = data.draw(st.sampled_from(ODD))
    try:
        found = Answer.from_dict(value)
    except errors.OptionError:
        pass
    else:
        assert 0 <= found.score <= 1
        assert isinstance(f"{found} {found.in_words()}", str)


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, {"answer": "oak"}])
def test_a_value_that_is_no_answer_is_refused(value: Any) -> None:
    with pytest.raises(errors.OptionError, match="no answer that Vizsla wrote"):
        Answer.from_dict(value)


def test_a_notebook_shows_the_image_the_boxes_and_the_bars(photographs: Path) -> None:
    found = vizsla.detect_objects(photographs / "chelsea.png")
    html = found._repr_html_()
    assert html.count("<rect") == len(found.boxes) > 0
    assert "<image href='data:image/jpeg;base64," in html
    assert f"<strong>{found.in_words()}</strong>" in html


def test_an_answer_in_words_has_a_percentage_only_where_the_score_is_calibrated() -> None:
    def words(**fields: bool) -> str:
        return Answer("oak", 0.987, **{"sure": False, "calibrated": False, **fields}).in_words()

    assert words(sure=True, calibrated=True) == "oak (98 %)"
    assert words(likely=True, calibrated=True) == "Probably oak (98 %)"
    assert words(calibrated=True) == "Not sure. Perhaps: oak (98 %)"
    assert words(sure=True) == "oak"
    assert words(likely=True) == "Probably oak"
    assert words() == "Not sure. Perhaps: oak"


@pytest.mark.parametrize(("score", "percentage"), [(0.29, 29), (0.999, 99), (0.57, 57), (1.0, 100)])
def test_a_percentage_is_rounded_down_and_no_lower(score: float, percentage: int) -> None:
    words = Answer("oak", score, sure=True, calibrated=True).in_words()
    assert words == f"oak ({percentage} %)"


def test_a_notebook_shows_no_number_where_the_score_is_not_calibrated() -> None:
    options = (Alternative("oak", 0.87), Alternative("elm", 0.13))
    for calibrated in (False, True):
        answer = Answer("oak", 0.87, sure=False, calibrated=calibrated, alternatives=options)
        assert ("0.87" in answer._repr_html_()) == calibrated
        assert ("87 %" in answer._repr_html_()) == calibrated


def test_a_novel_input_is_said_to_be_so_and_shows_no_percentage() -> None:
    options = (Alternative("oak", 0.99),)
    novel = Answer("oak", 0.99, sure=False, calibrated=True, alternatives=options, novel=True)
    assert novel.in_words() == "Not sure: unlike the training examples. Perhaps: oak"
    assert "unlike the training examples" in novel._repr_html_()
    assert "0.99" not in novel._repr_html_()
    assert Answer.from_dict(novel.to_dict()).novel


def test_a_sure_answer_is_likely_too() -> None:
    assert PLAIN.likely
    assert not NOTHING.likely
    assert Answer("oak", 0.9, sure=False, calibrated=False, likely=True).to_dict()["likely"]


def test_the_json_of_earlier_versions_is_read() -> None:
    """They knew no weaker word than sure, and no word for a novel input."""
    value = PLAIN.to_dict()
    del value["likely"], value["novel"]
    assert Answer.from_dict(value) == PLAIN


def test_a_notebook_draws_boxes_that_are_not_sure_with_dashes() -> None:
    image = Image.new("RGB", (60, 40))
    doubtful = Box("cat", 0.6, 5.0, 6.0, 7.0, 8.0)
    preview = Preview("data:,", *image.size)
    found = Detection("dog", 0.5, sure=True, calibrated=True, boxes=(BOX, doubtful)).to_dict()
    sure, unsure = answer_html(found, "dog", preview).split("<rect")[1:]
    assert "stroke-dasharray" not in sure
    assert "stroke-dasharray" in unsure
    assert "cat 0.60, not sure" in unsure


def test_a_box_of_an_older_version_is_not_sure() -> None:
    value = DETECTED.to_dict()
    del value["boxes"][0]["sure"]
    assert not Detection.from_dict(value).boxes[0].sure


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
