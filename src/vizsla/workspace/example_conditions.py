"""Conditions on the examples that a query returns."""

from __future__ import annotations

import json

import sqlalchemy as sa

from vizsla.errors import OptionError
from vizsla.label_rules import clean_label
from vizsla.workspace.label_state import STATES
from vizsla.workspace.schema import example

__all__ = ["SPLITS", "example_conditions"]

SPLITS = ("train", "test")


def example_conditions(
    label: str | None, state: str | None, split: str | None
) -> list[sa.ColumnElement[bool]]:
    """Return the conditions on an example's label, state and split; None asks for nothing.

    Raises:
        OptionError: a value is none that there is.

    """
    conditions: list[sa.ColumnElement[bool]] = []
    if label is not None:
        name = clean_label(label)
        # A quote in a label is escaped in JSON, so that this finds whole labels alone.
        text = json.dumps(name, ensure_ascii=False)
        rest = sa.func.replace(example.c.more_labels, text, "")  # LIKE has no case in SQLite
        conditions.append(sa.or_(example.c.label == name, rest != example.c.more_labels))
    for column, value, known in (
        (example.c.state, state, STATES),
        (example.c.split, split, SPLITS),
    ):
        if value is not None:
            if value not in known:
                choices = ", ".join(map(repr, known))
                raise OptionError(f"{column.name} must be one of {choices}, not {value!r}")
            conditions.append(column == value)
    return conditions
