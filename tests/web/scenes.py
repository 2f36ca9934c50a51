"""Random scenes: likely and unlikely outputs of the two models for an image."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

import vizsla
from vizsla.answer import Box
from vizsla.functions.image_description.classes import classes_from
from vizsla.functions.image_description.read_tables import FOLDER, load_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    LabelPair = tuple[Sequence[str], Sequence[str]]
    Scores = np.ndarray | None
    # The image's size, its boxes, the scores of each box, those of the image, those of the kinds of
    # pictures, and the rules.
    Scene = tuple[tuple[int, int], list[Box], list[Scores], Scores, Scores, Mapping[str, float]]

TABLES = load_tables()
RULES = json.loads((FOLDER / "rules.json").read_text(encoding="utf-8"))
LABELS = vizsla.classify_image.manifest.labels
IDS, NAMES = [label.id or "" for label in LABELS], list(vizsla.classify_image.labels)
ABOVE = {key: vizsla.classify_image.label_kinds.above(number) for number, key in enumerate(IDS)}
KNOWN = classes_from(IDS, NAMES, ABOVE.__getitem__, TABLES)

# Labels of another detector, and some that might confuse one of the runtimes.
STRANGE = ["hourglass", "MP3 player", "🦊 fox", "ﬁsh of prey", "", "constructor", "__proto__"]


def labels_of(names: Sequence[str]) -> list[str]:
    return [key for key, thing in TABLES.things.items() if key in names or thing.category in names]


# Pairs of labels that a relation may join, the upper or the nearer one first.
LABEL_PAIRS: list[LabelPair] = [
    (labels_of(rest.upper), labels_of(rest.lower)) for rest in TABLES.relations.rests
]
LABEL_PAIRS.append((labels_of(TABLES.relations.in_front.front), TABLES.relations.in_front.behind))
LABEL_PAIRS.extend((labels_of(side), labels_of(side)) for side in TABLES.relations.beside.sides)

NAMED_FINER = [label for label, thing in TABLES.things.items() if thing.refine]

# The classes with high scores: those of a kind, a place, any classes.
TOPICS = [
    *(KNOWN.within(kind.kinds) for kind in TABLES.kinds),
    *((number,) for number, setting in enumerate(KNOWN.settings) if setting),
    *(50 * [range(len(IDS))]),
]


def random_scene(rng: Random) -> Scene:
    size = rng.randint(1, 4000), rng.randint(1, 4000)
    pair = rng.choice(LABEL_PAIRS)
    strange = rng.choice([*TABLES.things, *STRANGE])
    palette = rng.sample([*map(rng.choice, pair), strange], rng.randint(1, 3))
    related, crowded = related_boxes(rng, size, pair), crowded_boxes(rng, size, palette)
    boxes = rng.choice(([], related, related, crowded))
    for _ in range(rng.choice((0, 0, 1, 1, 2, 4, 6))):
        boxes.append(random_box(rng, size, palette, boxes))
    asked, most = rng.choice((0.5, 1)), rng.choice((1, 2, None))
    box_scores = [
        random_scores(rng, KNOWN.within(TABLES.thing(box.label).kinds)[:most])
        if rng.random() < asked
        else None
        for box in boxes
    ]
    image_scores = random_scores(rng, rng.choice(TOPICS)) if rng.random() < 0.8 else None
    pictures = random_pictures(rng) if rng.random() < 0.7 else None
    return size, boxes, box_scores, image_scores, pictures, random_rules(rng)


def random_pictures(rng: Random) -> np.ndarray:
    """Return the scores of the kinds of pictures: most are unlikely, and a few nearly certain."""
    scores = np.array([rng.random() ** 4 for _ in TABLES.pictures])
    for number in rng.sample(range(len(scores)), rng.choice((0, 0, 1, 2))):
        scores[number] = rng.uniform(0.7, 1)
    return scores


def related_boxes(rng: Random, size: tuple[int, int], pair: LabelPair) -> list[Box]:
    """Return a thing with others on it, in front of it or beside it; sometimes everything twice."""
    lower, score = rng.choice(pair[1]), rng.uniform(0.8, 1)
    uppers_of_pairs = [uppers for uppers, lowers in LABEL_PAIRS if lower in lowers]
    width, height = size[0] / 2, size[1] / rng.randint(2, 8)
    # In steps of twentieths, boxes are exactly at the limits of the relations.
    even, rests = rng.random() < 0.5, rng.random() < 0.5
    if even:
        width, height = 100 * rng.randint(1, 2), 100
    boxes = [Box(lower, score, 100, 200, width, height)]
    for _ in range(rng.randint(1, 3)):
        across, high = width * rng.uniform(0.1, 0.6), height * rng.uniform(0.5, 3)
        left, down = rng.choice((rng.uniform(0, 0.4), 1.05)), rng.choice((0.2, 0.5, 0.8, 1, 1.1))
        if rests:
            left, down = rng.uniform(0, 0.4), rng.uniform(0.3, 0.8)
        if even:
            across, high = rng.choice((50, 100)), rng.choice((20, 50, 85, 100))
            left, down = rng.randint(-20, 40) / 20, rng.randint(-6, 26) / 20
        x, bottom = 100 + round(width * left, 9), 200 + round(height * down, 9)
        boxes.append(
            Box(rng.choice(rng.choice(uppers_of_pairs)), score, x, bottom - high, across, high)
        )
    if rng.random() < 0.3:
        boxes += [replace(box, x=box.x + 3 * width) for box in boxes]
    return boxes


def crowded_boxes(rng: Random, size: tuple[int, int], palette: list[str]) -> list[Box]:
    labels = rng.choice((palette[:1], palette, STRANGE, [rng.choice(NAMED_FINER)]))
    width, height, least = size[0] / 4, size[1] / 4, rng.choice((1, rng.random()))
    places = [(column * width, row * height) for column in range(4) for row in range(4)]
    places = rng.sample(places, rng.randint(2, 16))
    return [
        Box(rng.choice(labels), rng.uniform(least, 1), *place, width, height) for place in places
    ]


def random_box(rng: Random, size: tuple[int, int], palette: list[str], known: list[Box]) -> Box:
    label = rng.choice(palette)
    score = rng.choice((0.25, 0.5, 0.55, 0.8, 1.0, *(5 * [rng.uniform(0.25, 1)])))
    if not known or rng.random() < 0.3:
        width, height = (rng.choice((0, 1, each, rng.uniform(0, each))) for each in size)
        x, y = (rng.choice((0, rng.randint(0, each), rng.uniform(0, each))) for each in size)
        return Box(label, score, x, y, width, height)
    by = rng.choice(known)
    if rng.random() < 0.1:  # the same box again, or almost
        return replace(
            by, label=label, score=score, x=by.x + rng.choice((0, 0.02, 0.25)) * by.width
        )
    width = by.width * rng.choice((0.2, 0.5, 1, 1.5, rng.uniform(0, 2)))
    height = by.height * rng.choice((0.2, 0.5, 1, 1.5, rng.uniform(0, 2)))
    apart = by.width * rng.choice((0, 0, 0.1, -0.1, 0.5))
    inside = by.x + rng.random() * (by.width - width)
    x = rng.choice((inside, inside, by.x - width - apart, by.x + by.width + apart))
    bottom = by.y + by.height * rng.choice((0.15, 0.5, 0.85, 1, 1.08, rng.uniform(-0.5, 1.5)))
    return Box(label, score, x, bottom - height, width, height)


def random_scores(rng: Random, topic: Sequence[int]) -> np.ndarray:
    noise = np.random.default_rng(rng.getrandbits(32))
    logits = noise.normal(size=len(IDS)) * rng.choice((0, 0.5, 2, 8))
    sure = rng.choices(topic or range(len(IDS)), k=rng.randint(1, 3))
    for number in rng.choice(([], sure, sure, topic)):
        logits[number] += rng.choice((4, 8, 8.1, 12, 16))
    scores = np.exp(logits - logits.max())
    scores /= scores.sum()
    even = np.zeros(len(IDS))
    even[[*sure, rng.randrange(len(IDS))]] = 1 / (1 + len(sure))
    # Some are equal, some exactly at the limits of the rules, and some above 1.
    return rng.choice((scores, scores, scores, np.round(scores * 64) / 64, even, scores * 2))


def random_rules(rng: Random) -> dict[str, float]:
    if rng.random() < 0.5:
        return RULES
    changed: dict[str, float] = {
        name: rng.choice((old, old * rng.random() * 1.5)) for name, old in RULES.items()
    }
    return {
        **changed,
        "groups": rng.randint(1, 8),
        "crops": rng.randint(0, 4),
        "crops_of_label": rng.randint(0, 2),
        "kinds": rng.randint(0, 4),
        "tag": rng.choice((0.1, 0.25)),
    }
