"""Searches a project's examples page by page; a page takes as long at the end as at the start."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from operator import ge, lt
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.label_rules import clean_label
from vizsla.workspace.example_conditions import example_conditions
from vizsla.workspace.example_filter import (
    ORDERS,
    ExampleFilter,
    FoundExample,
    FoundExamples,
    ListPlace,
)
from vizsla.workspace.label_state import LABELLED
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.row_values import EXAMPLE, check_ids, check_limit, chunks, example_from_row
from vizsla.workspace.schema import example
from vizsla.workspace.search_states import state_condition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.workspace.database import Database

__all__ = ["ExampleSearch"]

MANY = 1_000  # examples that are soon found by going through all


class ExampleSearch(ProjectQueries):
    """The examples of one project, as filters choose them."""

    def __init__(
        self, database: Database, project_id: int, name: str, *, multi_label: bool
    ) -> None:
        super().__init__(database, project_id, name)
        self._multi_label = multi_label

    def page(self, wanted: ExampleFilter, limit: int, after: ListPlace | None) -> FoundExamples:
        """Return a page of the examples that fit; see ``Store.search``."""
        check_limit(limit)
        order = wanted.order
        with self._database.read() as connection:
            total = connection.scalar(self._count(wanted)) or 0
            conditions = self._conditions(wanted, many=total > MANY or order.startswith("name"))
            query = EXAMPLE.add_columns(example.c.who).where(*conditions).order_by(*_order(order))
            if after is not None:
                query = query.where(_behind(order, after))
            rows = connection.execute(query.limit(limit + 1)).all()
        found = tuple(FoundExample(example_from_row(each[:-1]), each[-1]) for each in rows[:limit])
        if len(rows) <= limit:
            return FoundExamples(found, None, total)
        last = found[-1].example
        return FoundExamples(
            found, ListPlace(last.id, last.name if order.startswith("name") else ""), total
        )

    def ids(self, wanted: ExampleFilter) -> list[int]:
        """Return the ids of all examples that fit; see ``Store.search_ids``."""
        conditions = self._conditions(wanted, many=True)
        query = sa.select(example.c.number).where(*conditions).order_by(*_order(wanted.order))
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def _count(self, wanted: ExampleFilter) -> sa.Select[int]:
        only_words = replace(wanted, words=(), order=ORDERS[0]) == ExampleFilter()
        conditions = self._conditions(wanted, many=only_words)
        return sa.select(sa.func.count()).select_from(example).where(*conditions)

    def labellers(self) -> dict[int, str | None]:
        """Return who labelled each example, by its id; see ``Store.labellers``."""
        query = sa.select(example.c.number, example.c.who)
        query = query.where(example.c.project_id == self._project_id)
        labelled = sa.or_(example.c.state == LABELLED, example.c.not_labels.is_not(None))
        with self._database.read() as connection:
            return {row.number: row.who for row in connection.execute(query.where(labelled))}

    def _conditions(self, wanted: ExampleFilter, *, many: bool) -> Iterator[sa.ColumnElement[bool]]:
        """Return the conditions.

        Args:
            wanted: the filter.
            many: whether many names have the words, so that the examples are gone through; else
                the index of names is, which is read quicker.

        """
        own = example.c.project_id == self._project_id
        yield own
        label = wanted.label
        if label is not None and not self._multi_label:
            yield example.c.label == clean_label(label)  # an index has it
            label = None
        yield from example_conditions(label, None, wanted.split)
        for state in wanted.states:
            yield state_condition(state, self._project_id)
        named = [self._has(word) for word in wanted.words]
        if many:
            yield from named
        elif named:
            yield example.c.number.in_(sa.select(example.c.number).where(own, *named))
        if wanted.ids is not None:
            parts = [example.c.number.in_(chunk) for chunk in chunks(check_ids(wanted.ids))]
            yield sa.or_(sa.false(), *parts)
        if wanted.who is not None:
            yield example.c.who == wanted.who
        for time, compare in ((wanted.added_from, ge), (wanted.added_before, lt)):
            if time is not None:
                yield compare(example.c.added_at, time.astimezone(UTC).replace(tzinfo=None))

    def _has(self, word: str) -> sa.ColumnElement[bool]:
        """Return the condition that a name has a word."""
        pattern = "%" + re.sub(r"([%_\\])", r"\\\1", word) + "%"
        if self._database.file is not None:  # in SQLite LIKE takes any case
            return example.c.name.like(pattern, escape="\\")
        return example.c.name.ilike(pattern, escape="\\")


def _order(order: str) -> tuple[sa.ColumnElement[Any], ...]:
    number, name = example.c.number, example.c.name
    return {
        "oldest": (number.asc(),),
        "newest": (number.desc(),),
        "name": (name.asc(), number.asc()),
        "name reversed": (name.desc(), number.desc()),
    }[order]


def _behind(order: str, place: ListPlace) -> sa.ColumnElement[bool]:
    number, name = example.c.number, example.c.name
    if order == "oldest":
        return number > place.id
    if order == "newest":
        return number < place.id
    if order == "name":
        return sa.tuple_(name, number) > (place.name, place.id)
    return sa.tuple_(name, number) < (place.name, place.id)
