"""Searches a project's examples page by page; a page takes as long at the end as at the start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.label_rules import clean_label
from vizsla.workspace.example_conditions import example_conditions
from vizsla.workspace.example_filter import FoundExample, FoundExamples, ListPlace
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.row_values import EXAMPLE, check_ids, check_limit, chunks, example_from_row
from vizsla.workspace.schema import action, change, example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.workspace.database import Database
    from vizsla.workspace.example_filter import ExampleFilter

__all__ = ["ExampleSearch"]

# The latest label that still counts says who set it.
_LABELLER = (
    sa.select(action.c.who)
    .join_from(change, action)
    .where(change.c.example_id == example.c.id, action.c.undone_at.is_(None))
    .order_by(change.c.id.desc())
    .limit(1)
    .correlate(example)
    .scalar_subquery()
)
_WHO = sa.func.coalesce(_LABELLER, example.c.added_by)


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
        conditions = [example.c.project_id == self._project_id, *self._conditions(wanted)]
        count = sa.select(sa.func.count()).select_from(example).where(*conditions)
        query = EXAMPLE.add_columns(_WHO).where(*conditions).order_by(*_order(wanted.order))
        if after is not None:
            query = query.where(_behind(wanted.order, after))
        with self._database.read() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
            total = connection.scalar(count) or 0
        found = tuple(FoundExample(example_from_row(each[:-1]), each[-1]) for each in rows[:limit])
        if len(rows) <= limit:
            return FoundExamples(found, None, total)
        last = found[-1].example
        name = last.name if wanted.order.startswith("name") else ""
        return FoundExamples(found, ListPlace(last.id, name), total)

    def _conditions(self, wanted: ExampleFilter) -> Iterator[sa.ColumnElement[bool]]:
        label = wanted.label
        if label is not None and not self._multi_label:
            yield example.c.label == clean_label(label)  # an index has it
            label = None
        yield from example_conditions(label, wanted.state, wanted.split)
        for word in wanted.words:
            escaped = re.sub(r"([%_\\])", r"\\\1", word)
            yield example.c.name.ilike(f"%{escaped}%", escape="\\")
        if wanted.ids is not None:
            parts = [example.c.number.in_(chunk) for chunk in chunks(check_ids(wanted.ids))]
            yield sa.or_(sa.false(), *parts)
        if wanted.who is not None:
            # Only what that person ever touched is looked at closely.
            touched = (
                sa.select(change.c.example_id)
                .join_from(change, action)
                .where(action.c.project_id == self._project_id, action.c.who == wanted.who)
            )
            yield sa.or_(example.c.added_by == wanted.who, example.c.id.in_(touched))
            yield _WHO.in_([wanted.who])


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
        return sa.or_(name > place.name, sa.and_(name == place.name, number > place.id))
    return sa.or_(name < place.name, sa.and_(name == place.name, number < place.id))
