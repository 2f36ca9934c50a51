"""Measures what sure and likely promise, and whether the forecasts come true; ``promises.py``.

Small and growing sets are drawn from labelled images. Each training is judged on images that it
never had: how many of its sure and likely answers are right, whether they stay sure as examples are
added, and whether answers are sure once as many examples were added as were asked for. It writes
``results/promises/DATE.json``, and prints the tables.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

import loop_sources as sources
import models
from draw_rounds import draw_rounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vizsla.answer import Answer
    from vizsla.functions.classifier import Classifier
    from vizsla.training.trained_head import TrainedHead

RESULTS = Path(__file__).parent / "results" / "promises"
CACHE = models.FOLDER / "promises"
TEST_SHARE = 0.2
MOST_TESTED = 600
JUDGED = 8  # answers that name a label from which on the label is counted
LABELS_OF_FEW, EACH = (2, 3, 5, 10), (5, 10, 20, 50)
MOST_FEW = 150  # examples of a small set
LABELS_OF_GROWING = (2, 4, 8)
SIZES = (20, 30, 40, 50, 65, 80, 100, 120, 150, 180, 220, 260)
ROUNDS = 6


def _forks() -> Iterator[sources.LabelledImage]:
    return sources.labelled_folder("custom-vision/ObjectDetection/Images", ("fork", "scissors"))


SETS: dict[str, Callable[[], Iterable[sources.LabelledImage]]] = {
    "trees": sources.trees,
    "forks": _forks,
    "photographs": sources.imagenet,
    "stamps": sources.stamps,
    "digits": sources.digits,
    "fashion": lambda: sources.fashion("train", 6000),
}
# The forecast's constants were chosen on stamps and digits (and on emoji).
GROWING = ("fashion", "stamps", "digits")


@dataclass(frozen=True, eq=False)
class Embedded:
    """A set of embeddings, with labels and keys; ``scale`` turns its integers into values."""

    sums: np.ndarray
    labels: np.ndarray
    keys: np.ndarray
    scale: float


@dataclass(frozen=True, eq=False)
class Tested:
    """A training, and the answers of its function to images that it never had."""

    name: str
    labelled: int
    trained: TrainedHead
    answers: list[Answer]
    labels: list[str]

    def of(self, word: str) -> dict[str, Any]:
        """Return how many answers had the word, and how many of these were right."""
        head = self.trained
        chosen = head.confidence_threshold if word == "sure" else head.likely_threshold
        having = [
            each.answer == label
            for each, label in zip(self.answers, self.labels, strict=True)
            if getattr(each, word)
        ]
        by_label = [own for own in self._by_label(word) if len(own) >= JUDGED]
        return {
            "set": self.name,
            "labelled": self.labelled,
            "has": chosen.score is not None,
            "target": chosen.target,
            "answers": len(self.answers),
            "count": len(having),
            "right": sum(having),
            "more": chosen.more,
            "labels": len(by_label),
            "labels_below": sum(np.mean(own) < chosen.target for own in by_label),
        }

    def _by_label(self, word: str) -> list[list[bool]]:
        """Return for each label whether the answers that name it, and have the word, are right."""
        found: dict[str | None, list[bool]] = {}
        for each, label in zip(self.answers, self.labels, strict=True):
            if getattr(each, word):
                found.setdefault(each.answer, []).append(each.answer == label)
        return list(found.values())


def embedded(name: str) -> Embedded:
    """Embed a set, once."""
    from vizsla.encoders.registry import encoder_named  # noqa: PLC0415 - after the environment is set
    from vizsla.modalities.image.load_image import load_pixels  # noqa: PLC0415 - as above
    from vizsla.prefetch import prefetch  # noqa: PLC0415 - as above

    file = CACHE / f"{name}.npz"
    if not file.exists():
        encoder = encoder_named(None, "image")
        encoder.self_test()
        images = list(SETS[name]())
        found = list(prefetch(lambda each: encoder.embed(load_pixels(each.read()), 1), images))
        CACHE.mkdir(parents=True, exist_ok=True)
        np.savez(
            file,
            sums=np.array([each.numbers for each in found], np.int16),
            labels=np.array([each.label for each in images]),
            keys=np.array([hashlib.sha256(f"{name} {each.name}".encode()).hexdigest()
                           for each in images]),
            scale=found[0].scale,
        )  # fmt: skip
    with np.load(file) as held:
        return Embedded(held["sums"], held["labels"], held["keys"], float(held["scale"]))


def made(
    name: str, data: Embedded, chosen: np.ndarray
) -> tuple[Classifier[Any], TrainedHead, np.ndarray]:
    """Make a function as a project does, a fifth of the images for its own test.

    Returns:
        The function, its head, and the embeddings that it was trained on.

    """
    from vizsla.encoders.registry import encoder_named  # noqa: PLC0415 - as above
    from vizsla.progress import ProgressReporter  # noqa: PLC0415 - as above
    from vizsla.publish.assemble_manifest import assemble_manifest  # noqa: PLC0415 - as above
    from vizsla.publish.pack_bundle import pack_bundle  # noqa: PLC0415 - as above
    from vizsla.publish.parity import ParityExamples  # noqa: PLC0415 - as above
    from vizsla.publish.training_facts import TrainingFacts  # noqa: PLC0415 - as above
    from vizsla.training.data_split import choose_split  # noqa: PLC0415 - as above
    from vizsla.training.train import train as fit  # noqa: PLC0415 - as above
    from vizsla.training.training_set import TrainingSet  # noqa: PLC0415 - as above

    numbers, none = np.arange(len(chosen)), [None] * len(chosen)
    keys, labels = data.keys[chosen].tolist(), data.labels[chosen].tolist()
    parts = np.array(choose_split(keys, labels, numbers, none, TEST_SHARE))
    own = chosen[parts == "train"]
    names = tuple(sorted(set(data.labels[own].tolist())))
    training_set = TrainingSet.of(
        names,
        data.sums[own],
        data.scale,
        np.array([names.index(each) for each in data.labels[own]]),
        np.zeros((len(own), len(names)), bool),
        np.arange(len(own)),
        tuple(data.keys[own].tolist()),
    )
    head = fit(training_set, ProgressReporter(), training_share=1 - TEST_SHARE)
    encoder = encoder_named(None, "image")
    manifest = assemble_manifest(
        head,
        TrainingFacts.of(head, training_set),
        encoder,
        kind="image-classification",
        name=name,
        version=1,
        test=None,
    )
    few = ParityExamples(data.sums[own[:1]], data.scale, {})
    function = pack_bundle(manifest, head, few, encoder, None)
    return function, head, data.sums[own]


def train(name: str, data: Embedded, chosen: np.ndarray, test: np.ndarray) -> Tested:
    """Make a function, and ask it."""
    from vizsla.encoders.embedding import Embedding  # noqa: PLC0415 - as above

    function, head, _ = made(name, data, chosen)
    answers = [
        function.answer_embedding(Embedding(each.astype(np.float64), data.scale), top=1)
        for each in data.sums[test]
    ]
    return Tested(name, len(chosen), head, answers, data.labels[test].tolist())


def small_sets(name: str, data: Embedded, rounds: int) -> Iterator[Tested]:
    """Train on sets with as many images of each label."""
    for labels in LABELS_OF_FEW:
        for each in EACH:
            names, counts = np.unique(data.labels, return_counts=True)
            names = names[counts >= each + max(5, each // 2)]
            if labels * each > MOST_FEW or len(names) < labels:
                continue
            for number in range(rounds):
                rng = np.random.default_rng([number, labels, each])
                images = [
                    rng.permutation(np.flatnonzero(data.labels == label))
                    for label in rng.choice(names, labels, replace=False)
                ]
                chosen = np.concatenate([own[:each] for own in images])
                test = np.concatenate([own[each : each + MOST_TESTED // labels] for own in images])
                yield train(name, data, chosen, test)


def growing_sets(name: str, data: Embedded, rounds: int) -> Iterator[list[Tested]]:
    """Train on growing sets with images in any order."""
    for labels in LABELS_OF_GROWING:
        for number in range(rounds):
            rng = np.random.default_rng([number, labels])
            picked = rng.choice(np.unique(data.labels), labels, replace=False)
            order = rng.permutation(np.flatnonzero(np.isin(data.labels, picked)))
            sizes = [each for each in SIZES if each <= 0.75 * len(order)]
            test = order[sizes[-1] :][:MOST_TESTED]
            yield [train(name, data, order[:size], test) for size in sizes]


def summed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Count trainings that have a word, those below its promise, and answers."""
    having = [each for each in rows if each["has"] and each["count"]]
    return {
        "trainings": len(rows),
        "have": len(having),
        "below": sum(each["right"] < each["target"] * each["count"] for each in having),
        "share": float(np.mean([each["count"] / each["answers"] for each in rows])),
        "right": sum(each["right"] for each in having) / max(1, sum(e["count"] for e in having)),
        "labels": sum(each["labels"] for each in having),
        "labels_below": int(sum(each["labels_below"] for each in having)),
    }


def forecasts(runs: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """Count the forecasts before the first sure answer that came true in time."""
    made, true, ratios, lost, pairs = 0, 0, [], 0, 0
    for run in runs:
        had = [each["has"] for each in run]
        pairs += sum(had[:-1])
        lost += sum(one and not two for one, two in pairwise(had))
        first = next((n for n, has in enumerate(had) if has), None)
        for each in run[:first]:
            if each["more"] is None:
                continue
            said = each["labelled"] + each["more"]
            if first is None:
                # A set that ends before the forecast does not refute it.
                made += said <= run[-1]["labelled"]
                continue
            # The sizes are steps: the first one that is not below the forecast is in time.
            in_time = min((e["labelled"] for e in run if e["labelled"] >= said), default=said)
            made += 1
            true += run[first]["labelled"] <= in_time
            ratios.append(each["more"] / (run[first]["labelled"] - each["labelled"]))
    return {
        "forecasts": made,
        "true": true / max(1, made),
        "said_to_needed": float(np.median(ratios)) if ratios else None,
        "kept": pairs - lost,
        "steps": pairs,
    }


def collect(rounds: int) -> dict[str, Any]:
    """Measure all sets that this machine has."""
    few: list[dict[str, Any]] = []
    words: dict[str, list[dict[str, Any]]] = {"sure": [], "likely": []}
    grown: dict[str, Any] = {}
    for name in SETS:
        try:
            data = embedded(name)
        except sources.MissingError as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        for tested in small_sets(name, data, rounds):
            for word, rows in words.items():
                rows.append(tested.of(word))
        if name in GROWING:
            runs = list(growing_sets(name, data, rounds))
            sure = [[each.of("sure") for each in run] for run in runs]
            grown[name] = summed([each for run in sure for each in run]) | forecasts(sure)
        print(f"measured {name}", file=sys.stderr)
    for low, high in ((1, 12), (13, 20), (21, 35), (36, 60), (61, MOST_FEW)):
        own = {
            word: summed([each for each in rows if low <= each["labelled"] <= high])
            for word, rows in words.items()
        }
        few.append({"labelled": [low, high], **own})
    by_set = {
        name: {word: summed([e for e in rows if e["set"] == name]) for word, rows in words.items()}
        for name in SETS
    }
    return {"date": dt.datetime.now(dt.UTC).date().isoformat(), "few": few, "sets": by_set,
            "growing": grown}  # fmt: skip


def markdown(found: dict[str, Any]) -> str:
    """Return the tables."""
    lines = _table(
        *("labelled", "trainings", "likely: have it", "below 80 %", "answers", "right"),
        *("sure: have it", "below 95 %", "answers", "right"),
    )
    for each in found["few"]:
        cells = ["{} to {}".format(*each["labelled"]), str(each["likely"]["trainings"])]
        for word in ("likely", "sure"):
            own = each[word]
            right = f"{own['right']:.1%}" if own["have"] else ""
            cells += [str(own["have"]), str(own["below"]), f"{own['share']:.0%}", right]
        lines.append(f"| {' | '.join(cells)} |")
    labels = {
        word: [sum(each[word][key] for each in found["few"]) for key in ("labels_below", "labels")]
        for word in ("likely", "sure")
    }
    lines += [
        "",
        f"Labels that {JUDGED} answers or more with the word name, and that are right less often "
        "than promised: likely {} of {}, sure {} of {}.".format(*labels["likely"], *labels["sure"]),
    ]
    lines += _table(
        *("growing set", "trainings with sure answers", "below 95 %", "right", "stayed sure"),
        *("forecasts", "in time", "asked for / needed, median"),
    )
    for name, own in found["growing"].items():
        ratio = "" if own["said_to_needed"] is None else f"{own['said_to_needed']:.2f}"
        lines.append(
            f"| {name} | {own['have']} | {own['below']} | {own['right']:.1%} "
            f"| {own['kept']} of {own['steps']} | {own['forecasts']} | {own['true']:.0%} "
            f"| {ratio} |"
        )
    return "\n".join(lines).strip()


def _table(*names: str) -> list[str]:
    return ["", f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]


def main() -> int:
    """Measure, write the results, and print the tables."""
    return draw_rounds(collect, markdown, RESULTS, ROUNDS, __doc__)


if __name__ == "__main__":
    sys.exit(main())
