"""A peer on one set: ``loop_peers.py '{"peer": ..., "train": ..., "test": ...}'``.

Each gets the same folder as Vizsla, takes a fifth of it as validation set, as Vizsla does, and is
timed from its first import to its tested model. Its answers on the test set are collected after
that.
"""

from __future__ import annotations

import time

START = time.perf_counter()

import json  # noqa: E402 - the clock runs from before the imports
import sys  # noqa: E402 - as above
from pathlib import Path  # noqa: E402 - as above
from typing import TYPE_CHECKING, Any  # noqa: E402 - as above

import numpy as np  # noqa: E402 - as above

import loop_data  # noqa: E402 - as above
from classify_many import peak_memory  # noqa: E402 - as above

if TYPE_CHECKING:
    from loop_torch import ImageFiles, Tutorial

ASIDE = 0.2
HEAD_EPOCHS, WHOLE_EPOCHS = 25, 10
# The tutorial's own rate, and greater ones: the best on the validation set is taken.
HEAD_RATES = (0.001, 0.01, 0.1)
TIMED = 40  # batches, for an estimate where the whole would take too long


def divided(targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of the examples for training, and of the fifth for validation."""
    order = np.random.default_rng(0).permutation(len(targets))
    # A fifth of each label: every fifth example in the order of the labels.
    order = order[np.argsort(targets[order], kind="stable")]
    aside = np.arange(len(order)) % round(1 / ASIDE) == 0
    return np.sort(order[~aside]), np.sort(order[aside])


def logistic(paths: list[Path], targets: np.ndarray, test: list[Path]) -> dict[str, Any]:
    """Fit scikit-learn's logistic regression with its defaults, on Vizsla's embeddings."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - timed

    import loop_embed  # noqa: PLC0415 - timed

    shown, aside = divided(targets)
    values = loop_embed.embedded(paths).values
    model = LogisticRegression(max_iter=10_000).fit(values[shown], targets[shown])
    model.score(values[aside], targets[aside])
    taken = _taken()
    return taken | {"answers": model.predict(loop_embed.embedded(test).values).tolist()}


def head(
    paths: list[Path], targets: np.ndarray, test: list[Path], state: Path, *, short: bool
) -> dict[str, Any]:
    """Fit PyTorch's head alone, to features that were computed once.

    The tutorial runs the network again in each epoch; that is timed on some batches.
    """
    tutorial, shown, aside = _tutorial(paths, targets, state)
    if short:
        seconds, per_image = _taken()["seconds"], tutorial.frozen_seconds(shown, TIMED)
        every = len(shown) + len(aside)
        return {
            "seconds": seconds + per_image * every,
            "estimate": True,
            "peak": peak_memory(),
            "as_taught": seconds + HEAD_EPOCHS * per_image * every,
        }
    features = tutorial.features(shown), tutorial.features(aside)
    tutorial.train_head(features, (shown.targets, aside.targets), HEAD_EPOCHS, HEAD_RATES)
    taken = _taken()
    per_image = tutorial.frozen_seconds(shown, TIMED)
    as_taught = HEAD_EPOCHS * per_image * len(paths)
    return taken | {"as_taught": as_taught, "answers": tutorial.answers(_images(test)).tolist()}


def whole(
    paths: list[Path], targets: np.ndarray, test: list[Path], state: Path, *, short: bool
) -> dict[str, Any]:
    """Fine-tune all of PyTorch's network."""
    tutorial, shown, aside = _tutorial(paths, targets, state)
    if not short:
        tutorial.train(shown, aside, WHOLE_EPOCHS)
        return _taken() | {"answers": tutorial.answers(_images(test)).tolist()}
    before = _taken()["seconds"]
    learning = tutorial.train_seconds(shown, TIMED)
    looking = tutorial.frozen_seconds(aside, TIMED)
    epoch = learning * len(shown) + looking * len(aside)
    return {
        "seconds": before + WHOLE_EPOCHS * epoch,
        "estimate": True,
        "peak": peak_memory(),
    }


def _tutorial(
    paths: list[Path], targets: np.ndarray, state: Path
) -> tuple[Tutorial, ImageFiles, ImageFiles]:
    from loop_torch import ImageFiles, Tutorial  # noqa: PLC0415 - PyTorch may not be there

    every = ImageFiles(paths, targets)
    shown, aside = divided(targets)
    tutorial = Tutorial(state, len(np.unique(targets)))
    return tutorial, every.part(shown), every.part(aside)


def _images(paths: list[Path]) -> ImageFiles:
    from loop_torch import ImageFiles  # noqa: PLC0415 - PyTorch may not be there

    return ImageFiles(paths, np.zeros(len(paths), np.int64))


def _taken() -> dict[str, Any]:
    return {"seconds": time.perf_counter() - START, "estimate": False, "peak": peak_memory()}


def main() -> None:
    """Execute the order, and print the results."""
    order = json.loads(sys.argv[1])
    paths, names = loop_data.files(Path(order["train"]))
    test, _ = loop_data.files(Path(order["test"]))
    labels = sorted(set(names))
    targets = np.array([labels.index(each) for each in names])
    if order["peer"] == "logistic":
        found = logistic(paths, targets, test)
    else:
        way = {"head": head, "whole": whole}[order["peer"]]
        found = way(paths, targets, test, Path(order["state"]), short=order["short"])
    if "answers" in found:
        found["answers"] = [labels[number] for number in found["answers"]]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
