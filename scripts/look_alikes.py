"""Writes the list of breeds that dog-breeds confuses with each other, for Dog Scope.

The classifier's head is linear: two breeds are confused the more, the more similar their rows of
weights are, less the mean of all breeds' rows.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

import vizsla

ROOT = Path(__file__).parents[1]
BREEDS = ROOT / "web" / "dogscope" / "src" / "breeds"
CATALOGUE = BREEDS / "breedCatalogue.json"  # without the second label of a breed
TARGET = BREEDS / "lookAlikes.json"
MOST = 4
LEAST = 0.15  # the least cosine similarity of look-alikes


def main() -> None:
    """Compare the rows, and write the nearest of each breed."""
    listed_ids = set(json.loads(CATALOGUE.read_text("utf-8")))
    with vizsla.load("dog-breeds") as function:
        labels = function.manifest.labels
        weights = function.head.weights[: len(labels)]
    kept = [at for at, each in enumerate(labels) if each.id in listed_ids]
    ids = [str(labels[at].id) for at in kept]
    weights = weights[kept]
    rows = weights - weights.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    similarity = rows @ rows.T
    np.fill_diagonal(similarity, -1)
    listed = {
        own: [ids[other] for other in np.argsort(-row)[:MOST] if row[other] >= LEAST]
        for own, row in zip(ids, similarity, strict=True)
    }
    TARGET.write_text(json.dumps(listed, indent=1) + "\n", "utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {sum(map(len, listed.values()))} pairs")


if __name__ == "__main__":
    main()
