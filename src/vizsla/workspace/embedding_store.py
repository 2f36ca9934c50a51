"""Embeddings, kept by picture and model: nothing is embedded twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from vizsla.errors import OptionError, WorkspaceDamagedError
from vizsla.workspace.row_values import EXAMPLE, check_ids, check_there, chunks, example_of
from vizsla.workspace.schema import content, embedding, example

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.records import Example

__all__ = ["EmbeddingStore", "packed"]

AT_ONCE = 2_000
STORED = np.dtype("<i2")


def packed(sums: np.ndarray | None, name: str) -> bytes:
    """Return an embedding's sums as the database keeps them.

    Args:
        sums: (channels,) int16.
        name: of the picture, for the message.

    Raises:
        OptionError: they are something else.

    """
    if not isinstance(sums, np.ndarray) or sums.ndim != 1 or sums.dtype != np.int16:
        shown = f"{sums.dtype} {sums.shape}" if isinstance(sums, np.ndarray) else f"{sums!r:.40}"
        raise OptionError(f"the sums of {name!r} must be int16 (channels,), not {shown}")
    return sums.astype(STORED, copy=False).tobytes()


class EmbeddingStore:
    """The embeddings of one project's examples.

    Args:
        database: where they are.
        project_id: whose examples.
        name: of the project, for messages.

    """

    def __init__(self, database: Database, project_id: int, name: str) -> None:
        self._database = database
        self._project_id = project_id
        self._where = f"the project {name!r}"

    def read(self, model: str, ids: Sequence[int] | None) -> tuple[np.ndarray, np.ndarray]:
        """Return ids and sums; see Store.embeddings."""
        joined = (embedding.c.content_id == example.c.content_id) & (embedding.c.model == model)
        query = (
            sa.select(example.c.id, embedding.c.sums)
            .join_from(example, embedding, joined)
            .where(example.c.project_id == self._project_id)
            .order_by(example.c.id)
        )
        wanted = None if ids is None else sorted(check_ids(ids))
        found = np.zeros(0, np.int64)
        sums = np.zeros((0, 0), np.int16)
        keys: list[np.ndarray] = []
        splits: list[np.ndarray] = []
        with self._database.read() as connection:
            if wanted is not None:
                check_there(wanted, self._there(connection, wanted), self._where)
            for rows in _rows(connection, query, wanted):
                keys.append(np.array([key for key, _ in rows], np.int64))
                splits.append(_unpacked([each for _, each in rows], model))
        if splits:
            found = np.concatenate(keys)
            sums = _stacked(splits, model)
        return found, sums

    def _there(self, connection: Connection, ids: Iterable[int]) -> list[int]:
        query = sa.select(example.c.id).where(example.c.project_id == self._project_id)
        return [
            each
            for chunk in chunks(ids)
            for each in connection.scalars(query.where(example.c.id.in_(chunk)))
        ]

    def missing(self, model: str) -> list[Example]:
        """Return the examples without one; see Store.without_embedding."""
        there = sa.exists().where(
            embedding.c.content_id == example.c.content_id, embedding.c.model == model
        )
        query = EXAMPLE.where(example.c.project_id == self._project_id, ~there)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(example.c.id)).all()
        return [example_of(row) for row in rows]

    def put(self, model: str, items: Sequence[tuple[str, np.ndarray]]) -> None:
        """Keep embeddings; see Store.put_embeddings."""
        ready = {sha256: packed(sums, sha256) for sha256, sums in items}
        with self._database.write() as connection:
            for chunk in chunks(ready):
                query = sa.select(content.c.sha256, content.c.id)
                query = query.where(content.c.sha256.in_(chunk))
                keys = dict(tuple(row) for row in connection.execute(query))
                old = sa.delete(embedding).where(
                    embedding.c.model == model, embedding.c.content_id.in_(keys.values())
                )
                connection.execute(old)
                rows = [
                    {"content_id": key, "model": model, "sums": ready[sha256]}
                    for sha256, key in keys.items()
                ]
                if rows:
                    connection.execute(sa.insert(embedding), rows)


def _rows(connection: Connection, query: Any, ids: list[int] | None) -> Any:  # noqa: ANN401 - SQLAlchemy's
    if ids is None:
        yield from connection.execute(query).partitions(AT_ONCE)
        return
    for chunk in chunks(ids):
        if rows := connection.execute(query.where(example.c.id.in_(chunk))).all():
            yield rows


def _unpacked(blobs: list[bytes], model: str) -> np.ndarray:
    lengths = {len(each) if isinstance(each, bytes) else -1 for each in blobs}
    if len(lengths) > 1 or lengths.pop() % STORED.itemsize:
        raise _unequal(model)
    flat = np.frombuffer(b"".join(blobs), STORED).astype(np.int16, copy=False)
    return flat.reshape(len(blobs), -1)


def _stacked(splits: list[np.ndarray], model: str) -> np.ndarray:
    channels = {each.shape[1] for each in splits}
    if len(channels) > 1:
        raise _unequal(model)
    return np.concatenate(splits)


def _unequal(model: str) -> WorkspaceDamagedError:
    return WorkspaceDamagedError(
        f"the embeddings of {model!r} have different numbers of channels; restore the database "
        "from a backup, or remove those examples and add them again"
    )
