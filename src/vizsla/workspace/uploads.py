"""Uploads: files that come in pieces, and wait for a job that adds them.

The bytes of an upload's files follow one another, as they are listed. A piece is a file of the
storage, so that any server takes the next one; an upload without a new piece for a day is deleted.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError, RequestError, WorkspaceDamagedError
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.row_values import aware, now
from vizsla.workspace.server_tables import upload, upload_piece
from vizsla.workspace.upload_files import UploadedFile, listed_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Any

    from vizsla.storage import Storage
    from vizsla.workspace.database import Database

__all__ = ["MOST_BYTES", "StoredUpload", "UploadReader", "Uploads"]

MOST_BYTES = 16 << 30  # of one upload
MOST_UPLOADS = 20  # of a project that wait
KEPT_FOR = timedelta(days=1)  # after the last piece
FOLDER = "uploads"
HELD = 4  # pieces that a reader keeps
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """An upload.

    Attributes:
        id: its id: 32 hexadecimal digits.
        files: its files, in the order in which their bytes come.
        bytes: the bytes of all files.
        received: the bytes that are here; the next piece begins there.
        created_at: when it was begun, UTC.
        created_by: the person or program that began it.
        expires_at: when it is deleted unless another piece comes, UTC.

    """

    id: str
    files: tuple[UploadedFile, ...]
    bytes: int
    received: int
    created_at: datetime
    created_by: str | None
    expires_at: datetime

    @property
    def is_complete(self) -> bool:
        """Whether all bytes are here."""
        return self.received == self.bytes


class Uploads:
    """The uploads of a workspace.

    Args:
        database: the workspace's database.
        storage: the storage of its files.

    """

    def __init__(self, database: Database, storage: Storage) -> None:
        self._database = database
        self._storage = storage

    def new(
        self, project_id: int, files: Iterable[tuple[str, int]], who: str | None = None
    ) -> StoredUpload:
        """Begin an upload.

        Args:
            project_id: the row id of the project.
            files: the path and the number of bytes of each file, relative, with slashes.
            who: the person or program that sends them.

        Raises:
            OptionError: a path can't be used, two are the same, there are too many bytes, or too
                many uploads of the project wait already.

        """
        self.delete_expired()
        listed = listed_files(files)
        total = sum(each.bytes for each in listed)
        if total > MOST_BYTES:
            raise OptionError(
                f"the files have {total:,} bytes together; an upload has at most {MOST_BYTES:,}: "
                "send them in several uploads"
            )
        public_id = uuid4().hex
        values = {
            "public_id": public_id,
            "project_id": project_id,
            "files": json.dumps([[each.path, each.bytes] for each in listed]),
            "bytes": total,
            "received": 0,
            "created_at": now(),
            "created_by": actor_name(who),
            "seen_at": now(),
        }
        waiting = sa.select(sa.func.count()).where(upload.c.project_id == project_id)
        with self._database.write() as connection:
            if (connection.scalar(waiting) or 0) >= MOST_UPLOADS:
                raise OptionError(
                    f"{MOST_UPLOADS} uploads of this project wait already: add or delete one"
                )
            connection.execute(sa.insert(upload).values(**values))
        return self.get(project_id, public_id)

    def get(self, project_id: int, public_id: str) -> StoredUpload:
        """Return an upload of a project.

        Raises:
            NotFoundError: there is none of that id.

        """
        found = self._select(upload.c.project_id == project_id, upload.c.public_id == public_id)
        if not found:
            raise NotFoundError(
                f"there is no upload {public_id!r:.40}; it was deleted, or had no piece for a day"
            )
        return found[0]

    def of_project(self, project_id: int) -> list[StoredUpload]:
        """Return the uploads of a project, the oldest first."""
        return self._select(upload.c.project_id == project_id)

    def add_piece(self, project_id: int, public_id: str, start: int, content: bytes) -> None:
        """Store the next bytes of an upload for good.

        Args:
            project_id: the row id of the project.
            public_id: the upload's id.
            start: the place of the first of the bytes in the upload.
            content: the bytes.

        Raises:
            NotFoundError: there is no such upload.
            RequestError: the bytes do not begin where the last ones ended, or there are too many.

        """
        found = self.get(project_id, public_id)
        end = start + len(content)
        if start == found.received and end > found.bytes:
            raise RequestError(
                f"the upload has {found.bytes:,} bytes, and this piece would end at {end:,}"
            )
        if start == found.received and self._store(public_id, start, content):
            return
        here = self.get(project_id, public_id).received
        raise RequestError(
            f"the next piece of the upload begins at {here:,}, not at {start:,}: go on there",
            CONFLICT,
        )

    def _store(self, public_id: str, start: int, content: bytes) -> bool:
        """Store a piece; return whether it was the first of several for its place."""
        if not content:
            return True
        name = uuid4().hex[:16]
        path = _path(public_id, name)
        self._storage.write({path: content})
        own = (upload.c.public_id == public_id) & (upload.c.received == start)
        with self._database.write() as connection:
            row_id = connection.scalar(sa.select(upload.c.id).where(own))
            if row_id is not None:
                end = start + len(content)
                values = {"upload_id": row_id, "start": start, "bytes": len(content), "name": name}
                connection.execute(sa.insert(upload_piece).values(**values))
                moved = sa.update(upload).where(upload.c.id == row_id)
                connection.execute(moved.values(received=end, seen_at=now()))
                return True
        self._storage.delete([path])
        return False

    def reader(self, project_id: int, public_id: str) -> UploadReader:
        """Return what reads the bytes of an upload that are here."""
        return UploadReader(self._database, self._storage, self.get(project_id, public_id))

    def delete(self, project_id: int, public_id: str) -> None:
        """Delete an upload with its pieces; examples that were added of it stay.

        Raises:
            NotFoundError: there is no such upload.

        """
        self.get(project_id, public_id)
        with self._database.write() as connection:
            connection.execute(sa.delete(upload).where(upload.c.public_id == public_id))
        self.sweep()

    def delete_expired(self) -> None:
        """Delete the uploads that had no new piece for a day."""
        expired = upload.c.seen_at < now() - KEPT_FOR
        with self._database.write() as connection:
            found = connection.execute(sa.delete(upload).where(expired)).rowcount
        if found:
            self.sweep()

    def sweep(self) -> None:
        """Delete pieces of no upload: it was deleted, or their writer was killed."""
        names = self._storage.names(FOLDER)
        if not names:
            return
        with self._database.read() as connection:  # after the names: an upload comes before pieces
            known = set(connection.scalars(sa.select(upload.c.public_id)))
        self._storage.delete(
            [f"{FOLDER}/{each}" for each in names if each.partition("-")[0] not in known]
        )

    def _select(self, *conditions: sa.ColumnElement[bool]) -> list[StoredUpload]:
        query = sa.select(upload).where(*conditions).order_by(upload.c.id)
        with self._database.read() as connection:
            return [_stored(row) for row in connection.execute(query)]


class UploadReader:
    """Reads the bytes of an upload that are here.

    Args:
        database: the workspace's database.
        storage: the storage of its files.
        of: the upload.

    """

    def __init__(self, database: Database, storage: Storage, of: StoredUpload) -> None:
        self._database = database
        self._storage = storage
        self._of = of
        self._pieces: list[tuple[int, int, str]] = []
        self._held: OrderedDict[str, bytes] = OrderedDict()

    def received(self) -> int:
        """Return the number of bytes that are here by now.

        Raises:
            NotFoundError: the upload was deleted.

        """
        query = sa.select(upload.c.received).where(upload.c.public_id == self._of.id)
        with self._database.read() as connection:
            found = connection.scalar(query)
        if found is None:
            raise NotFoundError("the upload was deleted meanwhile")
        return int(found)

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from a place up to another, both at most ``received()``."""
        if start < end and (not self._pieces or self._pieces[-1][1] < end):
            self._pieces = self._all_pieces()
        return b"".join(
            self._piece(name)[max(start - first, 0) : end - first]
            for first, last, name in self._pieces
            if first < end and last > start
        )

    def _all_pieces(self) -> list[tuple[int, int, str]]:
        query = (
            sa.select(upload_piece.c.start, upload_piece.c.bytes, upload_piece.c.name)
            .join_from(upload_piece, upload)
            .where(upload.c.public_id == self._of.id)
            .order_by(upload_piece.c.start)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [(row.start, row.start + row.bytes, row.name) for row in rows]

    def _piece(self, name: str) -> bytes:
        held = self._held.get(name)
        if held is None:
            held = self._storage.read(_path(self._of.id, name))
            if held is None:
                where = self._storage.locate(_path(self._of.id, name))
                raise WorkspaceDamagedError(f"a piece of the upload, {where}, is missing")
            while len(self._held) >= HELD:
                self._held.popitem(last=False)
            self._held[name] = held
        return held


def _path(public_id: str, name: str) -> str:
    return f"{FOLDER}/{public_id}-{name}"


def _stored(row: Any) -> StoredUpload:  # noqa: ANN401 - a row of the table
    return StoredUpload(
        row.public_id,
        listed_files(json.loads(row.files)),
        row.bytes,
        row.received,
        aware(row.created_at),
        row.created_by,
        aware(row.seen_at + KEPT_FOR),
    )
