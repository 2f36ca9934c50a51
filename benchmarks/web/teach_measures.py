"""Measures ``teach``, and returns the lines of each table."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from teach_images import EmbeddedImages
    from teach_twin import Taught

Rows: TypeAlias = dict[str, list[int]]
Line: TypeAlias = list[str]

OLD = ("dogs", "other things", "stamps")
ASKED = 4  # images of each taught label, where half of all images are of none
RESAMPLED = 2000
KNOWN = 0.5  # as in the runtime's constants.ts
BINS = (0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass
class Bench:
    """The data of all measurements.

    Attributes:
        images: all images.
        taught: the runtime.
        draws: the number of random choices of the images to teach.

    """

    images: EmbeddedImages
    taught: Taught
    draws: int

    def split(self, labels: Iterable[str], count: int, rng: np.random.Generator) -> list[Rows]:
        """Draw the images to teach of each label; return these, and the others."""
        order = {each: rng.permutation(self.images.rows[each]).tolist() for each in labels}
        return [
            {each: rows[:count] for each, rows in order.items()},
            {each: rows[count:] for each, rows in order.items()},
        ]

    def asked(self, shown: Rows, rows: Sequence[int]) -> list[dict[str, Any]]:
        """Return the taught function's answers."""
        return self.taught.judge(shown, rows, self.images.answers(rows))

    def changed(self, shown: Rows, rows: Sequence[int]) -> float:
        """Return the share of the function's own answers that differ after teaching."""
        own, found = self.images.answers(rows), self.asked(shown, rows)
        keys = ("answer", "score", "sure")
        other = [any(a[key] != b[key] for key in keys) for a, b in zip(found, own, strict=True)]
        return float(np.mean(other))


def new_kinds(bench: Bench, kinds: Sequence[str], count: int) -> Line:
    """Measure new labels taught with a number of images each, and the change of other answers."""
    rng = np.random.default_rng(count)
    shares: list[float] = []
    sure: list[bool] = []
    right: dict[str, dict[int, list[bool]]] = {kind: {} for kind in kinds}
    changed: dict[str, list[float]] = {name: [] for name in OLD}
    asked = 0
    for _ in range(bench.draws):
        shown, rest = bench.split(kinds, count, rng)
        share = 0.0
        for kind, rows in rest.items():
            found = bench.asked(shown, rows)
            hits = [each["answer"] == kind for each in found]
            for row, hit in zip(rows, hits, strict=True):
                right[kind].setdefault(row, []).append(hit)
            share += float(np.mean(hits)) / len(kinds)
            # Where no taught label is likely, the answer is the function's own.
            sure += [
                each["answer"] == kind for each in found if each["sure"] and each["answer"] in kinds
            ]
            asked += len(rows)
        shares.append(share)
        for name, each in changed.items():
            each.append(bench.changed(shown, bench.images.rows[name]))
    low, high = _resampled(right, rng)
    worst, best = np.quantile(shares, (0.025, 0.975))
    return [
        str(count),
        f"{percent(np.mean(shares))} ({percent(low)} to {percent(high)})",
        f"{percent(worst)} to {percent(best)}",
        f"{percent(len(sure) / asked)}",
        f"{percent(np.mean(sure))}",
        *(f"{percent(np.mean(each))}, {percent(max(each))}" for each in changed.values()),
    ]


def two_dogs(bench: Bench, dogs: Sequence[str], count: int) -> Line:
    """Measure two similar dogs, taught with a number of views of one photograph of each."""
    rng = np.random.default_rng(count)
    images = bench.images
    means = [
        np.mean([images.embeddings[row].numbers for row in images.rows[dog]], 0) for dog in dogs
    ]
    alike = np.corrcoef(means) - 2 * np.eye(len(dogs))
    hits: list[bool] = []
    changed: list[float] = []
    for number, dog in enumerate(dogs):
        pair = (dog, dogs[int(alike[number].argmax())])
        shown, rest = bench.split(pair, count, rng)
        for each, rows in rest.items():
            hits += [answer["answer"] == each for answer in bench.asked(shown, rows)]
        # The photographs of the views are among the dogs.
        others = [row for row in images.rows["dogs"] if images.names[row] not in pair]
        changed.append(bench.changed(shown, others))
    low, high = wilson(sum(hits), len(hits))
    return [
        str(count),
        f"{percent(np.mean(hits))} ({percent(low)} to {percent(high)})",
        f"{percent(np.mean(changed))}, {percent(max(changed))}",
    ]


def believed(bench: Bench, name: str, sets: Mapping[str, Sequence[str]]) -> list[Line]:
    """Measure the share of right taught answers, by their score.

    Half of the images are of no taught label: of other labels of the set, and of other sets.
    """
    rng = np.random.default_rng(0)
    rows_of = bench.images.rows
    strangers = [row for key in sets if key != name for each in sets[key] for row in rows_of[each]]
    scores: list[float] = []
    hits: list[bool] = []
    for _ in range(bench.draws):
        order = rng.permutation(sets[name]).tolist()
        chosen, left = np.split(order, [int(rng.integers(1, 6))])
        shown, rest = bench.split(chosen.tolist(), int(rng.choice((1, 2, 3, 5))), rng)
        asked = [(row, kind) for kind, rows in rest.items() for row in rows[:ASKED]]
        others = [row for kind in left for row in rows_of[str(kind)]]
        half = len(asked) // 2
        asked += [(int(row), "") for each in (others, strangers) for row in rng.choice(each, half)]
        found = bench.taught.judge(shown, [row for row, _ in asked])
        for (_, kind), judged in zip(asked, found, strict=True):
            if sum(each["probability"] for each in judged) >= KNOWN:
                scores.append(judged[0]["probability"])
                hits.append(judged[0]["label"] == kind)
    lines = []
    for low, high in itertools.pairwise(BINS):
        within = [hit for hit, score in zip(hits, scores, strict=True) if low <= score < high]
        bounds = " to ".join(percent(each) for each in wilson(sum(within), len(within)))
        share = percent(np.mean(within)) if within else "-"
        lines.append([name, f"{low} to {high}", f"{share} ({bounds})", str(len(within))])
    return lines


def percent(share: float | np.floating) -> str:
    """Return a share as a percentage."""
    return f"{100 * share:.1f} %"


def _resampled(
    right: Mapping[str, Mapping[int, Sequence[bool]]], rng: np.random.Generator
) -> tuple[float, float]:
    """Return the 95 % interval of the mean over the labels, by resampling their images."""
    means = [np.array([np.mean(each) for each in rows.values()]) for rows in right.values()]
    picks = [rng.choice(each, (RESAMPLED, len(each))).mean(axis=1) for each in means]
    low, high = np.quantile(np.mean(picks, axis=0), (0.025, 0.975))
    return float(low), float(high)
