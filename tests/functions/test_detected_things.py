from __future__ import annotations

import pytest

import vizsla
from functions.described_scenes import (
    KNOWN,
    SIZE,
    TABLES,
    A,
    B,
    C,
    D,
    scores,
    seen,
)
from vizsla.answer import Box
from vizsla.functions.image_description.box_choice import asked_boxes
from vizsla.functions.image_description.detected_things import detected_thing
from vizsla.functions.image_description.sentence import describe


def test_the_classifier_confirms_a_dog() -> None:
    dog = seen("dog", 0.5, scores(beagle=0.35, pug=0.05))
    assert dog.score == pytest.approx(0.15 + 0.3 * 0.5 + 0.4)
    assert dog.finer_noun is not None
    assert dog.finer_noun.noun == "beagle"
    assert dog.finer_score == pytest.approx(0.35 / 0.4)


@pytest.mark.parametrize(
    ("label", "score", "whole", "sentence"),
    [
        # The classifier knows better what an animal is.
        ("cat", 0.97, {"beagle": 0.8}, "a beagle"),
        ("bear", 0.95, {"beagle": 0.4, "pug": 0.4}, "a dog"),
        ("sheep", 0.98, {"lynx": 0.8}, "a lynx"),
        ("cow", 0.7, {"tench": 0.5, "crane": 0.45}, "an animal"),
        # And what fills most of an image.
        ("scissors", 0.9, {"ladle": 1.0}, "a ladle"),
        ("cake", 0.9, {"bib": 0.95}, "a bib"),
        ("sandwich", 0.9, {"horse_chestnut": 0.9}, "a horse chestnut"),
        ("clock", 0.9, {"scale": 0.95}, "a scale"),
        ("parking meter", 0.9, {"cash_machine": 0.95}, "a cash machine"),
    ],
)
def test_where_the_classifier_is_sure_of_another_thing_it_decides(
    label: str, score: float, whole: dict[str, float], sentence: str
) -> None:
    image = scores(**whole)
    thing = detected_thing(Box(label, score, 50, 50, 900, 700), None, image, SIZE, KNOWN, TABLES)
    assert describe([thing], image, KNOWN, SIZE, TABLES).text == sentence


def test_a_sentence_is_not_sure_where_the_models_are_sure_of_different_things() -> None:
    image = scores(ladle=1.0)
    thing = detected_thing(Box("scissors", 0.9, *A), None, image, SIZE, KNOWN, TABLES)
    sentence = describe([thing], image, KNOWN, SIZE, TABLES)
    assert (sentence.text, sentence.score) == ("a ladle", TABLES.rules.disputed)
    published = vizsla.describe_image.manifest.threshold.score
    assert published is not None
    assert sentence.score < published


def test_a_large_thing_that_the_classifier_does_not_see_is_not_there() -> None:
    nothing = scores()
    large = seen("kite", 0.9, nothing, (0, 0, 900, 700))
    assert describe([large], nothing, KNOWN, SIZE, TABLES).text == "a picture"
    assert seen("kite", 0.9, nothing, (0, 0, 90, 70)).score > TABLES.rules.claim


def test_a_person_is_believed_unless_the_classifier_sees_an_animal() -> None:
    assert seen("person", 0.8, scores(ladle=0.9)).score == pytest.approx(
        0.12 + 0.85 * 0.8 + 0.1 * 9 / 80
    )
    assert seen("person", 0.8, scores(beagle=0.9)).score < TABLES.rules.claim


def test_only_boxes_that_may_change_the_sentence_are_asked_about() -> None:
    boxes = [
        Box("person", 0.9, *A),
        Box("dog", 0.9, 0, 0, 1000, 700),
        Box("dog", 0.8, *A),
        Box("dog", 0.7, *B),
        Box("dog", 0.6, *C),
        Box("cup", 0.3, *D),
    ]
    assert asked_boxes(boxes, scores(ladle=0.9), SIZE, KNOWN, TABLES) == {2, 3}
    assert asked_boxes(boxes, scores(beagle=0.9), SIZE, KNOWN, TABLES) == {0, 2, 3}


def test_a_second_dog_counts_only_where_the_detector_is_sure_by_itself() -> None:
    whole = scores(beagle=1.0)
    things = [seen("dog", 0.6, whole), seen("dog", 0.4, whole, B)]
    assert describe(things, None, KNOWN, SIZE, TABLES).text == "a beagle"


def test_a_finer_name_must_be_likely_by_itself_where_the_classes_are_not_complete() -> None:
    assert seen("cat", 0.9, scores(tabby=0.2, tiger_cat=0.2)).finer_noun is None
    sure = seen("cat", 0.9, scores(tabby=0.4, tiger_cat=0.4))
    assert sure.finer_noun is not None
    assert (sure.finer_noun.noun, sure.finer_score) == ("tabby cat", pytest.approx(0.8))
