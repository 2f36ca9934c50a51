"""Measures what it gains that labels with few examples weigh more; ``unbalanced.py``.

Sets with few images, and with many more of one label than of another, are drawn from labelled
images. Each is trained on with the weights of ``vizsla.training.label_weights`` and without, and
both answer images that neither had. It writes ``results/unbalanced/DATE.json``, and prints the
table.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np

import loop_scores
import promises
from draw_rounds import draw_rounds
from loop_sources import MissingError
from unbalanced_table import unbalanced_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promises import Embedded

RESULTS = Path(__file__).parent / "results" / "unbalanced"
FEW = (10, 20, 40, 80)  # images of all labels of a set, as they come
LEAST_LABELS, LEAST_IMAGES = 5, 150  # of a set from which they are drawn
UNEVEN = ((5, 20), (5, 50), (5, 20, 50), (3, 10, 10, 30))  # images of each label
HARD = ((10, 100), (40, 400))
# Clothes that are hard to tell apart, the rarer one first.
HARD_PAIRS = (("shirt", "t-shirt"), ("pullover", "coat"), ("shirt", "coat"))
MOST_TESTED = 600
ROUNDS = 8
Z_95 = 1.96


@dataclass(frozen=True, eq=False)
class Task:
    """A training, and tests of it by name: the numbers of images that are trained and tested on."""

    name: str
    trained: np.ndarray
    tests: dict[str, np.ndarray]


def tasks(of: str, data: Embedded, rounds: int) -> Iterator[Task]:
    """Iterate over the tasks of a set."""
    names, counts = np.unique(data.labels, return_counts=True)
    for number in range(rounds):
        if len(names) >= LEAST_LABELS and len(data.labels) >= LEAST_IMAGES:
            for total in FEW:
                order = np.random.default_rng([number, total]).permutation(len(data.labels))
                yield Task(
                    f"{total} images of {of}", order[:total], {"drawn alike": order[total:][:1000]}
                )
        for sizes in UNEVEN:
            enough = names[counts >= max(sizes) + 10]
            if len(enough) >= len(sizes):
                rng = np.random.default_rng([number, *sizes])
                yield _uneven(data, rng.choice(enough, len(sizes), replace=False), sizes, rng)
        if of == "fashion" and number < rounds // 2:
            for sizes in HARD:
                for pair in HARD_PAIRS:
                    found = _uneven(data, pair, sizes, np.random.default_rng([number, *sizes]))
                    yield Task(f"{found.name}, much alike", found.trained, found.tests)


def _uneven(
    data: Embedded, labels: Sequence[str], sizes: tuple[int, ...], rng: np.random.Generator
) -> Task:
    images = [rng.permutation(np.flatnonzero(data.labels == label)) for label in labels]
    left = [own[size:] for own, size in zip(images, sizes, strict=True)]
    most = min(MOST_TESTED // len(sizes), *(len(own) for own in left))
    even = np.concatenate([own[:most] for own in left])
    alike = [
        own[: max(1, most * size // max(sizes))] for own, size in zip(left, sizes, strict=True)
    ]
    return Task(
        f"{' and '.join(map(str, sizes))} of a label",
        np.concatenate([own[:size] for own, size in zip(images, sizes, strict=True)]),
        {"drawn alike": np.concatenate(alike), "evenly many": even},
    )


def probabilities(data: Embedded, task: Task, *, weighted: bool) -> dict[str, np.ndarray]:
    """Return the probabilities of the trained labels for each test, (images, labels)."""
    from vizsla.progress import ProgressReporter  # noqa: PLC0415 - promises sets the environment first
    from vizsla.training import fit_context  # noqa: PLC0415 - as above
    from vizsla.training.softmax_regression import log_probabilities  # noqa: PLC0415 - as above
    from vizsla.training.train import train  # noqa: PLC0415 - as above
    from vizsla.training.training_set import TrainingSet  # noqa: PLC0415 - as above

    own, names = task.trained, labels_of(data, task)
    training_set = TrainingSet.of(
        names,
        data.sums[own],
        data.scale,
        np.array([names.index(each) for each in data.labels[own]]),
        np.zeros((len(own), len(names)), bool),
        np.arange(len(own)),
        tuple(data.keys[own].tolist()),
    )
    weights = fit_context.label_weights if weighted else lambda allowed: np.ones(len(allowed))
    with mock.patch.object(fit_context, "label_weights", weights):
        head = train(training_set, ProgressReporter())
    return {
        name: np.exp(
            log_probabilities(
                data.sums[test] * data.scale @ head.weights.T.astype(float) + head.bias
            )
        )
        for name, test in task.tests.items()
    }


def labels_of(data: Embedded, task: Task) -> tuple[str, ...]:
    """Return the labels of a task's training images."""
    return tuple(sorted(set(data.labels[task.trained].tolist())))


def figures(found: np.ndarray, names: tuple[str, ...], labels: np.ndarray) -> dict[str, Any]:
    """Return accuracy, mean recall of the labels and log loss, and each answer's score."""
    right = np.array(names)[found.argmax(axis=1)] == labels
    known = np.isin(labels, names)
    of_truth = found[known, [names.index(each) for each in labels[known]]]
    return {
        "accuracy": float(right.mean()),
        "recall": float(np.mean([right[labels == each].mean() for each in np.unique(labels)])),
        "loss": float(-np.log(np.maximum(of_truth, 1e-6)).mean()),
        "scores": found.max(axis=1),
        "right": right,
    }


def collect(rounds: int) -> dict[str, Any]:
    """Measure all sets that this machine has."""
    rows: dict[tuple[str, str], list[list[dict[str, Any]]]] = {}
    for name in promises.SETS:
        try:
            data = promises.embedded(name)
        except MissingError as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        for task in tasks(name, data, rounds):
            names = labels_of(data, task)
            both = [probabilities(data, task, weighted=each) for each in (False, True)]
            for test, images in task.tests.items():
                kind = task.name.split(" images of ")
                group = f"{kind[0]} images of all labels" if len(kind) > 1 else task.name
                rows.setdefault((group, test), []).append(
                    [figures(each[test], names, data.labels[images]) for each in both]
                )
        print(f"measured {name}", file=sys.stderr)
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "tasks": [{"task": group, "test": test, **_compared(own)}
                  for (group, test), own in rows.items()],
    }  # fmt: skip


def _compared(pairs: list[list[dict[str, Any]]]) -> dict[str, Any]:
    found: dict[str, Any] = {"trainings": len(pairs)}
    for name in ("accuracy", "recall", "loss"):
        values = np.array([[each[name] for each in pair] for pair in pairs])
        differences = values[:, 1] - values[:, 0]
        found[name] = {
            "without": float(values[:, 0].mean()),
            "with": float(values[:, 1].mean()),
            "half": float(Z_95 * differences.std(ddof=1) / np.sqrt(len(pairs))),
        }
    found["ece"] = [
        loop_scores.calibration_error(
            np.concatenate([pair[which]["scores"] for pair in pairs]),
            np.concatenate([pair[which]["right"] for pair in pairs]),
        )
        for which in (0, 1)
    ]
    return found


def main() -> int:
    """Measure, write the results, and print the table."""
    return draw_rounds(collect, unbalanced_table, RESULTS, ROUNDS, __doc__)


if __name__ == "__main__":
    sys.exit(main())
