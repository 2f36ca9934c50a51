"""Look up a project's examples."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace.example_conditions import SPLITS, example_conditions
from vizsla.workspace.label_state import STATES
from vizsla.workspace.name_rules import NONE_OF_THESE, clean_name
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.records import ExampleCounts, ExamplePage, LabelCount
from vizsla.workspace.row_values import (
    EXAMPLE,
    LABEL_STATE,
    check_exist,
    check_ids,
    check_limit,
    check_number,
    chunks,
    example_from_row,
    fingerprint_column,
    label_state_from_row,
    names_from_text,
)
from vizsla.workspace.schema import content, example

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from vizsla.workspace.database import Database
    from vizsla.workspace.label_state import LabelState
    from vizsla.workspace.records import Example

__all__ = ["ExampleReader", "count_labels"]

BATCH = 2_000  # rows read at a time: little memory, and no long transaction
PREFIX = re.compile(r"[0-9a-f]{6,64}\Z")
NUMBER = re.compile(r"[0-9]{1,18}\Z")
SHOWN = 10


class ExampleReader(ProjectQueries):
    """The examples of one project."""

    def __init__(self, database: Database, project_id: int, name: str) -> None:
        super().__init__(database, project_id, name)
        self._all = EXAMPLE.where(example.c.project_id == project_id).order_by(example.c.number)

    def page(
        self,
        limit: int,
        after: int | None,
        label: str | None,
        state: str | None,
        split: str | None,
        *,
        total: bool,
    ) -> ExamplePage:
        """Return some examples and their total; see ``Store.page``."""
        check_limit(limit)
        conditions = example_conditions(label, state, split)
        query = self._all.where(*conditions).limit(limit)
        if after is not None:
            query = query.where(example.c.number > check_number(after, "the last example"))
        count = sa.select(sa.func.count()).select_from(example)
        count = count.where(example.c.project_id == self._project_id, *conditions)
        with self._database.read() as connection:
            found = tuple(example_from_row(row) for row in connection.execute(query).all())
            return ExamplePage(found, connection.scalar(count) if total else None)

    def slice(
        self, skip: int, limit: int, labels: Sequence[str], *, labelled: bool | None, newest: bool
    ) -> ExamplePage:
        """Return some examples and their total; see ``Store.slice``."""
        check_limit(limit)
        conditions: list[sa.ColumnElement[bool]] = []
        if labelled is not None:
            has = example.c.label
            conditions.append(has.is_not(None) if labelled else has.is_(None))
        if labels:
            conditions.append(
                sa.or_(*(part for each in labels for part in example_conditions(each, None, None)))
            )
        query = self._all.where(*conditions).limit(limit).offset(check_number(skip, "skip"))
        if newest:
            query = query.order_by(None).order_by(example.c.number.desc())
        count = sa.select(sa.func.count()).select_from(example)
        count = count.where(example.c.project_id == self._project_id, *conditions)
        with self._database.read() as connection:
            found = tuple(example_from_row(row) for row in connection.execute(query).all())
            return ExamplePage(found, connection.scalar(count))

    def all(self) -> Iterator[Example]:
        """Iterate over all examples, by id."""
        after = 0
        while found := self._fetch(self._all.where(example.c.number > after).limit(BATCH)):
            yield from found
            after = found[-1].id

    def get(self, ids: Iterable[int]) -> list[Example]:
        """Return examples in the order of the ids; see ``Store.get``."""
        wanted = check_ids(ids)
        found: dict[int, Example] = {}
        for chunk in chunks(wanted):
            some = self._fetch(self._all.where(example.c.number.in_(chunk)))
            found.update((each.id, each) for each in some)
        check_exist(wanted, found, self._where)
        return [found[each] for each in wanted]

    def ids_by_sha256(self, sha256s: Iterable[str]) -> dict[str, int]:
        """Return the ids of the examples with these files; see ``Store.ids_by_sha256``."""
        found: dict[str, int] = {}
        query = sa.select(content.c.sha256, example.c.number).join_from(content, example)
        query = query.where(example.c.project_id == self._project_id)
        with self._database.read() as connection:
            for chunk in chunks(dict.fromkeys(sha256s)):
                rows = connection.execute(query.where(content.c.sha256.in_(chunk)))
                found.update(dict(tuple(row) for row in rows))
        return found

    def label_states(self, sha256s: Iterable[str]) -> dict[str, tuple[int, LabelState]]:
        """Return the ids and label states by the sha256 of the file; see ``Store.label_states``."""
        found: dict[str, tuple[int, LabelState]] = {}
        query = sa.select(content.c.sha256, example.c.number, *LABEL_STATE)
        query = query.join_from(content, example).where(example.c.project_id == self._project_id)
        with self._database.read() as connection:
            for chunk in chunks(dict.fromkeys(sha256s)):
                rows = connection.execute(query.where(content.c.sha256.in_(chunk)))
                found.update(
                    {key: (number, label_state_from_row(*rest)) for key, number, *rest in rows}
                )
        return found

    def ids_by_sha256_start(self, starts: Iterable[str]) -> dict[str, int]:
        """Return the ids of the examples by the beginning of the sha256; see ``Store``."""
        found: dict[str, int] = {}
        query = sa.select(example.c.number).join_from(content, example)
        query = query.where(example.c.project_id == self._project_id)
        with self._database.read() as connection:
            for start in dict.fromkeys(starts):
                # Every sha256 with this beginning lies in this range of the index.
                own = (content.c.sha256 >= start) & (content.c.sha256 < f"{start}g")
                number = connection.scalar(query.where(own).order_by(example.c.number).limit(1))
                if number is not None:
                    found[start] = number
        return found

    def ids_by_fingerprint(self, fingerprint: int) -> list[int]:
        """Return the ids of the examples with this fingerprint, in order."""
        query = sa.select(example.c.number).join_from(example, content)
        query = query.where(
            example.c.project_id == self._project_id,
            content.c.fingerprint == fingerprint_column(fingerprint),
        )
        with self._database.read() as connection:
            return list(connection.scalars(query.order_by(example.c.number)))

    def find(self, word: str) -> Example:
        """Return the example with this id, hash or file name; see ``Store.find``."""
        if NUMBER.match(word) and (
            found := self._fetch(self._all.where(example.c.number == int(word)))
        ):
            return found[0]
        name = clean_name(word)
        escaped = re.sub(r"([%_\\])", r"\\\1", name)
        matches = [example.c.name == name, example.c.name.like(f"%/{escaped}", escape="\\")]
        if PREFIX.match(word.lower()):
            low = word.lower()
            # Every sha256 with this beginning lies in this range of the index.
            matches.append(sa.and_(content.c.sha256 >= low, content.c.sha256 < f"{low}g"))
        found = self._fetch(self._all.where(sa.or_(*matches)).limit(SHOWN + 1))
        if not found:
            raise NotFoundError(
                f"{self._where} has no example {word!r}; give an id, the first 6 or more digits "
                "of a sha256, or a file's name"
            )
        if len(found) > 1:
            shown = ", ".join(f"{each.id} ({each.name})" for each in found[:SHOWN])
            more = ", ..." if len(found) > SHOWN else ""
            raise OptionError(f"{word!r} may be any of {shown}{more}; give the id")
        return found[0]

    def counts(self) -> ExampleCounts:
        """Return how many examples the project has; see ``Store.counts``."""
        own = example.c.project_id == self._project_id
        groups = (example.c.state, example.c.split, example.c.used)
        query = sa.select(*groups, sa.func.count()).where(own).group_by(*groups)
        contradicting = sa.select(sa.func.count()).select_from(example)
        contradicting = contradicting.where(own, example.c.contradicts.is_not(None))
        total = unused = 0
        by_state, by_split = dict.fromkeys(STATES, 0), dict.fromkeys(SPLITS, 0)
        with self._database.read() as connection:
            for state, split, used, count in connection.execute(query):
                total += count
                by_state[state] = by_state.get(state, 0) + count
                if split is not None:
                    by_split[split] = by_split.get(split, 0) + count
                unused += 0 if used else count
            contradictions = connection.scalar(contradicting) or 0
        return ExampleCounts(total, by_state, by_split, unused, contradictions)

    def labels(self) -> list[LabelCount]:
        """Return the labels with their counts; see ``Store.labels``."""
        with self._database.read() as connection:
            positive, negative = count_labels(connection, self._project_id)
        names = sorted({*positive, *negative}, key=lambda each: (each == NONE_OF_THESE, each))
        return [LabelCount(each, positive[each], negative[each]) for each in names]

    def _fetch(self, query: Any) -> list[Example]:  # noqa: ANN401 - a select of EXAMPLE
        with self._database.read() as connection:
            return [example_from_row(row) for row in connection.execute(query).all()]


def count_labels(connection: Connection, project_id: int) -> tuple[Counter[str], Counter[str]]:
    """Return how many positive, and how many negative examples each label has."""
    positive: Counter[str] = Counter()
    negative: Counter[str] = Counter()
    columns = (
        (example.c.label, positive),
        (example.c.more_labels, positive),
        (example.c.not_labels, negative),
    )
    for column, counter in columns:
        query = sa.select(column, sa.func.count()).group_by(column)
        query = query.where(example.c.project_id == project_id, column.is_not(None))
        for text, count in connection.execute(query):
            names: Sequence[str] = (text,) if column is example.c.label else names_from_text(text)
            for name in names:
                counter[name] += count
    return positive, negative
