from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.described_scenes import CLASSES, KNOWN, SIZE, TABLES, A, B, C, D, scores, thing
from vizsla.answer import Box
from vizsla.functions.image_description.detected_things import DetectedThing
from vizsla.functions.image_description.noun_groups import probability_of_at_least
from vizsla.functions.image_description.sentence import Sentence, describe
from vizsla.functions.image_description.tags import tags


@dataclass(frozen=True)
class Case:
    """A scene, with its sentence and score."""

    text: str
    score: float
    things: tuple[DetectedThing, ...] = ()
    whole: list[float] | None = None


COUCH, ON_COUCH, BEFORE_COUCH = (100, 300, 600, 300), (250, 320, 200, 150), (250, 400, 200, 210)
LEFT, RIGHT = (100, 300, 200, 400), (320, 310, 200, 400)

CASES = [
    # One thing, under the finest name that is likelier than not.
    Case("a dog", 0.8, (thing("dog", 0.8),)),
    Case("a beagle", 0.81, (thing("dog", 0.9, A, "beagle", 0.9),)),
    Case("a dog", 0.6, (thing("dog", 0.6, A, "beagle", 0.7),)),
    Case("an umbrella", 0.7, (thing("umbrella", 0.7),)),
    Case("a pair of scissors", 0.7, (thing("scissors", 0.7),)),
    # Several things, of the largest number that is likelier than not.
    Case("two dogs", 0.72, (thing("dog", 0.9, A), thing("dog", 0.8, B))),
    Case("two beagles", 0.72, (thing("dog", 0.9, A, "beagle"), thing("dog", 0.8, B, "beagle"))),
    Case("two dogs", 0.72, (thing("dog", 0.9, A, "beagle"), thing("dog", 0.8, B))),
    Case("a beagle and a pug", 0.72, (thing("dog", 0.9, A, "beagle"), thing("dog", 0.8, B, "pug"))),
    Case(
        "three dogs",
        0.729,
        (
            thing("dog", 0.9, A, "beagle"),
            thing("dog", 0.9, B, "pug"),
            thing("dog", 0.9, C, "vizsla"),
        ),
    ),
    Case("a dog", 0.84, (thing("dog", 0.6, A), thing("dog", 0.6, B))),
    Case("some people", 0.784, tuple(thing("person", 0.7, (x, 0, 50, 99)) for x in (0, 200, 400))),
    Case("several birds", 1.0, tuple(thing("bird", 1, (9 * x, 0, 9, 9)) for x in range(7))),
    Case("many books", 1.0, tuple(thing("book", 1, (9 * x, 0, 9, 9)) for x in range(12))),
    # Each thing once, by its likeliest box.
    Case("a dog", 0.8, (thing("dog", 0.8, A), thing("dog", 0.7, (10, 10, 250, 200)))),
    Case("a dog", 0.8, (thing("dog", 0.8, A), thing("cow", 0.7, (10, 10, 290, 290)))),
    Case("a person", 0.8, (thing("dog", 0.7, A), thing("person", 0.8, A))),
    # Several kinds: the most prominent first, four at most, while the sentence is likely.
    Case("a cat and a dog", 0.81, (thing("dog", 0.9, B), thing("cat", 0.9, A))),
    Case(
        "a cat, a dog, a bird and a clock",
        0.6561,
        (
            thing("clock", 0.9, D),
            thing("vase", 0.9, (500, 0, 50, 50)),
            thing("bird", 0.9, C),
            thing("dog", 0.9, B),
            thing("cat", 0.9, A),
        ),
    ),
    Case("a cat", 0.6, (thing("cat", 0.6, A), thing("dog", 0.6, B))),
    # Relations.
    Case("a cat on a couch", 0.729, (thing("cat", 0.9, ON_COUCH), thing("couch", 0.9, COUCH))),
    Case("a couch and a cat", 0.81, (thing("cat", 0.9, BEFORE_COUCH), thing("couch", 0.9, COUCH))),
    Case(
        "a cat and a dog on a couch",
        0.81,
        (
            thing("cat", 1, ON_COUCH),
            thing("dog", 1, (480, 350, 150, 150)),
            thing("couch", 1, COUCH),
        ),
    ),
    Case(
        "a person on a horse, and a dog",
        0.9,
        (
            thing("person", 1, (400, 100, 120, 350)),
            thing("horse", 1, (300, 250, 350, 400)),
            thing("dog", 1, (800, 20, 90, 90)),
        ),
    ),
    Case(
        "a person on a surfboard",
        0.9,
        tuple(
            thing(label, 1, place)
            for label, place in (
                ("person", (400, 100, 150, 300)),
                ("surfboard", (350, 370, 300, 60)),
            )
        ),
    ),
    Case(
        "a person and a surfboard",
        1.0,
        tuple(
            thing(label, 1, place)
            for label, place in (
                ("person", (400, 100, 150, 300)),
                ("surfboard", (450, 50, 60, 300)),
            )
        ),
    ),
    Case("a person beside a car", 0.9, (thing("car", 1, LEFT), thing("person", 1, RIGHT))),
    Case(
        "two beagles beside a person",
        0.9,
        (
            thing("dog", 1, (50, 400, 250, 310), "beagle"),
            thing("dog", 1, (540, 400, 250, 310), "beagle"),
            thing("person", 1, RIGHT),
        ),
    ),
    Case(
        "a person in front of a bus",
        0.8,
        (thing("person", 1, (300, 300, 100, 400)), thing("bus", 1, (100, 50, 700, 550))),
    ),
    Case(
        "a cup and a fork on a table",
        0.81,
        (
            thing("cup", 1, (300, 380, 80, 90)),
            thing("fork", 1, (500, 420, 70, 60)),
            thing("dining table", 1, (0, 400, 1000, 390)),
        ),
    ),
    # The setting, and classes of the classifier without a box.
    Case("a dog on a beach", 0.81, (thing("dog", 0.9),), scores(seashore=0.5, sandbar=0.4)),
    Case("a dog", 0.9, (thing("dog", 0.9),), scores(seashore=0.3, alp=0.3)),
    Case("a dog in the mountains", 0.81, (thing("dog", 0.9),), scores(alp=0.5, cliff=0.4)),
    Case("a tench and a person", 0.576, (thing("person", 0.9),), scores(tench=0.8)),
    Case("a person", 0.9, (thing("person", 0.9),), scores(wig=0.8)),
    Case("a dog", 0.9, (thing("dog", 0.9),), scores(beagle=0.8)),
    Case(
        "a cat on a couch in a library",
        0.81,
        (thing("cat", 1, ON_COUCH), thing("couch", 1, COUCH)),
        scores(library=0.9),
    ),
    # No thing was detected: the class of the whole image, its kind, or 'a picture'. Nothing
    # confirms the classifier there, so that four fifths of its score count.
    Case("an espresso", 0.72, (), scores(espresso=0.9)),
    Case("a pair of binoculars", 0.72, (), scores(binoculars=0.9)),
    Case("some hay", 0.72, (), scores(hay=0.9)),
    Case("a mountain", 0.72, (thing("dog", 0.3),), scores(alp=0.9)),
    Case("a tabby cat", 0.64, (), scores(tabby=0.4, tiger_cat=0.4)),
    Case("a snake", 0.64, (), scores(green_mamba=0.4, vine_snake=0.4)),
    Case("an animal", 0.76, (), scores(tench=0.5, crane=0.45)),
    Case("something natural", 0.4, (), scores(tench=0.4, crane=0.4)),
    Case("a screenshot", 0.6, (), scores(web_site=0.3)),
    Case("a picture", 0.1, (), scores(tench=0.1)),
    Case("a picture", 0.2, (thing("dog", 0.45),)),
    Case("a picture", 0.0),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_a_scene_has_its_sentence_and_score(case: Case) -> None:
    sentence = describe(case.things, case.whole, KNOWN, SIZE, TABLES)
    assert sentence.text == case.text
    assert sentence.score == pytest.approx(case.score)


def test_the_score_is_the_product_of_the_claims() -> None:
    things = (thing("cat", 0.9, ON_COUCH), thing("couch", 0.8, COUCH))
    sentence = describe(things, scores(library=0.9), KNOWN, SIZE, TABLES)
    claims = [(claim.text, claim.score) for claim in sentence.claims]
    assert claims == [
        ("a couch", 0.8),
        ("a cat", 0.9),
        ("a cat on a couch", 0.9),
        ("in a library", 0.9),
    ]
    assert sentence.score == pytest.approx(0.8 * 0.9 * 0.9 * 0.9)


LABELS = st.sampled_from([*TABLES.things, "a label of another detector"])
LIKELY = st.floats(0, 1)
NUMBERS = st.floats(0, 1000)
BOXES = st.builds(Box, LABELS, LIKELY, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
FINER = st.sampled_from([None, *KNOWN.nouns])
THINGS = st.lists(
    st.builds(DetectedThing, BOXES, LIKELY, st.booleans(), FINER, LIKELY), max_size=14
)


@st.composite
def softmax(draw: st.DrawFn) -> list[float] | None:
    values = draw(st.none() | st.lists(LIKELY, min_size=len(CLASSES), max_size=len(CLASSES)))
    total = sum(values or [])
    return [value / total for value in values] if values and total > 0 else None


@given(things=THINGS, whole=softmax(), data=st.data())
def test_any_scene_has_a_well_formed_sentence_in_any_order_of_its_things(
    things: list[DetectedThing], whole: list[float] | None, data: st.DataObject
) -> None:
    sentence = describe(things, whole, KNOWN, SIZE, TABLES)
    assert sentence.text
    assert sentence.text == " ".join(sentence.text.split())
    assert sentence.text[0].islower()
    assert 0 <= sentence.score <= 1
    shuffled = data.draw(st.permutations(things))
    assert describe(shuffled, whole, KNOWN, SIZE, TABLES) == sentence
    assert tags(shuffled, whole, KNOWN, TABLES) == tags(things, whole, KNOWN, TABLES)


@given(THINGS)
def test_a_sentence_with_claims_is_as_likely_as_the_rules_demand(
    things: list[DetectedThing],
) -> None:
    sentence = describe(things, None, KNOWN, SIZE, TABLES)
    rules = TABLES.rules
    assert sentence.score >= rules.sentence or sentence.score <= rules.picture
    assert bool(sentence.claims) == (sentence.score >= rules.sentence)


def test_the_probability_of_at_least_so_many() -> None:
    chances = [0.9, 0.5, 0.7]
    none = 0.1 * 0.5 * 0.3
    one = 0.9 * 0.5 * 0.3 + 0.1 * 0.5 * 0.3 + 0.1 * 0.5 * 0.7
    assert probability_of_at_least(1, chances) == pytest.approx(1 - none)
    assert probability_of_at_least(2, chances) == pytest.approx(1 - none - one)
    assert probability_of_at_least(3, chances) == pytest.approx(0.9 * 0.5 * 0.7)


def test_a_church_must_be_nearly_certain_and_is_else_a_building() -> None:
    assert describe((), scores(church=0.7), KNOWN, SIZE, TABLES).text == "a building"
    assert describe((), scores(church=0.9), KNOWN, SIZE, TABLES).text == "a church"


def test_what_a_person_wears_is_named() -> None:
    hat = scores(cowboy_hat=0.85)
    sentence = describe((thing("person", 0.9),), hat, KNOWN, SIZE, TABLES)
    assert sentence.text == "a person with a cowboy hat"
    assert sentence.score == pytest.approx(0.9 * 0.85)
    assert describe((thing("dog", 0.9),), hat, KNOWN, SIZE, TABLES).text != sentence.text


def test_tags_include_things_that_the_sentence_leaves_out() -> None:
    things = (thing("dog", 0.9, A, "beagle", 0.9), thing("person", 0.3, B))
    found = tags(things, scores(beagle=0.6, seashore=0.2, pug=0.05), KNOWN, TABLES)
    assert [(tag.label, tag.score) for tag in found] == [
        ("beagle", pytest.approx(0.81)),
        ("person", 0.3),
        ("beach", 0.2),
    ]
    assert [tag.box is None for tag in found] == [False, False, True]


def test_a_thing_that_the_classifier_denies_is_no_tag() -> None:
    things = [thing("dog", 0.9), thing("bird", 0.05, B)]
    assert [tag.label for tag in tags(things, None, KNOWN, TABLES)] == ["dog"]


def test_the_boxes_of_tags_are_never_sure() -> None:
    sure = DetectedThing(Box("dog", 0.9, *A, sure=True), 0.98)
    (tag,) = tags([sure], None, KNOWN, TABLES)
    assert tag.box is not None
    assert not tag.box.sure


def test_dogs_have_the_names_of_the_breeds_function() -> None:
    table = Path(__file__).parents[2] / "scripts" / "build_weights" / "dog_breeds.csv"
    with table.open(encoding="ascii") as stream:
        for row in csv.DictReader(stream):
            assert row["id"] not in TABLES.names or TABLES.names[row["id"]].noun == row["name"]


def test_sentences_with_equal_fields_are_equal() -> None:
    assert describe((), None, KNOWN, SIZE, TABLES) == Sentence("a picture", 0.0, ())
