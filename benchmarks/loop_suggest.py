"""Measures how much better than at random ``suggest`` chooses what to label, on real images.

A person labels a few examples or none, then some at a time, chosen by ``suggest`` or at random, and
trains: the components, the regularisation by cross-validation, the fit. Each seed draws the labels
of a task, its pool and its test set anew, the same for both ways, so that their difference is
measured in pairs. Run alone, this writes ``results/loop/suggest.json`` and the docs' page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
from dataclasses import asdict, dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import numpy as np

import loop_embed
import loop_sources as sources
import loop_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from loop_sources import LabelledImage

SIZES = (5, 10, 20, 40, 80, 160)
SEEDS = 40
TEST_SHARE, MOST_TESTED = 0.3, 500
MOST_OF_POOL = 0.9  # of the pool that is labelled at most: at its end nothing is left to choose
RAREST = 0.1  # of the commonest label's examples, where the labels are unbalanced
FASHION = 10_000


@dataclass(frozen=True)
class Task:
    """A task for both ways.

    Attributes:
        of: the name of a set in SETS.
        start: the number of examples of each label that are labelled at first.
        batch: the number of examples that are labelled between two choices.
        labels: the number of labels, drawn anew for each seed; all by default.
        unbalanced: whether the labels' numbers of examples go down to a tenth.
        pool: the most examples to choose from.
        tuned: whether the method was chosen by this set.

    """

    of: str
    start: int = 1
    batch: int = 10
    labels: int | None = None
    unbalanced: bool = False
    pool: int = 500
    tuned: bool = False


def dogs() -> Iterable[LabelledImage]:
    """Iterate over photographs of dogs and of other animals, of two sources."""
    kinds = {"dog": "dog", "bird": "other animal", "mammal": "other animal"}
    named = ((each, kinds.get(each.label)) for each in sources.imagenet())
    own = (replace(each, label=label) for each, label in named if label)
    return chain(sources.pets(), own)


def cutlery() -> Iterable[LabelledImage]:
    """Iterate over Azure Custom Vision's photographs of forks and of scissors."""
    return sources.labelled_folder("custom-vision/ObjectDetection/Images", ("fork", "scissors"))


SETS: dict[str, Callable[[], Iterable[LabelledImage]]] = {
    "fashion": lambda: islice(sources.fashion("train", FASHION), FASHION),
    "kinds": sources.imagenet,
    "photos": sources.views,
    "dogs": dogs,
    "trees": sources.trees,
    "cutlery": cutlery,
    "digits": sources.digits,
    "stamps": sources.stamps,
}
TASKS = (
    Task("fashion"),
    Task("fashion", start=0, batch=5),
    Task("fashion", start=5, batch=20),
    Task("fashion", pool=7000, batch=20),
    Task("fashion", labels=2),
    Task("fashion", labels=2, start=0, batch=5),
    Task("fashion", labels=2, unbalanced=True),
    Task("fashion", labels=5, unbalanced=True),
    Task("kinds"),
    Task("photos"),
    Task("photos", start=2, batch=20),
    Task("dogs"),
    Task("dogs", start=0, batch=5),
    Task("trees", batch=3),
    Task("cutlery", batch=5),
    Task("digits", tuned=True),
    Task("digits", labels=2, tuned=True),
    Task("digits", labels=4, unbalanced=True, tuned=True),
    Task("stamps", tuned=True),
)
QUICK = (Task("trees", batch=3), Task("digits", labels=2, pool=200, tuned=True))


@dataclass(frozen=True, eq=False)
class Images:
    """A set's embeddings.

    Attributes:
        sums: (images, channels) int16.
        labels: (images,) the labels' names.
        things: (images,) the photographed things: a thing is never in pool and test set at once.

    """

    sums: np.ndarray
    labels: np.ndarray
    things: np.ndarray

    @classmethod
    def of(cls, name: str) -> Images:
        """Embed a set's images, or read the embeddings of the last run."""
        images = list(SETS[name]())
        sums = loop_embed.kept(name, [each.read() for each in images]).sums
        labels, things = zip(*((each.label, each.thing) for each in images), strict=True)
        return cls(sums, np.array(labels), np.array(things))


class Draw:
    """One draw of a task: its pool and its test set, and heads that are trained as ``train`` does.

    Attributes:
        truth: (examples of the pool,) the numbers of the true labels, which only the person knows.

    """

    def __init__(self, task: Task, images: Images, seed: int) -> None:
        from vizsla.training.training_set import TrainingSet  # noqa: PLC0415 - the training extra

        rng = np.random.default_rng([seed, *task.of.encode(), task.labels or 0])
        names = rng.permutation(np.unique(images.labels))[: task.labels]
        pool: list[int] = []
        test: list[int] = []
        for number, name in enumerate(names):
            own = np.flatnonzero(images.labels == name)
            things = rng.permutation(np.unique(images.things[own]))
            tested = np.isin(images.things[own], things[: max(1, round(TEST_SHARE * len(things)))])
            rare = RAREST ** (number / max(1, len(names) - 1)) if task.unbalanced else 1.0
            for chosen, members in ((pool, own[~tested]), (test, own[tested])):
                chosen.extend(rng.permutation(members)[: max(2, round(rare * len(members)))])
        offered, tried = rng.permutation(pool)[: task.pool], rng.permutation(test)[:MOST_TESTED]
        number_of = {name: number for number, name in enumerate(names)}
        self.truth = np.array([number_of[each] for each in images.labels[offered]])
        self._test = images.sums[tried]
        self._test_truth = np.array([number_of[each] for each in images.labels[tried]])
        sums = images.sums[offered]
        self.pool = TrainingSet.of(
            tuple(names.tolist()),
            sums,
            1.0,
            self.truth,
            np.zeros((len(offered), len(names)), bool),
            np.arange(len(offered)),
            tuple(hashlib.sha256(each.tobytes()).hexdigest() for each in sums),
        )

    def first(self, start: int, seed: int) -> np.ndarray:
        """Return which examples are labelled at first, (examples,) bool."""
        known = np.zeros(len(self.truth), bool)
        rng = np.random.default_rng(seed)
        for label in np.unique(self.truth):
            known[rng.permutation(np.flatnonzero(self.truth == label))[:start]] = True
        return known

    def accuracy(self, known: np.ndarray) -> float:
        """Return the accuracy on the test set of a head that is trained on these examples."""
        from vizsla.training.hyperparameters import choose_hyperparameters  # noqa: PLC0415
        from vizsla.training.one_thread import one_thread  # noqa: PLC0415
        from vizsla.training.principal_components import PrincipalComponents  # noqa: PLC0415
        from vizsla.training.softmax_regression import fit_softmax, outputs  # noqa: PLC0415

        rows = np.unique(self.truth[known])
        if len(rows) == 1:  # nothing can be trained yet; the one label is the only answer
            return float((self._test_truth == rows[0]).mean())
        part = self.pool.take(known)
        with one_thread():
            space = PrincipalComponents.fit(part.embeddings)
            chosen = choose_hyperparameters(part, space, lambda _done, _total: None)
            space = space.whitened(chosen.whitening)
            points = space.project(part.embeddings)
            allowed = part.allowed[:, rows]
            fitted = fit_softmax(points, allowed, space.eigenvalues, chosen.regularisation)
            answers = rows[outputs(space.project(self._test), fitted).argmax(axis=1)]
        return float((answers == self._test_truth).mean())


class Chooser:
    """Chooses as ``Project.suggest`` does."""

    def __init__(self, draw: Draw, _seed: int) -> None:
        from vizsla.training.principal_components import PrincipalComponents  # noqa: PLC0415
        from vizsla.training.suggester import Suggester  # noqa: PLC0415

        space = PrincipalComponents.fit(draw.pool.embeddings)
        self._allowed = draw.pool.allowed
        self._suggester = Suggester(space.project(draw.pool.embeddings), space.eigenvalues)

    def __call__(self, known: np.ndarray, count: int) -> list[int]:
        """Return the numbers of the examples to label next."""
        found = self._suggester.suggest(self._allowed, known, ~known, count)
        return [each.number for each in found]


class ChanceChooser:
    """Chooses at random."""

    def __init__(self, _draw: Draw, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def __call__(self, known: np.ndarray, count: int) -> list[int]:
        """Return the numbers of the examples to label next."""
        found: list[int] = self._rng.permutation(np.flatnonzero(~known))[:count].tolist()
        return found


def curve(
    task: Task, draw: Draw, way: type[Chooser | ChanceChooser], seed: int
) -> dict[int, float]:
    """Return the accuracy for each number of labelled examples."""
    known, choose = draw.first(task.start, seed), way(draw, seed)
    found: dict[int, float] = {}
    for size in SIZES:
        if not known.sum() < size <= MOST_OF_POOL * len(known):
            continue
        while missing := size - int(known.sum()):
            known[choose(known, min(task.batch, missing))] = True
        found[size] = draw.accuracy(known)
    return found


def measure(task: Task, images: Images, seeds: int = SEEDS) -> dict[str, Any]:
    """Compare ``suggest`` with random choice on one task."""
    pairs = []
    for seed in range(seeds):
        draw = Draw(task, images, seed)
        pairs.append(tuple(curve(task, draw, way, seed) for way in (Chooser, ChanceChooser)))
    found: dict[str, Any] = {"task": asdict(task), "seeds": seeds, "sizes": {}}
    for size in SIZES:
        held = np.array([[each[size] for each in pair] for pair in pairs if size in pair[0]])
        if len(held) == seeds:
            differences = held[:, 0] - held[:, 1]
            found["sizes"][size] = {
                "suggest": float(held[:, 0].mean()),
                "chance": float(held[:, 1].mean()),
                "difference": float(differences.mean()),
                "error": float(differences.std(ddof=1) / np.sqrt(seeds)),
            }
    return found


def collect(tasks: Iterable[Task] = TASKS, seeds: int = SEEDS) -> dict[str, Any]:
    """Measure the tasks whose images are on this machine."""
    found: dict[str, Any] = {"date": dt.datetime.now(dt.UTC).date().isoformat(), "tasks": []}
    images: dict[str, Images | None] = {}
    for task in tasks:
        if task.of not in images:
            try:
                images[task.of] = Images.of(task.of)
            except sources.MissingError as error:
                print(f"{task.of}: {error}", flush=True)
                images[task.of] = None
        if held := images[task.of]:
            print(f"measuring: suggest, {task}", flush=True)
            found["tasks"].append(measure(task, held, seeds))
    return found


def write() -> dict[str, Any]:
    """Measure all tasks, and write the results."""
    found = collect()
    loop_table.SUGGEST.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return found


def main() -> int:
    """Measure, write the results, and print the table."""
    parser = argparse.ArgumentParser(prog="loop_suggest.py", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two tasks, and nothing is written")
    if parser.parse_args().quick:
        print(loop_table.suggest_table(collect(QUICK, 8)))
        return 0
    print(loop_table.suggest_table(write()))
    loop_table.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
