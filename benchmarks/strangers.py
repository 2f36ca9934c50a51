"""Measures how many strangers, which are none of the labels, pass as one; ``strangers.py``.

Functions are trained on some labels of a set. Near strangers are the images of the set's other
labels, far ones are images of another set. Beside Vizsla's check stands a plain one: the distance
to the nearest of all training examples, with the limit that 95 % of these keep. It writes
``results/strangers/DATE.json``, and prints the table.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

import promises
from draw_rounds import draw_rounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promises import Embedded
    from vizsla.functions.classifier import Classifier
    from vizsla.training.trained_head import TrainedHead

RESULTS = Path(__file__).parent / "results" / "strangers"
LABELS = (2, 4)
EACH = (10, 30)  # images of a label
MOST_TESTED = 400
ROUNDS = 6
# The set of the far strangers, and its labels.
FAR: dict[str, tuple[str, tuple[str, ...]]] = {
    "photographs": ("stamps", ("coin or note", "fruit", "vegetable")),
    "stamps": ("photographs", ("structure", "container")),
    "digits": ("photographs", ("dog", "bird", "structure", "container", "vehicle")),
    "fashion": ("photographs", ("dog", "bird", "structure", "container", "vehicle")),
}
COLUMNS = ("plain_familiar", "familiar", "plain_far", "far", "plain_near", "near", "estimate")

HEADINGS = (
    *("set", "trainings", "right and not novel: plain", "Vizsla", "far strangers pass: plain"),
    *("Vizsla", "near ones pass: plain", "Vizsla", "as estimated"),
)


def unit(sums: np.ndarray) -> np.ndarray:
    """Return embeddings of length 1."""
    values = sums.astype(np.float64)
    found: np.ndarray = values / np.linalg.norm(values, axis=1, keepdims=True)
    return found


def plain_check(training: np.ndarray, tested: np.ndarray) -> np.ndarray:
    """Return whether inputs are as near to a training example as 95 % of these to the others."""
    own, other = unit(training), unit(tested)
    among = own @ own.T
    np.fill_diagonal(among, -1)
    limit = np.quantile(1 - among.max(axis=1), 0.95, method="higher")
    passed: np.ndarray = 1 - (other @ own.T).max(axis=1) <= limit
    return passed


def ask(
    function: Classifier[Any], head: TrainedHead, sums: np.ndarray, scale: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return whether inputs pass the function's check, and their answers."""
    from vizsla.encoders.embedding import Embedding  # noqa: PLC0415 - after the environment is set
    from vizsla.functions.novelty import novelty_of  # noqa: PLC0415 - as above

    prototypes, novelty = function.head.prototypes, function.manifest.novelty
    if prototypes is None or novelty is None:
        raise ValueError("the function detects nothing novel")
    passed, answers = [], []
    for each in sums:
        embedding = Embedding(each.astype(np.float64), scale)
        answer = function.answer_embedding(embedding)
        row = head.labels.index(answer.answer or "")
        found = novelty_of(prototypes, embedding, row, answer.score, novelty.score_weight)
        passed.append(found <= novelty.limit)
        answers.append(answer.answer)
    return np.array(passed), np.array(answers)


def draws(name: str, data: Embedded, far: np.ndarray, rounds: int) -> Iterator[dict[str, Any]]:
    """Train on drawn labels and images, and try familiar inputs and strangers."""
    for labels, each, number in product(LABELS, EACH, range(rounds)):
        names, counts = np.unique(data.labels, return_counts=True)
        names = names[counts >= each + 5]
        if len(names) <= labels:
            continue
        rng = np.random.default_rng([number, labels, each])
        picked = rng.choice(names, labels, replace=False)
        own = [rng.permutation(np.flatnonzero(data.labels == label)) for label in picked]
        chosen = np.concatenate([images[:each] for images in own])
        rest = np.concatenate([images[each : each + 100] for images in own])
        others = rng.permutation(np.flatnonzero(~np.isin(data.labels, picked)))
        function, head, training = promises.made(name, data, chosen)
        passed, answers = ask(function, head, data.sums[rest], data.scale)
        right = answers == data.labels[rest]
        strangers = {"far": far[:MOST_TESTED], "near": data.sums[others[:MOST_TESTED]]}
        tried = head.near_strangers
        yield {
            "set": name,
            "labels": labels,
            "each": each,
            "familiar": float(passed[right].mean()),
            "plain_familiar": float(plain_check(training, data.sums[rest])[right].mean()),
            **{
                kind: float(ask(function, head, sums, data.scale)[0].mean())
                for kind, sums in strangers.items()
            },
            **{
                f"plain_{kind}": float(plain_check(training, sums).mean())
                for kind, sums in strangers.items()
            },
            "estimate": None if tried is None else tried.familiar / tried.examples,
        }


def collect(rounds: int) -> dict[str, Any]:
    """Measure all sets that this machine has."""
    rows: list[dict[str, Any]] = []
    for name, (other, labels) in FAR.items():
        try:
            data, strangers = promises.embedded(name), promises.embedded(other)
        except promises.sources.MissingError as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        far = strangers.sums[np.isin(strangers.labels, labels)]
        rows += draws(name, data, far, rounds)
        print(f"measured {name}", file=sys.stderr)
    return {"date": dt.datetime.now(dt.UTC).date().isoformat(), "trainings": rows}


def markdown(found: dict[str, Any]) -> str:
    """Return the table: the means of the trainings, by set."""
    lines = [
        f"| {' | '.join(HEADINGS)} |",
        f"|{'---|' * len(HEADINGS)}",
    ]
    rows = found["trainings"]
    for name in (*dict.fromkeys(each["set"] for each in rows), "all"):
        own = [each for each in rows if name in {each["set"], "all"}]
        shares = []
        for column in COLUMNS:
            values = [each[column] for each in own if each[column] is not None]
            shares.append(f"{np.mean(values):.0%}" if values else "")
        lines.append(f"| {name} | {len(own)} | {' | '.join(shares)} |")
    return "\n".join(lines)


def main() -> int:
    """Measure, write the results, and print the table."""
    return draw_rounds(collect, markdown, RESULTS, ROUNDS, __doc__)


if __name__ == "__main__":
    sys.exit(main())
