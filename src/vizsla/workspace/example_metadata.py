"""The columns of examples, and the features of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.workspace.action_recorder import update_examples
from vizsla.workspace.json_text import object_from_text, text_from_json
from vizsla.workspace.name_rules import check_column
from vizsla.workspace.row_values import check_exist, check_ids, chunks, text_from_columns
from vizsla.workspace.schema import example, project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from vizsla.json_value import JSONObject, JSONValue

__all__ = ["read_features", "write_columns", "write_features"]


def write_columns(
    connection: Connection,
    project_id: int,
    values: Mapping[int, Mapping[str, str]],
    where: str,
) -> None:
    """Write the columns of examples.

    Args:
        connection: a connection in a writing transaction.
        project_id: the row id of the examples' project.
        values: the new ones by the examples' ids.
        where: the project in words, for messages.

    Raises:
        OptionError: one is not allowed.
        NotFoundError: there is no such example.

    """
    texts = {number: _text(values[number], number) for number in check_ids(values)}
    rows: dict[int, int] = {}
    for chunk in chunks(texts):
        query = sa.select(example.c.number, example.c.id).where(
            example.c.project_id == project_id, example.c.number.in_(chunk)
        )
        rows |= {row.number: row.id for row in connection.execute(query)}
    check_exist(texts, rows, where)
    changes: list[tuple[int, dict[str, Any]]] = [
        (rows[number], {"columns": text}) for number, text in texts.items()
    ]
    update_examples(connection, project_id, changes)


def _text(value: Mapping[str, str], number: int) -> str | None:
    for column, cell in value.items():
        check_column(column, cell, f"example {number}")
    return text_from_columns(value)


def read_features(connection: Connection, project_id: int) -> dict[str, JSONValue]:
    """Return a project's features; empty where it has none."""
    text = connection.scalar(sa.select(project.c.features).where(project.c.id == project_id))
    return {} if text is None else object_from_text(text, "the features of a project")


def write_features(connection: Connection, project_id: int, features: JSONObject) -> None:
    """Write a project's features."""
    text = text_from_json(dict(features), "the features") if features else None
    connection.execute(sa.update(project).where(project.c.id == project_id).values(features=text))
