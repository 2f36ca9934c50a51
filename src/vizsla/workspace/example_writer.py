"""Add a batch of files to a project: the files first, then the rows in one transaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.label_rules import clean_label
from vizsla.workspace.action_recorder import ActionRecorder, update_examples
from vizsla.workspace.embedding_store import check_embedding, insert_embeddings
from vizsla.workspace.example_conditions import SPLITS
from vizsla.workspace.import_labels import import_labels, import_several_labels
from vizsla.workspace.json_text import text_from_json
from vizsla.workspace.label_state import SKIPPED, UNSURE, LabelState
from vizsla.workspace.labelled_entity import clean_entities, text_from_entities
from vizsla.workspace.name_rules import check_column, clean_name
from vizsla.workspace.records import AddedExample
from vizsla.workspace.revisions import take_numbers, take_revisions
from vizsla.workspace.row_values import (
    LABEL_STATE,
    chunks,
    fingerprint_column,
    label_state_columns,
    label_state_from_row,
    names_from_text,
    now,
    text_from_columns,
    text_from_names,
)
from vizsla.workspace.schema import content, example
from vizsla.workspace.store_files import store_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.file_store import FileStore
    from vizsla.workspace.records import NewExample

__all__ = ["add_examples"]


@dataclass(slots=True)
class _File:
    """One file and its example; a batch may hold the same file several times."""

    sha256: str
    first: NewExample
    items: list[tuple[int, NewExample]] = field(default_factory=list)  # with their positions
    content_id: int = 0
    example_id: int = 0  # the row's
    number: int = 0
    new: bool = True
    before: LabelState = field(default_factory=LabelState)
    label_state: LabelState = field(default_factory=LabelState)
    imported_labels: frozenset[str] = frozenset()
    split: str | None = None
    stored: tuple[frozenset[str], str | None] = (frozenset(), None)
    contradicted: dict[int, str | None] = field(default_factory=dict)

    def metadata(self) -> dict[str, str | None]:
        """Return the columns and entities that were given last, as the database keeps them."""
        columns, entities = None, None
        for _, new in self.items:
            columns = new.columns or columns
            if new.entities is not None:
                entities = clean_entities(new.entities, repr(new.name))
        return {"columns": text_from_columns(columns), "entities": text_from_entities(entities)}


def add_examples(
    database: Database,
    files: FileStore,
    project_id: int,
    modality: str,
    batch: Sequence[NewExample],
    who: str,
    *,
    multi_label: bool,
) -> list[AddedExample]:
    """Add a batch; see ``Store.add``."""
    found = _files(batch)
    if not found:
        return []

    def write(connection: Connection) -> None:
        rows = _Rows(connection, project_id, modality, who)
        rows.store(list(found.values()), multi_label=multi_label)

    contents = {sha256: each.first.content for sha256, each in found.items()}
    store_files(database, files, contents, write)
    results: dict[int, AddedExample] = {}
    for each in found.values():
        for nth, (place, _) in enumerate(each.items):
            new = each.new and nth == 0
            results[place] = AddedExample(each.number, new, each.contradicted[place])
    return [results[place] for place in range(len(batch))]


def _files(batch: Sequence[NewExample]) -> dict[str, _File]:
    files: dict[str, _File] = {}
    for place, new in enumerate(batch):
        _check(new)
        sha256 = hashlib.sha256(new.content).hexdigest()
        file = files.setdefault(sha256, _File(sha256, new))
        if file.first.facts is None and new.facts is not None:
            file.first = new
        file.items.append((place, new))
    return files


def _check(new: NewExample) -> None:
    for name, value, known in (
        ("split", new.split, (None, *SPLITS)),
        ("state", new.state, (None, UNSURE, SKIPPED)),
    ):
        if value not in known:
            choices = ", ".join(map(repr, known))
            raise OptionError(f"the {name} of {new.name!r} must be one of {choices}, not {value!r}")
    fingerprint_column(new.fingerprint)
    check_embedding(new.encoder, new.embedding, new.name)
    if new.entities is not None:
        clean_entities(new.entities, repr(new.name))
    for name, value in (new.columns or {}).items():
        check_column(name, value, repr(new.name))
    for label in (*new.labels, *new.not_labels):
        clean_label(label)


class _Rows:
    """Writes the rows of a batch.

    Args:
        connection: a connection in a writing transaction.
        project_id: the row id of the project.
        modality: the name of the project's modality.
        who: the person or program that adds the batch.

    """

    def __init__(self, connection: Connection, project_id: int, modality: str, who: str) -> None:
        self._connection = connection
        self._project_id = project_id
        self._modality = modality
        self._who = who

    def store(self, files: Sequence[_File], *, multi_label: bool) -> None:
        """Write the rows of files."""
        self._find_contents(files)
        self._insert_contents([each for each in files if not each.content_id])
        insert_embeddings(
            self._connection,
            [
                (each.content_id, each.first.encoder, each.first.embedding)
                for each in files
                if each.first.encoder is not None and each.first.embedding is not None
            ],
        )
        self._find_examples(files)
        for each in files:
            _import(each, multi_label=multi_label)
        self._insert_examples([each for each in files if each.new])
        self._update_examples([each for each in files if not each.new])

    def _find_contents(self, files: Iterable[_File]) -> None:
        by_hash = {each.sha256: each for each in files}
        for chunk in chunks(by_hash):
            query = sa.select(content.c.sha256, content.c.id)
            query = query.where(content.c.modality == self._modality, content.c.sha256.in_(chunk))
            for sha256, row_id in self._connection.execute(query):
                by_hash[sha256].content_id = row_id

    def _insert_contents(self, files: Sequence[_File]) -> None:
        rows = []
        for each in files:
            if each.first.facts is None:
                raise NotFoundError(
                    f"{each.first.name!r} was added without its facts, and the workspace does not "
                    "have the file (it may just have been removed); add it with its facts"
                )
            rows.append(
                {
                    "sha256": each.sha256,
                    "modality": self._modality,
                    "bytes": len(each.first.content),
                    "facts": text_from_json(dict(each.first.facts), "the facts of a file"),
                    "fingerprint": fingerprint_column(each.first.fingerprint),
                }
            )
        for chunk in chunks(rows):
            self._connection.execute(sa.insert(content), chunk)
        self._find_contents(files)

    def _find_examples(self, files: Iterable[_File]) -> None:
        by_content = {each.content_id: each for each in files}
        for chunk in chunks(by_content):
            query = sa.select(
                example.c.content_id,
                example.c.id,
                example.c.number,
                example.c.imported_labels,
                example.c.split,
                *LABEL_STATE,
            ).where(example.c.project_id == self._project_id, example.c.content_id.in_(chunk))
            for row in self._connection.execute(query):
                content_id, example_id, number, imported, split, *label_state = row
                each = by_content[content_id]
                each.example_id, each.number, each.new = example_id, number, False
                each.imported_labels, each.split = frozenset(names_from_text(imported)), split
                each.stored = each.imported_labels, split
                each.before = each.label_state = label_state_from_row(*label_state)

    def _insert_examples(self, files: Sequence[_File]) -> None:
        time = now()
        for chunk in chunks(files):
            numbers = take_numbers(self._connection, self._project_id, len(chunk))
            revisions = take_revisions(self._connection, self._project_id, len(chunk))
            rows = []
            for each, number, revision in zip(chunk, numbers, revisions, strict=True):
                each.number = number
                rows.append(
                    {
                        "project_id": self._project_id,
                        "number": number,
                        "content_id": each.content_id,
                        "name": clean_name(each.items[0][1].name),
                        "added_at": time,
                        "added_by": self._who,
                        "who": self._who,
                        "imported_labels": text_from_names(sorted(each.imported_labels)),
                        "split": each.split,
                        "revision": revision,
                        **label_state_columns(each.label_state),
                        **each.metadata(),
                    }
                )
            self._connection.execute(sa.insert(example), rows)

    def _update_examples(self, files: Sequence[_File]) -> None:
        changes = [
            (
                each.example_id,
                {
                    "imported_labels": text_from_names(sorted(each.imported_labels)),
                    "split": each.split,
                },
            )
            for each in files
            if (each.imported_labels, each.split) != each.stored
        ]
        update_examples(self._connection, self._project_id, changes)
        for each in files:
            given = {key: value for key, value in each.metadata().items() if value is not None}
            if given:
                update_examples(self._connection, self._project_id, [(each.example_id, given)])
        recorder = ActionRecorder(
            self._connection, self._project_id, "import", "add the same files again", self._who
        )
        recorder.record((each.example_id, each.before, each.label_state) for each in files)


def _import(file: _File, *, multi_label: bool) -> None:
    for place, new in file.items:
        labels = [clean_label(each) for each in new.labels]
        nots = [clean_label(each) for each in new.not_labels]
        before = file.label_state, file.imported_labels
        if multi_label:
            found = import_several_labels(*before, labels, nots, new.state)
        else:
            found = import_labels(*before, labels[0] if labels else None, nots, new.state)
        file.label_state, file.contradicted[place] = found
        file.imported_labels |= frozenset(labels)
        file.split = file.split or new.split
