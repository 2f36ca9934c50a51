"""Adds a batch of pictures to a project: files first, then rows, in one transaction."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError, WorkspaceError
from vizsla.workspace.embeddings import packed
from vizsla.workspace.importing import imported
from vizsla.workspace.loose import claim, still_claimed, sweep, unclaim
from vizsla.workspace.names import check_label, clean_name
from vizsla.workspace.reading import PARTS
from vizsla.workspace.recording import Recorder
from vizsla.workspace.rows import (
    STANDING,
    chunks,
    list_of,
    now,
    seen_columns,
    standing_columns,
    standing_of,
    text_of,
)
from vizsla.workspace.schema import content, embedding, example
from vizsla.workspace.standing import SKIPPED, UNSURE, Standing
from vizsla.workspace.values import Added

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.files import Files
    from vizsla.workspace.values import NewExample

__all__ = ["add"]


@dataclass(slots=True)
class _Picture:
    """One picture of the batch, however often it is in there, and what becomes of it."""

    sha256: str
    first: NewExample
    mentions: list[tuple[int, NewExample]] = field(default_factory=list)
    content_id: int | None = None
    example_id: int | None = None
    new: bool = True
    before: Standing = field(default_factory=Standing)
    standing: Standing = field(default_factory=Standing)
    said: frozenset[str] = frozenset()
    part: str | None = None
    stored: tuple[frozenset[str], str | None] = (frozenset(), None)
    contradicted: dict[int, str | None] = field(default_factory=dict)


def add(
    database: Database, files: Files, project_id: int, batch: Sequence[NewExample], who: str
) -> list[Added]:
    """Add a batch; see Store.add."""
    pictures = _pictures(batch)
    if not pictures:
        return []
    try:
        while True:
            with database.write() as connection:
                claim(connection, pictures)
            with database.write() as connection:
                if still_claimed(connection, pictures):
                    _store(connection, files, project_id, list(pictures.values()), who)
                    unclaim(connection, pictures)
                    break
    except BaseException:
        with suppress(WorkspaceError):
            sweep(database, files)
        raise
    added: list[Added | None] = [None] * len(batch)
    for each in pictures.values():
        for number, (place, _) in enumerate(each.mentions):
            key = each.example_id or 0
            added[place] = Added(key, each.new and number == 0, each.contradicted[place])
    return [each for each in added if each is not None]


def _pictures(batch: Sequence[NewExample]) -> dict[str, _Picture]:
    pictures: dict[str, _Picture] = {}
    for place, each in enumerate(batch):
        _check(each)
        sha256 = hashlib.sha256(each.content).hexdigest()
        picture = pictures.setdefault(sha256, _Picture(sha256, each))
        if picture.first.seen is None and each.seen is not None:
            picture.first = each
        picture.mentions.append((place, each))
    return pictures


def _check(new: NewExample) -> None:
    for name, value, known in (
        ("part", new.part, (None, *PARTS)),
        ("state", new.state, (None, UNSURE, SKIPPED)),
    ):
        if value not in known:
            choices = ", ".join(map(repr, known))
            raise OptionError(f"the {name} of {new.name!r} must be one of {choices}, not {value!r}")
    if new.sums is not None:
        packed(new.sums, new.name)
    for label in (*([] if new.label is None else [new.label]), *new.not_labels):
        check_label(label)


def _store(
    connection: Connection, files: Files, project_id: int, pictures: list[_Picture], who: str
) -> None:
    time = now()
    by_hash = {each.sha256: each for each in pictures}
    sizes: dict[str, int] = {}
    for chunk in chunks(by_hash):
        query = sa.select(content.c.sha256, content.c.id, content.c.bytes)
        for sha256, key, size in connection.execute(query.where(content.c.sha256.in_(chunk))):
            by_hash[sha256].content_id = key
            sizes[sha256] = size
    fresh = [each for each in pictures if each.content_id is None]
    _check_seen(fresh)
    lacking = files.lacks(sizes)
    files.put(
        {
            each.sha256: each.first.content
            for each in pictures
            if each.content_id is None or each.sha256 in lacking
        }
    )
    _insert_contents(connection, fresh)
    _insert_embeddings(connection, pictures)
    _find_examples(connection, project_id, pictures)
    for each in pictures:
        _import(each)
    _insert_examples(connection, project_id, pictures, who, time)
    _update_examples(connection, project_id, pictures, who)


def _check_seen(fresh: Iterable[_Picture]) -> None:
    for each in fresh:
        if each.first.seen is None:
            raise NotFoundError(
                f"{each.first.name!r} was added without a look at it, and is not there (it may "
                "just have been removed); add it again"
            )


def _insert_contents(connection: Connection, fresh: Iterable[_Picture]) -> None:
    for chunk in chunks(fresh):
        rows = [
            {
                "sha256": each.sha256,
                "bytes": len(each.first.content),
                **(seen_columns(each.first.seen) if each.first.seen else {}),
            }
            for each in chunk
        ]
        connection.execute(sa.insert(content), rows)
        query = sa.select(content.c.sha256, content.c.id)
        query = query.where(content.c.sha256.in_([each.sha256 for each in chunk]))
        keys = dict(tuple(row) for row in connection.execute(query))
        for each in chunk:
            each.content_id = keys[each.sha256]


def _insert_embeddings(connection: Connection, pictures: Iterable[_Picture]) -> None:
    with_sums = [each for each in pictures if each.first.model and each.first.sums is not None]
    for chunk in chunks(with_sums):
        query = sa.select(embedding.c.content_id, embedding.c.model)
        query = query.where(embedding.c.content_id.in_([each.content_id for each in chunk]))
        there = {tuple(row) for row in connection.execute(query)}
        rows: list[dict[str, Any]] = [
            {
                "content_id": each.content_id,
                "model": each.first.model,
                "sums": packed(each.first.sums, each.first.name),
            }
            for each in chunk
            if (each.content_id, each.first.model) not in there
        ]
        if rows:
            connection.execute(sa.insert(embedding), rows)


def _find_examples(connection: Connection, project_id: int, pictures: Iterable[_Picture]) -> None:
    by_content = {each.content_id: each for each in pictures}
    columns = (example.c.content_id, example.c.id, example.c.said, example.c.part, *STANDING)
    for chunk in chunks(by_content):
        query = sa.select(*columns).where(
            example.c.project_id == project_id, example.c.content_id.in_(chunk)
        )
        for key, example_id, said, part, *standing in connection.execute(query):
            each = by_content[key]
            each.example_id, each.new = example_id, False
            each.said, each.part = each.stored = frozenset(list_of(said)), part
            each.before = each.standing = standing_of(*standing)


def _import(picture: _Picture) -> None:
    for place, new in picture.mentions:
        label = None if new.label is None else check_label(new.label)
        nots = [check_label(each) for each in new.not_labels]
        picture.standing, picture.contradicted[place] = imported(
            picture.standing, picture.said, label, nots, new.state
        )
        picture.said |= frozenset(() if label is None else (label,))
        picture.part = picture.part or new.part


def _insert_examples(
    connection: Connection,
    project_id: int,
    pictures: Iterable[_Picture],
    who: str,
    time: datetime,
) -> None:
    for chunk in chunks(each for each in pictures if each.new):
        rows = [
            {
                "project_id": project_id,
                "content_id": each.content_id,
                "name": clean_name(each.mentions[0][1].name),
                "added_at": time,
                "added_by": who,
                "said": text_of(sorted(each.said)),
                "part": each.part,
                **standing_columns(each.standing),
            }
            for each in chunk
        ]
        connection.execute(sa.insert(example), rows)
        query = sa.select(example.c.content_id, example.c.id).where(
            example.c.project_id == project_id,
            example.c.content_id.in_([each.content_id for each in chunk]),
        )
        keys = dict(tuple(row) for row in connection.execute(query))
        for each in chunk:
            each.example_id = keys[each.content_id or 0]


def _update_examples(
    connection: Connection, project_id: int, pictures: Iterable[_Picture], who: str
) -> None:
    known = [each for each in pictures if not each.new]
    rows = [
        {"b_id": each.example_id, "said": text_of(sorted(each.said)), "part": each.part}
        for each in known
        if (each.said, each.part) != each.stored
    ]
    if rows:
        connection.execute(sa.update(example).where(example.c.id == sa.bindparam("b_id")), rows)
    recorder = Recorder(connection, project_id, "import", "add pictures again", who)
    recorder.record((each.example_id or 0, each.before, each.standing) for each in known)
