"""Embeddings, stored by content and encoder: nothing is embedded twice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import OptionError
from vizsla.workspace.encoder_spec import EncoderSpec
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.row_values import EXAMPLE, check_exist, check_ids, chunks, example_from_row
from vizsla.workspace.schema import content, embedding, encoder, example

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from sqlalchemy import Connection

    from vizsla.workspace.records import Example

__all__ = ["EmbeddingStore", "check_embedding", "insert_embeddings"]

BATCH = 2_000  # embeddings read at a time: they are in memory twice, packed and unpacked


class EmbeddingStore(ProjectQueries):
    """The embeddings of one project's examples."""

    def read(self, name: str, ids: Iterable[int] | None) -> tuple[np.ndarray, np.ndarray]:
        """Return ids and vectors; see ``Store.embeddings``."""
        import numpy as np  # noqa: PLC0415 - a command that reads labels needs none

        wanted = None if ids is None else sorted(check_ids(ids))
        numbers: list[np.ndarray] = []
        vectors: list[np.ndarray] = []
        with self._database.read() as connection:
            if wanted is not None:
                check_exist(wanted, self._existing(connection, wanted), self._where)
            row = _find(connection, name)
            if row is None:
                return np.zeros(0, np.int64), np.zeros((0, 0), np.float32)
            encoder_id, spec = row
            for rows in self._batches(connection, encoder_id, wanted):
                numbers.append(np.array([number for number, _ in rows], np.int64))
                vectors.append(spec.unpack([vector for _, vector in rows]))
        if not vectors:
            return np.zeros(0, np.int64), np.zeros((0, spec.dimension), spec.dtype)
        return np.concatenate(numbers), np.concatenate(vectors)

    def spec(self, name: str) -> EncoderSpec | None:
        """Return how embeddings of an encoder are stored; see ``Store.encoder_spec``."""
        with self._database.read() as connection:
            row = _find(connection, name)
        return None if row is None else row[1]

    def missing(self, name: str) -> list[Example]:
        """Return the examples without an embedding; see ``Store.without_embedding``."""
        embedded = (
            sa.exists()
            .where(embedding.c.content_id == example.c.content_id)
            .where(embedding.c.encoder_id == encoder.c.id, encoder.c.name == name)
        )
        query = EXAMPLE.where(example.c.project_id == self._project_id, ~embedded)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(example.c.number)).all()
        return [example_from_row(row) for row in rows]

    def put(
        self, spec: EncoderSpec, modality: str, items: Sequence[tuple[str, np.ndarray]]
    ) -> None:
        """Store embeddings; see ``Store.put_embeddings``."""
        blobs = {sha256: spec.pack(vector, sha256) for sha256, vector in items}
        with self._database.write() as connection:
            encoder_id = _find_or_insert(connection, spec)
            for chunk in chunks(blobs):
                query = sa.select(content.c.sha256, content.c.id)
                query = query.where(content.c.modality == modality, content.c.sha256.in_(chunk))
                ids = dict(tuple(row) for row in connection.execute(query))
                old = sa.delete(embedding).where(
                    embedding.c.encoder_id == encoder_id, embedding.c.content_id.in_(ids.values())
                )
                connection.execute(old)
                rows = [
                    {"content_id": each, "encoder_id": encoder_id, "vector": blobs[sha256]}
                    for sha256, each in ids.items()
                ]
                if rows:
                    connection.execute(sa.insert(embedding), rows)

    def _existing(self, connection: Connection, numbers: Iterable[int]) -> list[int]:
        query = sa.select(example.c.number).where(example.c.project_id == self._project_id)
        return [
            each
            for chunk in chunks(numbers)
            for each in connection.scalars(query.where(example.c.number.in_(chunk)))
        ]

    def _batches(
        self, connection: Connection, encoder_id: int, numbers: list[int] | None
    ) -> Iterator[Sequence[tuple[int, bytes]]]:
        joined = (embedding.c.content_id == example.c.content_id) & (
            embedding.c.encoder_id == encoder_id
        )
        query = (
            sa.select(example.c.number, embedding.c.vector)
            .join_from(example, embedding, joined)
            .where(example.c.project_id == self._project_id)
            .order_by(example.c.number)
        )
        if numbers is None:
            for rows in connection.execute(query).partitions(BATCH):
                yield [(number, vector) for number, vector in rows]
            return
        for chunk in chunks(numbers):
            found = connection.execute(query.where(example.c.number.in_(chunk)))
            if some := [(number, vector) for number, vector in found]:
                yield some


def check_embedding(spec: EncoderSpec | None, vector: np.ndarray | None, name: str) -> None:
    """Refuse an embedding that does not fit its encoder.

    Raises:
        OptionError: the array has another type or shape than the encoder's, or has no encoder.

    """
    if vector is None:
        return
    if spec is None:
        raise OptionError(f"the embedding of {name!r} needs its encoder beside it")
    spec.pack(vector, name)


def insert_embeddings(
    connection: Connection, items: Iterable[tuple[int, EncoderSpec, np.ndarray]]
) -> None:
    """Insert the embeddings that are not stored yet.

    Args:
        connection: a connection in a writing transaction.
        items: the row id of each content, the encoder, and the vector.

    Raises:
        OptionError: embeddings of an encoder of that name are stored with another dtype,
            dimension or scale.

    """
    by_encoder: dict[EncoderSpec, dict[int, np.ndarray]] = defaultdict(dict)
    for content_id, spec, vector in items:
        by_encoder[spec][content_id] = vector
    for spec, vectors in by_encoder.items():
        encoder_id = _find_or_insert(connection, spec)
        for chunk in chunks(vectors):
            query = sa.select(embedding.c.content_id).where(
                embedding.c.encoder_id == encoder_id, embedding.c.content_id.in_(chunk)
            )
            stored = set(connection.scalars(query))
            rows = [
                {
                    "content_id": each,
                    "encoder_id": encoder_id,
                    "vector": spec.pack(vectors[each], str(each)),
                }
                for each in chunk
                if each not in stored
            ]
            if rows:
                connection.execute(sa.insert(embedding), rows)


def _find(connection: Connection, name: str) -> tuple[int, EncoderSpec] | None:
    columns = (encoder.c.id, encoder.c.dtype, encoder.c.dimension, encoder.c.scale)
    row = connection.execute(sa.select(*columns).where(encoder.c.name == name)).first()
    return None if row is None else (row[0], EncoderSpec(name, row[1], row[2], row[3]))


def _find_or_insert(connection: Connection, spec: EncoderSpec) -> int:
    row = _find(connection, spec.name)
    if row is None:
        values = {"name": spec.name, "dtype": spec.dtype, "dimension": spec.dimension}
        made = sa.insert(encoder).values(**values, scale=spec.scale).returning(encoder.c.id)
        made_id: int = connection.scalars(made).one()
        return made_id
    encoder_id, stored = row
    if stored != spec:
        raise OptionError(
            f"embeddings of {spec.name!r} are stored as {stored.dtype} ({stored.dimension},) with "
            f"the scale {stored.scale:g} already, not as {spec.dtype} ({spec.dimension},) with "
            f"{spec.scale:g}: give the new encoder another name"
        )
    return encoder_id
