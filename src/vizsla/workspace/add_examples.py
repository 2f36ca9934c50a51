"""Adds a batch of pictures to a project: files first, then rows, in one transaction."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError, WorkspaceError
from vizsla.workspace.action_recorder import ActionRecorder
from vizsla.workspace.embedding_store import packed
from vizsla.workspace.example_reader import SPLITS
from vizsla.workspace.import_labels import import_labels
from vizsla.workspace.label_state import SKIPPED, UNSURE, LabelState
from vizsla.workspace.name_rules import check_label, clean_name
from vizsla.workspace.pending_files import (
    are_pending,
    clear_pending,
    delete_unreferenced,
    register_pending,
)
from vizsla.workspace.records import AddedExample
from vizsla.workspace.row_values import (
    LABEL_STATE,
    chunks,
    fact_columns,
    label_state_columns,
    label_state_of,
    list_of,
    now,
    text_of,
)
from vizsla.workspace.schema import content, embedding, example

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.file_store import FileStore
    from vizsla.workspace.records import NewExample

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
    before: LabelState = field(default_factory=LabelState)
    label_state: LabelState = field(default_factory=LabelState)
    imported_labels: frozenset[str] = frozenset()
    split: str | None = None
    stored: tuple[frozenset[str], str | None] = (frozenset(), None)
    contradicted: dict[int, str | None] = field(default_factory=dict)


def add(
    database: Database, files: FileStore, project_id: int, batch: Sequence[NewExample], who: str
) -> list[AddedExample]:
    """Add a batch; see Store.add."""
    pictures = _pictures(batch)
    if not pictures:
        return []
    try:
        while True:
            with database.write() as connection:
                register_pending(connection, pictures)
            with database.write() as connection:
                if are_pending(connection, pictures):
                    _store(connection, files, project_id, list(pictures.values()), who)
                    clear_pending(connection, pictures)
                    break
    except BaseException:
        with suppress(WorkspaceError):
            delete_unreferenced(database, files)
        raise
    added: list[AddedExample | None] = [None] * len(batch)
    for each in pictures.values():
        for number, (place, _) in enumerate(each.mentions):
            key = each.example_id or 0
            added[place] = AddedExample(key, each.new and number == 0, each.contradicted[place])
    return [each for each in added if each is not None]


def _pictures(batch: Sequence[NewExample]) -> dict[str, _Picture]:
    pictures: dict[str, _Picture] = {}
    for place, each in enumerate(batch):
        _check(each)
        sha256 = hashlib.sha256(each.content).hexdigest()
        picture = pictures.setdefault(sha256, _Picture(sha256, each))
        if picture.first.facts is None and each.facts is not None:
            picture.first = each
        picture.mentions.append((place, each))
    return pictures


def _check(new: NewExample) -> None:
    for name, value, known in (
        ("split", new.split, (None, *SPLITS)),
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
    connection: Connection, files: FileStore, project_id: int, pictures: list[_Picture], who: str
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
    _check_facts(fresh)
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


def _check_facts(fresh: Iterable[_Picture]) -> None:
    for each in fresh:
        if each.first.facts is None:
            raise NotFoundError(
                f"{each.first.name!r} was added without its facts, and is not there (it may "
                "just have been removed); add it again"
            )


def _insert_contents(connection: Connection, fresh: Iterable[_Picture]) -> None:
    for chunk in chunks(fresh):
        rows = [
            {
                "sha256": each.sha256,
                "bytes": len(each.first.content),
                **fact_columns(each.first.facts or {}, each.first.fingerprint),
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
    columns = (
        example.c.content_id,
        example.c.id,
        example.c.imported_labels,
        example.c.split,
        *LABEL_STATE,
    )
    for chunk in chunks(by_content):
        query = sa.select(*columns).where(
            example.c.project_id == project_id, example.c.content_id.in_(chunk)
        )
        for key, example_id, imported, split, *label_state in connection.execute(query):
            each = by_content[key]
            each.example_id, each.new = example_id, False
            each.imported_labels, each.split = each.stored = frozenset(list_of(imported)), split
            each.before = each.label_state = label_state_of(*label_state)


def _import(picture: _Picture) -> None:
    for place, new in picture.mentions:
        label = None if new.label is None else check_label(new.label)
        nots = [check_label(each) for each in new.not_labels]
        picture.label_state, picture.contradicted[place] = import_labels(
            picture.label_state, picture.imported_labels, label, nots, new.state
        )
        picture.imported_labels |= frozenset(() if label is None else (label,))
        picture.split = picture.split or new.split


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
                "imported_labels": text_of(sorted(each.imported_labels)),
                "split": each.split,
                **label_state_columns(each.label_state),
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
        {
            "b_id": each.example_id,
            "imported_labels": text_of(sorted(each.imported_labels)),
            "split": each.split,
        }
        for each in known
        if (each.imported_labels, each.split) != each.stored
    ]
    if rows:
        connection.execute(sa.update(example).where(example.c.id == sa.bindparam("b_id")), rows)
    recorder = ActionRecorder(connection, project_id, "import", "add pictures again", who)
    recorder.record((each.example_id or 0, each.before, each.label_state) for each in known)
