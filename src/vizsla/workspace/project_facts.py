"""Facts about a project that other programs tell, by topic and name, as JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.json_text import object_from_text, text_from_json
from vizsla.workspace.schema import project
from vizsla.workspace.server_tables import project_fact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.workspace.database import Database

__all__ = ["ProjectFacts"]

Facts = dict[str, dict[str, "JSONValue"]]


class ProjectFacts:
    """The facts of a workspace's projects.

    Args:
        database: the workspace's database.

    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_topic(self, project_id: int, topic: str) -> Facts:
        """Return the facts of a topic, by name, in the order of the names."""
        query = (
            sa.select(project_fact.c.name, project_fact.c.value)
            .where(project_fact.c.project_id == project_id, project_fact.c.topic == topic)
            .order_by(project_fact.c.name)
        )
        with self._database.read() as connection:
            return {
                name: object_from_text(text, f"the fact {name!r} of a project")
                for name, text in connection.execute(query)
            }

    def of_projects(self, topic: str, name: str) -> Facts:
        """Return one fact of each project that has it, by the projects' names, in their order."""
        query = (
            sa.select(project.c.name, project_fact.c.value)
            .join_from(project_fact, project)
            .where(project_fact.c.topic == topic, project_fact.c.name == name)
            .order_by(project.c.name)
        )
        with self._database.read() as connection:
            return {
                of: object_from_text(text, f"the fact {name!r} of a project")
                for of, text in connection.execute(query)
            }

    def put(self, project_id: int, topic: str, facts: Mapping[str, JSONObject | None]) -> None:
        """Write facts in place of those of the same names; None deletes one."""
        texts = {
            name: None if value is None else text_from_json(dict(value), f"the fact {name!r}")
            for name, value in facts.items()
        }
        with self._database.write() as connection:
            own = (project_fact.c.project_id == project_id) & (project_fact.c.topic == topic)
            for name, text in texts.items():
                connection.execute(sa.delete(project_fact).where(own, project_fact.c.name == name))
                if text is not None:
                    row = {"project_id": project_id, "topic": topic, "name": name, "value": text}
                    connection.execute(sa.insert(project_fact).values(**row))
