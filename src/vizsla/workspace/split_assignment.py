"""Which examples are trained on and which are tested on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import OptionError
from vizsla.workspace.example_reader import SPLITS
from vizsla.workspace.row_values import check_ids, check_there, chunks
from vizsla.workspace.schema import example

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

__all__ = ["write_splits"]


def write_splits(
    connection: Connection, project_id: int, splits: Mapping[int, str], where: str
) -> None:
    """Say which examples are for training and which for the test.

    Args:
        connection: in a transaction that writes.
        project_id: whose examples.
        splits: ``train`` or ``test``, by the examples' ids.
        where: they are, for messages.

    Raises:
        OptionError: a split is neither, or an example of the test set was to be trained on.
        NotFoundError: there is no such example.

    """
    for key, split in splits.items():
        if split not in SPLITS:
            raise OptionError(
                f"the split of example {key} must be 'train' or 'test', not {split!r}"
            )
    by_id = {each.__index__(): split for each, split in splits.items()}
    query = sa.select(example.c.id, example.c.split).where(example.c.project_id == project_id)
    for chunk in chunks(check_ids(splits)):
        rows = connection.execute(query.where(example.c.id.in_(chunk))).all()
        check_there(chunk, [key for key, _ in rows], where)
        leaks = [key for key, split in rows if split == "test" and by_id[key] != split]
        if leaks:
            raise OptionError(
                f"example {leaks[0]} is kept for the test, and stays out of training for good; "
                "remove it and add it again if it must be otherwise"
            )
        changed = [{"b_id": key, "split": by_id[key]} for key, split in rows if split != by_id[key]]
        if changed:
            statement = sa.update(example).where(example.c.id == sa.bindparam("b_id"))
            connection.execute(statement, changed)
