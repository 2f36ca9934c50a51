"""Makes a workspace with a project of many pictures, as fast as rows can be written.

The pictures are crops of a few photographs; many examples look the same, and each has a hash, a
thumbnail and an embedding of its own. Their files themselves are not there.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa
from PIL import Image
from skimage import data

from vizsla.encoders.registry import encoder_named
from vizsla.project.embedder import Embedder
from vizsla.workspace import Workspace
from vizsla.workspace.row_values import now
from vizsla.workspace.schema import action, change, content, embedding, encoder, example, project
from vizsla.workspace.thumbnail_files import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from vizsla.workspace import EncoderSpec, Store

__all__ = ["make_store"]

PROJECT = "many"
PHOTOGRAPHS = ("astronaut", "chelsea", "coffee", "rocket")
LABELS = tuple(f"label {n}" for n in range(20))
PEOPLE = ("ann", "bo", "cy")
CROPS = 400  # different pictures
SIDE = 240  # pixels of a crop
ROWS = 5_000  # in a statement
LABELLED = 0.7  # the share of examples with a label


def make_store(home: Path, count: int) -> Store:
    """Make the project in a new workspace.

    Args:
        home: the workspace's folder.
        count: the number of the project's examples.

    """
    rng = np.random.default_rng(0)
    photographs = [Image.fromarray(getattr(data, each)()[..., :3]) for each in PHOTOGRAPHS]
    crops = [_crop(photographs[int(rng.integers(len(photographs)))], rng) for _ in range(CROPS)]
    spec = Embedder(encoder_named(None, "image")).spec
    centres = rng.normal(0, 1, (CROPS, spec.dimension)).clip(0) * 1000
    with Workspace.open(home) as workspace:
        store = workspace.create(PROJECT)
        keys = [hashlib.sha256(f"{n}".encode()).hexdigest() for n in range(count)]
        with workspace.database.write() as connection:
            _insert(connection, store, keys, rng)
            _insert_embeddings(connection, spec, centres, count, rng)
        _link_thumbnails(workspace.home / "cache" / "thumbnails", crops, keys)
    return store


def _crop(photograph: Image.Image, rng: np.random.Generator) -> dict[int, bytes]:
    """Return a crop of a photograph as thumbnails, by their sides."""
    x = int(rng.integers(0, photograph.width - SIDE))
    y = int(rng.integers(0, photograph.height - SIDE))
    height = int(rng.integers(SIDE * 2 // 3, SIDE))
    picture = photograph.crop((x, y, x + SIDE, y + height))
    found = {}
    for side in SIDES:
        file = io.BytesIO()
        picture.resize((side, side * height // SIDE)).save(file, "WEBP", quality=80, method=0)
        found[side] = file.getvalue()
    return found


def _insert(
    connection: Connection, store: Store, keys: list[str], rng: np.random.Generator
) -> None:
    size = {"width": SIDE, "height": SIDE * 3 // 4, "format": "JPEG"}
    facts = json.dumps({**size, "brightness": 0.5, "contrast": 0.2, "sharpness": 1.4})
    prints = rng.integers(-(1 << 62), 1 << 62, len(keys)).tolist()
    contents = (
        {"id": n + 1, "sha256": key, "modality": "image", "bytes": 20_000, "facts": facts}
        | {"fingerprint": prints[n]}
        for n, key in enumerate(keys)
    )
    labelled = (rng.random(len(keys)) < LABELLED).tolist()
    time = now()
    examples = (
        {
            "id": n + 1,
            "project_id": store.row_id,
            "number": n + 1,
            "content_id": n + 1,
            "name": f"walk {n % 97:02}/{LABELS[n % 20]}/IMG_{n:06}.jpg",
            "added_at": time,
            "added_by": PEOPLE[n % 3],
            "who": PEOPLE[n // 100 % 3 if labelled[n] else n % 3],
            "label": LABELS[n % 20] if labelled[n] else None,
            "state": "labelled" if labelled[n] else "unlabelled",
            "used": True,
            "revision": n + 1,
        }
        for n in range(len(keys))
    )
    # One act for each hundredth example, as people label in bulk.
    acts = (
        {"id": n, "project_id": store.row_id, "kind": "label", "description": "label"}
        | {"who": PEOPLE[(n - 1) % 3], "at": time}
        for n in range(1, len(keys) // 100 + 1)
    )
    changes = (
        {"action_id": n // 100 + 1, "example_id": n + 1, "before": "[]", "after": "[]"}
        for n in range(len(keys) // 100 * 100)
        if labelled[n]
    )
    for table, rows in (
        (content, contents),
        (example, examples),
        (action, acts),
        (change, changes),
    ):
        for some in _batches(rows):
            connection.execute(sa.insert(table), some)
    values = {"last_number": len(keys), "revision": len(keys)}
    connection.execute(sa.update(project).where(project.c.id == store.row_id).values(**values))


def _insert_embeddings(
    connection: Connection,
    spec: EncoderSpec,
    centres: np.ndarray,
    count: int,
    rng: np.random.Generator,
) -> None:
    values = {"name": spec.name, "dtype": spec.dtype, "dimension": spec.dimension}
    connection.execute(sa.insert(encoder).values(id=1, scale=spec.scale, **values))
    for start in range(0, count, ROWS):
        numbers = np.arange(start, min(start + ROWS, count))
        noise = rng.normal(0, 250, (len(numbers), spec.dimension))
        vectors = (centres[numbers % CROPS] + noise).clip(0).astype(spec.dtype)
        rows = [
            {"content_id": n + 1, "encoder_id": 1, "vector": vector.tobytes()}
            for n, vector in zip(numbers.tolist(), vectors, strict=True)
        ]
        connection.execute(sa.insert(embedding), rows)


def _link_thumbnails(folder: Path, crops: list[dict[int, bytes]], keys: list[str]) -> None:
    """Give each example thumbnails, which it shares with those that look the same."""
    folder.mkdir(parents=True, exist_ok=True)
    for first in {key[:2] for key in keys}:
        (folder / first).mkdir(exist_ok=True)
    for n, sides in enumerate(crops):
        for side, made in sides.items():
            (folder / f"{n}-{side}.webp").write_bytes(made)
    for n, key in enumerate(keys):
        for side in SIDES:
            os.link(
                folder / f"{n % len(crops)}-{side}.webp",
                folder / key[:2] / f"{key}-{side}.webp",
            )


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, ROWS)):
        yield some


def main() -> None:
    """Make it where the command says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path, help="the folder of the new workspace")
    parser.add_argument("--count", type=int, default=100_000)
    given = parser.parse_args()
    make_store(given.home, given.count)
    print(f"{given.count:,} examples in the project {PROJECT!r} of {given.home}")


if __name__ == "__main__":
    main()
