from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import asdict, replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vizsla
from vizsla.functions.image_description.describer import LEAST_SCORE, MOST_LOOKS, cut
from vizsla.functions.image_description.sentence import describe
from vizsla.functions.image_description.tables import Rules
from vizsla.functions.image_description.tags import tags
from vizsla.functions.image_description.things import notice
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
        {"nouns": KNOWN.nouns, "settings": KNOWN.settings, "members": dict(KNOWN.members)}
    )
    return asked


def said_by_both(
    ask: Ask,
    size: tuple[int, int],
    boxes: Sequence[Box],
    looks: Sequence[Scores],
    whole: Scores,
    rules: Mapping[str, float] = RULES,
) -> Any:
    """Return what both say of what the two models say of a picture: of each box, and of all."""
    tables = replace(TABLES, rules=Rules(**rules))
    seen = [
        notice(box, None if measure is None else measure.tolist(), KNOWN, tables)
        for box, measure in zip(boxes, looks, strict=True)
    ]
    scores = None if whole is None else whole.tolist()
    finer = [
        (each.box, each.score, each.witnessed, each.refined, each.refined_score) for each in seen
    ]
    sentence = describe(seen, scores, KNOWN, size, tables)
    expected = {"seen": finer, "sentence": sentence, "tags": tags(seen, scores, KNOWN, tables)}
    scene = {
        "size": size,
        "boxes": [asdict(box) for box in boxes],
        "looks": [packed(each) for each in looks],
        "whole": packed(whole),
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
    said_by_both(ask, *random_scene(rng))


def test_python_and_javascript_agree_on_every_word_of_the_tables(ask: Ask) -> None:
    said: set[str] = set()
    # Some 10 s on an idle machine: fewer scenes do not reach every word.
    for seed in range(2000):
        reply = said_by_both(ask, *random_scene(Random(seed)))  # noqa: S311 - not a secret
        said.add(f" {reply['sentence']['text']} ")
    # It took in all that there is to compare: counts, relations, places, kinds, and nothing at all.
    words = [*TABLES.grammar.numbers[1:], *(each.word for each in TABLES.grammar.amounts)]
    words += ["a pair of", "pairs of", ", and", "a picture"]
    words += ["on a", "in a bowl", "at a table", "in front of", "beside"]
    assert [each for each in words if not spoken_of(each, said)] == []
    places, kinds = set(TABLES.settings.values()), [kind.noun.noun for kind in TABLES.kinds]
    assert sum(spoken_of(each, said) for each in places) > 40
    assert sum(spoken_of(each, said) for each in kinds) > 20
    assert len(said) > 700


def spoken_of(words: str, said: set[str]) -> bool:
    return any(f"{words} " in text for text in said)


def test_python_and_javascript_describe_the_photographs_alike(ask: Ask, photographs: Path) -> None:
    paths = [path for path in sorted(photographs.iterdir()) if path.suffix in (".png", ".jpg")]
    for path in paths:
        check_picture(ask, path)


def test_python_and_javascript_describe_real_images_alike(
    ask: Ask, real_images: list[Path]
) -> None:
    for path in real_images[::3]:
        check_picture(ask, path)


def check_picture(ask: Ask, path: Path) -> None:
    describer: Any = vizsla.describe_image
    picture = load_pixels(path)
    boxes = describer._detector.boxes(picture, LEAST_SCORE, None)
    looks = [
        describer._classifier.scores(cut(picture, box), crop=1.0)
        if number < MOST_LOOKS and TABLES.thing(box.label).kinds
        else None
        for number, box in enumerate(boxes)
    ]
    whole = describer._classifier.scores(picture)
    reply = said_by_both(ask, size_of(picture), boxes, looks, whole)
    assert reply["sentence"]["text"] == describer(path).answer, path
