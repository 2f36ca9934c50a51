"""The base of the classes that read or write the rows of one project."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.workspace.database import Database

__all__ = ["ProjectQueries"]


class ProjectQueries:
    """Queries that are limited to one project.

    Args:
        database: the database that holds the project.
        project_id: the row id of the project.
        name: the project's name, for messages.

    """

    def __init__(self, database: Database, project_id: int, name: str) -> None:
        self._database = database
        self._project_id = project_id
        self._where = f"the project {name!r}"
