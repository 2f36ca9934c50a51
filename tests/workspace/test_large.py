"""A project of 100,000 examples."""

from __future__ import annotations

import hashlib
import time
import tracemalloc
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import sqlalchemy as sa

from vizsla.workspace import Workspace
from vizsla.workspace.row_values import now
from vizsla.workspace.schema import content, embedding, encoder, example, project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vizsla.workspace import Store

MANY, EMBEDDED = 100_000, 10_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("large")
    with Workspace.open(folder, f"sqlite:///{folder}/workspace.db") as workspace:
        store = workspace.create("trees")
        rng = np.random.default_rng(0)
        facts = '{"width": 9, "height": 9, "format": "PNG", "brightness": 0.5}'
        file = {"bytes": 1, "modality": "image", "facts": facts}
        common = {"project_id": 1, "added_by": "a", "added_at": now(), "used": True}
        with workspace.database.write() as connection:
            numbers = range(1, MANY + 1)
            connection.execute(
                sa.insert(content),
                [
                    {
                        "id": n,
                        "sha256": hashlib.sha256(b"%d" % n).hexdigest(),
                        "fingerprint": n,
                        **file,
                    }
                    for n in numbers
                ],
            )
            connection.execute(
                sa.insert(example),
                [
                    {**common, "id": n, "number": n, "revision": n, "content_id": n, **_known(n)}
                    for n in numbers
                ],
            )
            counters = {"last_number": MANY, "revision": MANY}
            connection.execute(sa.update(project).values(counters))
            spec = {"id": 1, "name": "m", "dtype": "int16", "dimension": 1280, "scale": 1.0}
            connection.execute(sa.insert(encoder).values(spec))
            connection.execute(
                sa.insert(embedding),
                [
                    {"content_id": n, "encoder_id": 1, "vector": rng.bytes(2560)}
                    for n in range(1, EMBEDDED + 1)
                ],
            )
        yield store


def _known(n: int) -> dict[str, Any]:
    labelled = {"label": f"label {n % 20}", "state": "labelled", "split": "train"}
    known = labelled if n % 2 else {"label": None, "state": "unlabelled", "split": None}
    if n == MANY - 1:
        known["split"] = "test"
    return {"name": f"photos/{n}.png", **known}


def quickest(call: Callable[[], object], times: int = 5) -> float:
    """Return the thread's own seconds of the quickest call: a busy machine counts for nothing."""
    seconds = []
    for _ in range(times):
        began = time.thread_time()
        call()
        seconds.append(time.thread_time() - began)
    return min(seconds)


@pytest.mark.parametrize(
    "only",
    [
        {},
        {"after": 99_000},
        {"label": "label 3"},
        {"label": "label 3", "after": 99_000},
        {"state": "unlabelled", "after": 50_000},
        {"split": "test"},
        {"label": "label 19", "split": "test"},
        {"state": "unlabelled", "split": "test"},
        {"label": "label 3", "state": "unlabelled"},
        {"label": "no such label"},
    ],
    ids=str,
)
def test_a_page_of_100_000_examples_is_read_without_a_scan(
    large: Store, only: dict[str, Any]
) -> None:
    assert quickest(lambda: large.page(50, **only)) < 0.2


def test_10_000_embeddings_are_read_in_one_piece(large: Store) -> None:
    ids, sums = large.embeddings("m")
    assert (len(ids), sums.shape) == (EMBEDDED, (EMBEDDED, 1280))
    assert quickest(lambda: large.embeddings("m"), 3) < 2


def test_one_of_100_000_examples_is_labelled_without_a_scan(large: Store) -> None:
    labels = iter(["oak", "ash", "yew", "elm", "fir"])
    assert quickest(lambda: large.label([77], next(labels))) < 0.2


def test_iterating_over_all_examples_takes_little_memory(large: Store) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in islice(large.examples(), count)) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(12_000) < 1.5 * peak(3_000)
