"""Scenes for the tests of descriptions: a few classes, their scores, and things in boxes."""

from __future__ import annotations

from vizsla.answer import Box
from vizsla.functions.image_description.classes import classes_from
from vizsla.functions.image_description.detected_things import DetectedThing, detected_thing
from vizsla.functions.image_description.read_tables import load_tables

TABLES = load_tables()
SIZE = (1000, 800)

# A few of ImageNet's classes: id, and the kinds above it that matter here.
DOG, CAT, SNAKE, ANIMAL, TOOL = "n02084071", "n02121620", "n01726692", "n00015388", "n03575240"
ENTITY, HAT = "n00001740", "n03502509"
CLASSES = {
    "beagle": ("n02088364", {DOG, ANIMAL}),
    "pug": ("n02110958", {DOG, ANIMAL}),
    "vizsla": ("n02100583", {DOG, ANIMAL}),
    "tabby": ("n02123045", {CAT, ANIMAL}),
    "tiger cat": ("n02123159", {CAT, ANIMAL}),
    "green mamba": ("n01749939", {SNAKE, ANIMAL}),
    "vine snake": ("n01739381", {SNAKE, ANIMAL}),
    "tench": ("n01440764", {ANIMAL}),
    "crane": ("n02012849", {ANIMAL}),
    "coffee mug": ("n03063599", {TOOL}),
    "binoculars": ("n02841315", {TOOL}),
    "espresso": ("n07920052", {"n00021265"}),
    "hay": ("n07802026", {"n00021265"}),
    "wig": ("n04584207", {"n03122748"}),
    "cowboy hat": ("n03124170", {HAT, "n03051540"}),
    "ladle": ("n03633091", {TOOL}),
    "bib": ("n02834397", set[str]()),
    "horse chestnut": ("n12768682", set[str]()),
    "scale": ("n04141975", {TOOL}),
    "cash machine": ("n02977058", {TOOL}),
    "church": ("n03028079", {"n02913152"}),
    "web site": ("n06359193", set[str]()),
    "lynx": ("n02127052", {CAT, ANIMAL}),
    "seashore": ("n09428293", set[str]()),
    "sandbar": ("n09421951", set[str]()),
    "alp": ("n09193705", set[str]()),
    "cliff": ("n09246464", set[str]()),
    "library": ("n03661043", set[str]()),
}
ABOVE = {key: frozenset(kinds | {key, ENTITY}) for key, kinds in CLASSES.values()}
KNOWN = classes_from([key for key, _ in CLASSES.values()], list(CLASSES), ABOVE.__getitem__, TABLES)


Place = tuple[float, float, float, float]


def scores(**likely: float) -> list[float]:
    return [likely.get(name.replace(" ", "_"), 0.0) for name in CLASSES]


def thing(
    label: str,
    score: float,
    place: tuple[float, float, float, float] = (0, 0, 100, 100),
    finer: str | None = None,
    sure: float = 1.0,
) -> DetectedThing:
    box = Box(label, score, *place)
    noun = TABLES.noun(CLASSES[finer][0], finer) if finer else None
    return DetectedThing(box, score, finer_noun=noun, finer_score=sure)


A, B, C, D = (0, 0, 300, 300), (600, 500, 200, 300), (350, 0, 150, 150), (0, 400, 100, 100)


def seen(label: str, score: float, part: list[float], place: Place = A) -> DetectedThing:
    """Combine a box with the classifier's scores for what is in it."""
    return detected_thing(Box(label, score, *place), part, None, SIZE, KNOWN, TABLES)
