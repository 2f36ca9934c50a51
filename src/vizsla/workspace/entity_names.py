"""The names of the entities that are marked in a project's texts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.labelled_entity import entities_from_text
from vizsla.workspace.schema import example

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["count_entities"]


def count_entities(connection: Connection, project_id: int) -> dict[str, int]:
    """Return how often each entity is marked, by name, the most frequent first."""
    query = sa.select(example.c.entities).where(
        example.c.project_id == project_id, example.c.entities.is_not(None)
    )
    found: Counter[str] = Counter()
    for text in connection.scalars(query):
        found.update(each.name for each in entities_from_text(text) or ())
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
