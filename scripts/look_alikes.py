"""Writes which breeds dog-breeds takes for one another, for Dog Scope.

The classifier's head is linear: two breeds are confused the more, the more alike their rows of
weights are once what all breeds share is taken off. ``benchmarks/web/dogs.py`` measures how often
the runner-up on real photographs is among those listed here.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

import vizsla

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "web" / "dogscope" / "src" / "breeds" / "lookAlikes.json"
MOST = 4
LEAST = 0.15  # of the cosine: what is less alike is no look-alike


def main() -> None:
    """Compare the rows, and write the nearest of each breed."""
    with vizsla.load("dog-breeds") as function:
        labels = function.manifest.labels
        weights = function._head.weights[: len(labels)]  # noqa: SLF001 - not for callers
    rows = weights - weights.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    alike = rows @ rows.T
    np.fill_diagonal(alike, -1)
    ids = [str(each.id) for each in labels]
    listed = {
        own: [ids[other] for other in np.argsort(-row)[:MOST] if row[other] >= LEAST]
        for own, row in zip(ids, alike, strict=True)
    }
    TARGET.write_text(json.dumps(listed, indent=1) + "\n", "utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {sum(map(len, listed.values()))} pairs")


if __name__ == "__main__":
    main()
