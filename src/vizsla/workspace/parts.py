"""Which examples are trained on and which are tested on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import OptionError
from vizsla.workspace.reading import PARTS
from vizsla.workspace.rows import check_ids, check_there, chunks
from vizsla.workspace.schema import example

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

__all__ = ["write_parts"]


def write_parts(
    connection: Connection, project_id: int, parts: Mapping[int, str], where: str
) -> None:
    """Say which examples are for training and which for the test.

    Args:
        connection: in a transaction that writes.
        project_id: whose examples.
        parts: ``train`` or ``test``, by the examples' ids.
        where: they are, for messages.

    Raises:
        OptionError: a part is neither, or an example of the test part was to be trained on.
        NotFoundError: there is no such example.

    """
    for key, part in parts.items():
        if part not in PARTS:
            raise OptionError(f"the part of example {key} must be 'train' or 'test', not {part!r}")
    by_id = {each.__index__(): part for each, part in parts.items()}
    query = sa.select(example.c.id, example.c.part).where(example.c.project_id == project_id)
    for chunk in chunks(check_ids(parts)):
        rows = connection.execute(query.where(example.c.id.in_(chunk))).all()
        check_there(chunk, [key for key, _ in rows], where)
        leaks = [key for key, part in rows if part == "test" and by_id[key] != part]
        if leaks:
            raise OptionError(
                f"example {leaks[0]} is kept for the test, and stays out of training for good; "
                "remove it and add it again if it must be otherwise"
            )
        changed = [{"b_id": key, "part": by_id[key]} for key, part in rows if part != by_id[key]]
        if changed:
            statement = sa.update(example).where(example.c.id == sa.bindparam("b_id"))
            connection.execute(statement, changed)
