"""Assign examples to the training set or the test set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import OptionError
from vizsla.workspace.action_recorder import update_examples
from vizsla.workspace.example_conditions import SPLITS
from vizsla.workspace.row_values import (
    LABEL_STATE,
    check_exist,
    check_ids,
    chunks,
    label_state_from_row,
)
from vizsla.workspace.schema import example

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from vizsla.workspace.action_recorder import ActionRecorder

__all__ = ["write_splits"]


def write_splits(
    connection: Connection,
    project_id: int,
    splits: Mapping[int, str],
    where: str,
    recorder: ActionRecorder | None = None,
    *,
    all_must_exist: bool = True,
) -> None:
    """Write which examples are in the training set and which in the test set.

    Args:
        connection: a connection in a writing transaction.
        project_id: the row id of the examples' project.
        splits: ``train`` or ``test``, by the examples' ids.
        where: the project in words, for messages.
        recorder: the recorder of the assignment in the examples' history; None where a run
            records the choice.
        all_must_exist: whether an example that does not exist is an error. False after long work,
            in which another process may have removed some.

    Raises:
        OptionError: a split is neither, or would move an example of the test set into training.
        NotFoundError: there is no such example.

    """
    for number, split in splits.items():
        if split not in SPLITS:
            raise OptionError(
                f"the split of example {number} must be 'train' or 'test', not {split!r}"
            )
    wanted = {each.__index__(): split for each, split in splits.items()}
    query = sa.select(example.c.number, example.c.id, example.c.split, *LABEL_STATE)
    query = query.where(example.c.project_id == project_id)
    for chunk in chunks(check_ids(splits)):
        rows = connection.execute(query.where(example.c.number.in_(chunk))).all()
        if all_must_exist:
            check_exist(chunk, [row[0] for row in rows], where)
        leaks = [row[0] for row in rows if row[2] == "test" and wanted[row[0]] != "test"]
        if leaks:
            raise OptionError(
                f"example {leaks[0]} is in the test set, and stays out of training for good; "
                "remove it and add it again to train on it"
            )
        changed = [row for row in rows if row[2] != wanted[row[0]]]
        columns = ((row[1], {"split": wanted[row[0]]}) for row in changed)
        update_examples(connection, project_id, columns)
        if recorder is not None:
            recorder.record_unchanged((row[1], label_state_from_row(*row[3:])) for row in changed)
