from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import asdict, replace
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vizsla
from vizsla.functions.image_description.box_choice import asked_boxes
from vizsla.functions.image_description.detected_things import detected_thing
from vizsla.functions.image_description.image_describer import LEAST_SCORE
from vizsla.functions.image_description.sentence import describe
from vizsla.functions.image_description.tables import Rules
from vizsla.functions.image_description.tags import tags
from vizsla.functions.square_crop import square_crop
from vizsla.modalities.image.load_image import load_pixels
from vizsla.modalities.image.resize import size_of
from web.scenes import ABOVE, IDS, KNOWN, NAMES, RULES, TABLES, random_scene

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from vizsla.answer import Box
    from web.scenes import Scores

    Ask = Callable[[object], Any]


def plain(value: object) -> Any:
    return json.loads(json.dumps(value, default=asdict, allow_nan=False))


@pytest.fixture(scope="module")
def ask(twin: Callable[[str], Ask]) -> Ask:
    asked = twin("describe")
    classes = {"ids": IDS, "names": NAMES, "above": [sorted(ABOVE[key]) for key in IDS]}
    assert asked({"classes": classes}) == plain(
        {
            "nouns": KNOWN.nouns,
            "settings": KNOWN.settings,
            "places": KNOWN.places,
            "claims": KNOWN.claims,
            "scales": KNOWN.scales,
            "members": dict(KNOWN.members),
        }
    )
    return asked


def described_by_both(
    ask: Ask,
    size: tuple[int, int],
    boxes: Sequence[Box],
    box_scores: Sequence[Scores],
    image_scores: Scores,
    pictures: Scores,
    rules: Mapping[str, float] = RULES,
) -> Any:
    """Describe a scene in both languages, check that the results are equal, and return them."""
    tables = replace(TABLES, rules=Rules(**rules))
    scores = None if image_scores is None else image_scores.tolist()
    things = [
        detected_thing(box, None if part is None else part.tolist(), scores, size, KNOWN, tables)
        for box, part in zip(boxes, box_scores, strict=True)
    ]
    asked = () if scores is None else asked_boxes(boxes, scores, size, KNOWN, tables)
    expected = {
        "asked": sorted(asked),
        "things": [
            (each.box, each.score, each.disputed, each.finer_noun, each.finer_score)
            for each in things
        ],
        "sentence": describe(
            things, scores, KNOWN, size, tables, None if pictures is None else pictures.tolist()
        ),
        "tags": tags(things, scores, KNOWN, tables),
    }
    scene = {
        "size": size,
        "boxes": [asdict(box) for box in boxes],
        "boxScores": [packed(each) for each in box_scores],
        "imageScores": packed(image_scores),
        "pictures": packed(pictures),
        "rules": rules,
    }
    reply = ask({"scene": scene})
    assert reply == plain(expected)
    return reply


def packed(scores: Scores) -> str | None:
    return None if scores is None else b64encode(scores.astype("<f8")).decode()


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=300)
def test_python_and_javascript_describe_any_scene_alike(ask: Ask, rng: Random) -> None:
    described_by_both(ask, *random_scene(rng))


def test_python_and_javascript_agree_on_every_word_of_the_tables(ask: Ask) -> None:
    sentences: set[str] = set()
    # Some 10 s on an idle machine: fewer scenes do not reach every word.
    for seed in range(2000):
        reply = described_by_both(ask, *random_scene(Random(seed)))  # noqa: S311 - not a secret
        sentences.add(f" {reply['sentence']['text']} ")
    # The scenes cover counts, amounts, relations, places, kinds, and images of nothing.
    words = [*TABLES.grammar.numbers[1:], *(each.word for each in TABLES.grammar.amounts)]
    words += ["a pair of", "pairs of", ", and", "a picture"]
    words += ["on a", "in a bowl", "at a table", "in front of", "beside"]
    assert [each for each in words if not occurs_in(each, sentences)] == []
    places, kinds = set(TABLES.settings.values()), [kind.noun.noun for kind in TABLES.kinds]
    pictures = [each.noun.noun for each in TABLES.pictures]
    assert [each for each in pictures if not occurs_in(each, sentences)] == []
    assert sum(occurs_in(each, sentences) for each in places) > 40
    assert sum(occurs_in(each, sentences) for each in kinds) > 20
    assert len(sentences) > 700


def occurs_in(words: str, sentences: set[str]) -> bool:
    return any(f"{words} " in text for text in sentences)


def test_python_and_javascript_describe_the_photographs_alike(ask: Ask, photographs: Path) -> None:
    paths = [path for path in sorted(photographs.iterdir()) if path.suffix in (".png", ".jpg")]
    for path in paths:
        check_image(ask, path)


def test_python_and_javascript_describe_real_images_alike(
    ask: Ask, real_images: list[Path]
) -> None:
    for path in real_images[::3]:
        check_image(ask, path)


def check_image(ask: Ask, path: Path) -> None:
    describer: Any = vizsla.describe_image
    image = load_pixels(path)
    embedding = describer._classifier.encoder.embed(image)
    image_scores = describer._classifier.scores_of(embedding, calibrated=False)
    pictures = np.array(describer._picture_scores(embedding))
    boxes = describer._detector.boxes(image, LEAST_SCORE, None)
    asked = asked_boxes(boxes, image_scores.tolist(), size_of(image), KNOWN, TABLES)
    box_scores = [
        describer._classifier.scores(square_crop(image, box), crop=1.0, calibrated=False)
        if number in asked
        else None
        for number, box in enumerate(boxes)
    ]
    reply = described_by_both(ask, size_of(image), boxes, box_scores, image_scores, pictures)
    assert reply["sentence"]["text"] == describer(path).answer, path
