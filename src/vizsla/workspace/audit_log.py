"""Who did what, and when: every change of a label, and what else changes a workspace.

Keys, projects, removed examples and published versions are written down where they are changed, so
that it does not matter whether a browser, a program or the terminal asks. What a server alone
knows, such as sign-ins, is written down by the server.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.errors import OptionError
from vizsla.workspace.json_text import object_from_text, text_from_json
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.row_values import aware, now
from vizsla.workspace.schema import action, project
from vizsla.workspace.server_tables import audit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.workspace.database import Database

__all__ = ["AuditEntry", "AuditLog", "write_entry"]

LABELS = "labels"  # what was done to labels is in the projects' own history
# Names in the description of an act are quoted as Python does.
_NAMED = re.compile(r"""(?<![^ ])(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
SERVER, HISTORY = 1, 0  # which of the two an entry is from; of one moment the server's comes first


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What somebody did.

    Attributes:
        id: its place in the log: the next page begins after it.
        at: when, UTC.
        who: the name of the person, or ``key NAME``.
        act: what was done: the ``operationId`` of a route, or ``labels``.
        project: the project; None for none.
        text: what was done to labels, in words; empty for other acts.
        details: what else is known, by name.

    """

    id: str
    at: datetime
    who: str
    act: str
    project: str | None
    text: str
    details: dict[str, JSONValue]


class AuditLog:
    """The log of a workspace.

    Args:
        database: the workspace's database.

    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        who: str | None,
        act: str,
        project_name: str | None = None,
        details: JSONObject | None = None,
    ) -> None:
        """Write down what somebody did.

        Args:
            who: the person, or the key.
            act: what was done.
            project_name: the project; None for none.
            details: what else is known, by name; never a secret.

        """
        with self._database.write() as connection:
            write_entry(connection, who, act, project_name, details)

    def entries(
        self, limit: int, after: str | None = None, *, with_labels: bool = True
    ) -> list[AuditEntry]:
        """Return what was done, the newest first.

        Args:
            limit: the most entries.
            after: the id of the last entry of the page before; None for the newest ones.
            with_labels: whether changes of labels are among them.

        Raises:
            OptionError: the id is none.

        """
        own = sa.select(
            audit.c.at,
            sa.literal(SERVER).label("source"),
            audit.c.id,
            audit.c.who,
            audit.c.act,
            audit.c.project,
            sa.literal("").label("text"),
            audit.c.details,
        )
        labels = sa.select(
            action.c.at,
            sa.literal(HISTORY).label("source"),
            action.c.id,
            action.c.who,
            sa.literal(LABELS).label("act"),
            project.c.name.label("project"),
            action.c.description.label("text"),
            action.c.kind.cast(sa.Text).label("details"),
        ).join_from(action, project)
        both = (sa.union_all(own, labels) if with_labels else own).subquery()
        query = sa.select(both).order_by(both.c.at.desc(), both.c.source.desc(), both.c.id.desc())
        with self._database.read() as connection:
            if after is not None:
                source, number = _place(after)
                table = audit if source == SERVER else action
                at = connection.scalar(sa.select(table.c.at).where(table.c.id == number))
                if at is None:
                    raise OptionError(f"after={after!r:.40} names no entry of the log")
                place = (both.c.at, both.c.source, both.c.id)
                bound = (
                    sa.literal(at, sa.DateTime),
                    sa.literal(source, sa.Integer),
                    sa.literal(number, sa.BigInteger),
                )
                query = query.where(sa.tuple_(*place) < sa.tuple_(*bound))
            rows = connection.execute(query.limit(limit)).all()
        return [
            AuditEntry(
                f"{row.source}-{row.id}",
                aware(row.at),
                row.who,
                row.act,
                row.project,
                row.text,
                _details(row),
            )
            for row in rows
        ]


def write_entry(
    connection: Connection,
    who: str | None,
    act: str,
    project_name: str | None = None,
    details: JSONObject | None = None,
) -> None:
    """Write down what somebody does, in the transaction that does it; see ``AuditLog.add``."""
    values = {
        "at": now(),
        "who": actor_name(who),
        "act": act,
        "project": project_name,
        "details": text_from_json(details, "an audit entry") if details else None,
    }
    connection.execute(sa.insert(audit).values(**values))


def _details(row: Any) -> dict[str, JSONValue]:  # noqa: ANN401 - a row of the query
    """Return what is known of an entry; of a change of labels its kind and the names in it."""
    if row.act == LABELS:
        return {
            "kind": row.details,
            "labels": [ast.literal_eval(each) for each in _NAMED.findall(row.text)],
        }
    return object_from_text(row.details, "an audit entry") if row.details else {}


def _place(written: str) -> tuple[int, int]:
    source, _, number = written.partition("-")
    if source not in {str(SERVER), str(HISTORY)} or not number.isdecimal() or len(number) > 18:  # noqa: PLR2004 - a number of 64 bits
        raise OptionError(f"after={written!r:.40} is not the id of an entry")
    return int(source), int(number)
