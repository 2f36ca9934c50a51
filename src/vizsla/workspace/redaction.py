"""Redact removed examples from the figures and blobs of a project's runs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.workspace.json_text import object_from_text
from vizsla.workspace.revisions import take_revisions
from vizsla.workspace.schema import report, run, version

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sqlalchemy import Connection

__all__ = ["redact_runs", "redacted"]

GONE = "(removed)"
HASH = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
ZEROS = b"0" * 64  # as long as a hash, so that a blob stays readable


def redact_runs(
    connection: Connection, project_id: int, sha256s: AbstractSet[str], names: AbstractSet[str]
) -> None:
    """Redact examples from a project's runs, reports and versions.

    Args:
        connection: a connection in a writing transaction.
        project_id: the row id of the project.
        sha256s: the sha256 of each example's file.
        names: the examples' names.

    """
    of_project = sa.select(run.c.id).where(run.c.project_id == project_id)
    for table, condition in (
        (run, run.c.project_id == project_id),
        (version, version.c.project_id == project_id),
        (report, report.c.run_id.in_(of_project)),
    ):
        keys = list(connection.scalars(sa.select(table.c.id).where(condition)))
        columns = [table.c[each] for each in ("figures", "blob") if each in table.c]
        for key in keys:  # one at a time: blobs may be large
            row = connection.execute(sa.select(*columns).where(table.c.id == key)).one()
            new: dict[str, Any] = {}
            figures = object_from_text(row[0], "the figures of a run")
            cleaned = redacted(figures, sha256s, names)
            if cleaned != figures:
                new["figures"] = json.dumps(cleaned)
            if len(row) > 1 and (blob := _zeroed(bytes(row[1]), sha256s)) != row[1]:
                new["blob"] = blob
            if new and table is not report:
                (new["revision"],) = take_revisions(connection, project_id, 1)
            if new:
                connection.execute(sa.update(table).where(table.c.id == key).values(new))


def redacted(value: Any, sha256s: AbstractSet[str], names: AbstractSet[str]) -> Any:  # noqa: ANN401 - JSON
    """Return JSON with zeros for the hashes, and without the names that stand beside one."""
    if isinstance(value, str):
        return ZEROS.decode() if value in sha256s else value
    if not isinstance(value, dict | list):
        return value
    items = value.values() if isinstance(value, dict) else value
    named = any(isinstance(each, str) and each in sha256s for each in items)

    def cleaned(item: Any) -> Any:  # noqa: ANN401 - JSON
        if named and isinstance(item, str) and item in names:
            return GONE
        return redacted(item, sha256s, names)

    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items() if key not in sha256s}
    return [cleaned(item) for item in value]


def _zeroed(blob: bytes, sha256s: AbstractSet[str]) -> bytes:
    hashes = {each.encode() for each in sha256s}
    return HASH.sub(lambda found: ZEROS if found.group() in hashes else found.group(), blob)
