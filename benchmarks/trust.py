"""Measures whether scores and ``sure`` can be believed: ``make bench`` prints the table.

It asks the shipped functions about labelled photographs, and adds the newest figures of functions
that ``loop.py`` trained. It writes ``results/trust/DATE.json`` and a section of the docs.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import loop_scores
import machine
import photos
import table
import trust_table
import vizsla
from harder_views import harder_views
from measured import store_results
from unseen_photographs import UnseenPhotograph, unseen_photographs
from vizsla.modalities.image.load_image import load_image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Asked = Iterable[tuple[Any, frozenset[str]]]  # images, and the synsets that are true of each
    IsRight = Callable[[vizsla.Answer, frozenset[str]], bool]

RESULTS = Path(__file__).parent / "results" / "trust"


def ask(name: str, asked: Asked, is_right: IsRight, own: frozenset[str]) -> dict[str, Any]:
    """Ask a function about images, and return the figures.

    Args:
        name: the function's name.
        asked: the images.
        is_right: whether an answer is right.
        own: the synsets of the function's labels; an image with none of them is a stranger's.

    """
    images, truth = zip(*asked, strict=True)
    with vizsla.load(name) as function:
        answers = list(function(list(images)))
    right = [is_right(*each) for each in zip(answers, truth, strict=True)]
    unlike = [
        each.sure and each.answer is not None
        for each, labels in zip(answers, truth, strict=True)
        if not labels & own
    ]
    return {
        **loop_scores.accuracy(right),
        **loop_scores.scores(
            [each.score for each in answers], right, [each.sure for each in answers]
        ),
        "calibrated": answers[0].calibrated,
        "others": loop_scores.others(unlike) if unlike else None,
    }


def classified(answer: vizsla.Answer, labels: frozenset[str]) -> bool:
    """Return whether classify-image's answer is one of the labels."""
    return answer.alternatives[0].id in labels


def shipped(found: list[UnseenPhotograph]) -> dict[str, dict[str, Any]]:
    """Return the figures of the shipped classifiers, by function and set."""
    classes, breeds = (
        frozenset(str(each.id) for each in vizsla.load(name).manifest.labels)
        for name in ("classify-image", "dog-breeds")
    )

    def breed(answer: vizsla.Answer, labels: frozenset[str]) -> bool:
        return classified(answer, labels) if answer.answer else not labels & breeds

    def thing(answer: vizsla.Answer, labels: frozenset[str]) -> bool:
        return answer.answer in labels if answer.answer else not labels

    anything = [(each.content, each.labels) for each in found]
    final = [(each.content, each.labels) for each in found if each.final]
    dogs = [
        (view, each.labels)
        for each in found
        if each.labels & breeds
        for view in harder_views(load_image(each.content), f"{each.source}/{each.name}")
    ]
    own = [(path.read_bytes(), frozenset((synset,))) for path, synset in photos.labelled()]
    sets: dict[str, tuple[str, Asked]] = {
        "seen": ("classify-image", own),
        "labelled": ("classify-image", [each for each in anything if each[1]]),
        "anything": ("classify-image", final),
        "dogs": ("dog-breeds", dogs),
        "no dogs": ("dog-breeds", [each for each in anything if not each[1] & breeds]),
        "things": (
            "detect-objects",
            [
                (each.content, each.objects)
                for each in found
                if each.final and each.objects is not None
            ],
        ),
    }
    judges = {
        "classify-image": (classified, classes),
        "dog-breeds": (breed, breeds),
        "detect-objects": (thing, frozenset(vizsla.detect_objects.labels)),
    }
    return {
        key: {"function": name, **ask(name, asked, *judges[name])}
        for key, (name, asked) in sets.items()
        if asked
    }


def main() -> None:
    """Measure, write the results, and print the section."""
    found, missing = unseen_photographs()
    if not photos.labelled():
        missing["ImageNet's own"] = "VIZSLA_TEST_DATA names the folder of the test data"
    for source, why in missing.items():
        print(f"without the photographs of {source}: {why}")
    results = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": machine.describe(),
        "missing": missing,
        "shipped": shipped(found) if found else {},
    }
    store_results(RESULTS, results)
    table.rewrite()
    print(trust_table.newest())


if __name__ == "__main__":
    main()
