"""What every part of a project's store begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.workspace.database import Database

__all__ = ["ProjectQueries"]


class ProjectQueries:
    """A part of the store of one project.

    Args:
        database: where it is.
        project_id: whose.
        name: of the project, for messages.

    """

    def __init__(self, database: Database, project_id: int, name: str) -> None:
        self._database = database
        self._project_id = project_id
        self._where = f"the project {name!r}"
