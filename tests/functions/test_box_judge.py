"""Boxes are judged with a classifier's scores, which are made by hand here."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

import vizsla
from vizsla.answer import Box
from vizsla.bundle.manifest_entries import BoxScores, Line
from vizsla.functions.box_judge import BoxJudge, own_share
from vizsla.functions.distinct_boxes import distinct_boxes
from vizsla.functions.judging_rules import judging_rules

RULES = judging_rules()
ANIMAL, MUG = "n00015388", "n03063599"
# The classifier's classes: each with the kinds above it.
CLASSES = {
    "beagle": {"n02084071", ANIMAL},
    "tabby": {"n02121620", ANIMAL},
    "robin": {"n01503061", ANIMAL},
    "iguana": {"n01677366", ANIMAL},
    "mug": {MUG},
    "cannon": {"n02950826"},
}
LINES = BoxScores(
    shown=0.5,
    sure_nothing=0.9,
    known=Line(2.0, 0.5, 1.0),
    unknown=Line(-2.0, 1.0, -1.0),
    unasked=Line(-1.0, 0.5),
    labels={"person": Line(0.5, 2.0)},
    nothing=Line(2.5, -5.0),
    examples=1,
    error=0.0,
    error_by_chance=0.0,
    measured_on="",
)
JUDGE = BoxJudge(RULES, LINES, [frozenset(kinds) for kinds in CLASSES.values()])


def box(label: str, score: float = 0.8, x: float = 0, side: float = 100) -> Box:
    return Box(label, score, x, 0.0, side, side)


def judged(boxes: list[Box], **scores: float) -> list[Box]:
    """Judge boxes with the same scores of the classifier for each of them."""
    return JUDGE.judge(boxes, lambda _: [scores.get(name, 0.0) for name in CLASSES])


def share(line: Line, score: float, evidence: float = 0.0) -> float:
    logit = math.log(score / (1 - score))
    return 1 / (1 + math.exp(-(line.intercept + line.slope * logit + line.evidence * evidence)))


def test_the_classifiers_evidence_counts_for_a_label_that_it_knows() -> None:
    (found,) = judged([box("dog")], beagle=0.9, mug=0.1)
    assert found.score == pytest.approx(share(LINES.known, 0.8, math.log(0.91)))
    (doubtful,) = judged([box("cup")], cannon=0.9)
    assert doubtful.score == pytest.approx(share(LINES.known, 0.8, math.log(0.01)))
    assert doubtful.score < found.score


def test_a_label_that_the_classifier_does_not_know_loses_by_whatever_it_sees() -> None:
    (found,) = judged([box("scissors")], cannon=0.9)
    assert found.score == pytest.approx(share(LINES.unknown, 0.8, 0.9))


def test_people_keep_their_own_line_unless_the_best_of_them_is_an_animal() -> None:
    people = [box("person", 0.8), box("person", 0.7, x=300)]
    found = judged(people, mug=0.9)
    assert [each.score for each in found] == [
        pytest.approx(share(LINES.labels["person"], each.score)) for each in people
    ]
    assert [each.x for each in judged(people, iguana=0.9)] == [300]
    assert len(judged(people, beagle=0.9)) == 2  # somebody with a dog


def test_an_animal_gets_the_name_that_the_classifier_is_sure_of() -> None:
    (found,) = judged([box("cat", 0.97)], beagle=0.9, iguana=0.1)
    assert found.label == "dog"
    assert found.score == pytest.approx(share(LINES.known, 0.97, math.log(0.91)))


def test_an_animal_keeps_its_name_where_the_classifier_is_not_sure() -> None:
    assert [each.label for each in judged([box("cat")], beagle=0.6, tabby=0.3)] == ["cat"]


def test_an_animal_that_no_label_is_for_is_left_out() -> None:
    assert judged([box("bird", 0.97)], iguana=0.9) == []
    assert judged([box("sheep", 0.97)], iguana=0.9) == []


def test_an_animal_that_the_classifier_knows_little_of_is_kept_unless_it_is_sure() -> None:
    """No class is a giraffe, so that the classifier sees some other animal in each."""
    assert len(judged([box("giraffe")], iguana=0.4, robin=0.3)) == 1
    assert judged([box("bird")], iguana=0.6) == []


def test_a_thing_is_never_left_out_for_an_animal() -> None:
    assert len(judged([box("cup")], iguana=0.9)) == 1


def test_only_the_best_boxes_are_asked_about() -> None:
    boxes = [box("cup", 0.8 - number / 100, x=200 * number) for number in range(6)]
    asked: list[Box] = []
    found = JUDGE.judge(boxes, lambda each: asked.append(each) or [0.5] * len(CLASSES))
    assert asked == boxes[: RULES.most_crops]
    rest = [each.score for each in found if each.x > 200 * (RULES.most_crops - 1)]
    assert rest == [pytest.approx(share(LINES.unasked, each.score)) for each in boxes[4:]]


def test_a_box_below_the_scores_that_were_judged_by_eye_is_not_asked_about() -> None:
    asked: list[Box] = []
    low = box("dog", RULES.least_score - 0.001)
    (found,) = JUDGE.judge([low], lambda each: asked.append(each) or [0.9] * len(CLASSES))
    assert asked == []
    assert found.score == pytest.approx(share(LINES.unasked, low.score))


def test_the_best_box_comes_first() -> None:
    found = judged([box("cup", 0.9), box("person", 0.8, x=300)], cannon=1.0)
    assert [each.label for each in found] == ["person", "cup"]


def test_of_two_boxes_of_a_label_within_each_other_one_remains() -> None:
    head, whole = box("dog", 0.9, side=50), box("dog", 0.8)
    assert distinct_boxes([head, whole], RULES, ()) == [head]
    people = [replace(each, label="person") for each in (head, whole)]
    assert distinct_boxes(people, RULES, ("person",)) == people


def test_two_animals_at_one_place_are_one_whatever_their_labels() -> None:
    dog, cat, cup = box("dog", 0.9), box("cat", 0.8, x=10), box("cup", 0.7)
    assert distinct_boxes([dog, cat, cup], RULES, ()) == [dog, cup]
    assert distinct_boxes([dog, box("cat", x=60)], RULES, ()) == [dog, box("cat", x=60)]


def test_a_box_that_gets_a_dogs_name_joins_the_dogs_box() -> None:
    head, whole = box("cat", 0.95, side=40), box("dog", 0.9)
    assert [each.label for each in judged([head, whole], beagle=0.95)] == ["dog"]


def test_nothing_is_less_likely_the_better_a_hidden_box() -> None:
    score, is_sure = JUDGE.nothing(0.0)
    assert score == pytest.approx(1 / (1 + math.exp(-2.5)))
    assert is_sure
    assert JUDGE.nothing(0.4)[0] == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert JUDGE.nothing(0.4)[1] is False


def test_scores_of_0_and_1_have_the_shares_of_the_networks_last_logits() -> None:
    for score, logit in ((0.0, -5.0), (1.0, 5.0)):
        found = own_share(box("cup", score), LINES, RULES)
        assert found == pytest.approx(1 / (1 + math.exp(1.0 - 0.5 * logit)))


def test_every_label_of_the_rules_is_one_of_the_detectors() -> None:
    labels = set(vizsla.load("detect-objects").labels)
    assert set(RULES.animals) < labels
    assert labels < {*RULES.animals, *RULES.things}
    assert set(RULES.well_known) < set(RULES.animals)
