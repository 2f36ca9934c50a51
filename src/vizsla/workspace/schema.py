"""The database's tables of the loop: projects, examples, labels, runs and versions.

``server_tables`` has those of servers and the people who use them.

A change here goes with a migration in ``migrations/versions`` and a new ``REVISION``; a test holds
the two together. Times are UTC.
"""

from __future__ import annotations

import sqlalchemy as sa

__all__ = [
    "REVISION",
    "VERSION_TABLE",
    "Key",
    "action",
    "change",
    "content",
    "embedding",
    "encoder",
    "evidence",
    "example",
    "exploration",
    "metadata",
    "owner",
    "pending_file",
    "project",
    "removed_example",
    "report",
    "run",
    "suggestion",
    "version",
    "workspace",
]

REVISION = "0016"
VERSION_TABLE = "vizsla_schema"

# SQLite counts on its own only in a column of the type INTEGER.
Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def owner(column: str, *, index: bool = False, primary: bool = False) -> sa.Column[int]:
    """Return a column that refers to an owner: deleting the owner's row deletes this one, too."""
    table = column.removesuffix("_id")
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(column, Key, key, nullable=False, index=index, primary_key=primary)


def _few(column: str) -> sa.Index:
    """Return an index of the examples whose column is not NULL."""
    there = sa.text(f"{column} IS NOT NULL")
    name = f"ix_example_with_{column}"
    return sa.Index(name, "project_id", "number", sqlite_where=there, postgresql_where=there)


# One row. A writer locks it first, so that any database has one writer at a time.
workspace = sa.Table(
    "workspace",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
)

project = sa.Table(
    "project",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False, unique=True),  # the name without regard to case
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.Text),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("modality", sa.Text, nullable=False),
    sa.Column("encoder", sa.Text, nullable=False),
    sa.Column("features", sa.Text),  # a JSON object, NULL where there are none
    sa.Column("feedback", sa.Text),  # a JSON object of what is kept for it, NULL where it is off
    sa.Column("last_number", Key, nullable=False),  # the newest example's; none is used twice
    sa.Column("revision", Key, nullable=False),  # the newest change's
    sqlite_autoincrement=True,
)

# A file as one modality reads it; several projects may have it as an example.
content = sa.Table(
    "content",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("modality", sa.Text, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),  # a JSON object, whose keys the modality defines
    sa.Column("fingerprint", sa.BigInteger, index=True),  # 64 bits as a signed number
    sa.UniqueConstraint("sha256", "modality"),
    sqlite_autoincrement=True,
)

# Files that may exist without a content, and the writer that registered them.
pending_file = sa.Table(
    "pending_file",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("writer", sa.String(32), primary_key=True),
)

example = sa.Table(
    "example",
    metadata,
    sa.Column("id", Key, primary_key=True),  # within the database only
    owner("project_id"),
    sa.Column("number", Key, nullable=False),  # Example.id: counted per project
    sa.Column("content_id", Key, sa.ForeignKey("content.id"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False),
    sa.Column("added_by", sa.Text, nullable=False),
    sa.Column("who", sa.Text),  # whose labels it has, or else added_by; never NULL
    sa.Column("label", sa.Text),
    sa.Column("not_labels", sa.Text),  # JSON list, NULL where there are none
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("used", sa.Boolean, nullable=False),
    sa.Column("contradicts", sa.Text),  # JSON list, NULL where there are none
    sa.Column("imported_labels", sa.Text),  # JSON list, NULL where there are none
    sa.Column("split", sa.Text),
    sa.Column("columns", sa.Text),  # a JSON object of text, NULL where there are none
    sa.Column("entities", sa.Text),  # a JSON list, NULL where nobody labelled any
    sa.Column("more_labels", sa.Text),  # JSON list, NULL where there are none
    sa.Column("revision", Key, nullable=False),  # that of the newest change to this example
    sa.UniqueConstraint("project_id", "content_id"),
    sa.UniqueConstraint("project_id", "number"),
    # One index for each way to page through.
    sa.Index(None, "project_id", "label", "number"),
    sa.Index(None, "project_id", "state", "number"),
    sa.Index(None, "project_id", "split", "number"),
    sa.Index(None, "project_id", "who", "number"),
    sa.Index(None, "project_id", "added_at", "number"),
    sa.Index(None, "project_id", "revision"),
    # PostgreSQL has no index for any length of text, and sorts quickly without.
    sa.Index(None, "project_id", "name", "number").ddl_if("sqlite"),
    # To count without reading the rows; those with lists are few.
    sa.Index(None, "project_id", "state", "split", "used"),
    _few("not_labels"),
    _few("more_labels"),
    _few("contradicts"),
    sqlite_autoincrement=True,
)

# Removed examples, for screens that still show them: their numbers, who removed them, and when.
removed_example = sa.Table(
    "removed_example",
    metadata,
    owner("project_id", primary=True),
    sa.Column("number", Key, primary_key=True),
    sa.Column("removed_at", sa.DateTime, nullable=False),
    sa.Column("removed_by", sa.Text, nullable=False),
    sa.Column("revision", Key, nullable=False),
    sa.Index(None, "project_id", "revision"),
)

action = sa.Table(
    "action",
    metadata,
    sa.Column("id", Key, primary_key=True),
    owner("project_id", index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("undone_by", sa.Text),
    sa.Column("undone_at", sa.DateTime),
    sqlite_autoincrement=True,
)

change = sa.Table(
    "change",
    metadata,
    sa.Column("id", Key, primary_key=True),
    owner("action_id", index=True),
    owner("example_id", index=True),
    sa.Column("before", sa.Text, nullable=False),  # a LabelState in JSON
    sa.Column("after", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

encoder = sa.Table(
    "encoder",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("dtype", sa.Text, nullable=False),
    sa.Column("dimension", sa.Integer, nullable=False),
    sa.Column("scale", sa.Double, nullable=False),
    sqlite_autoincrement=True,
)

embedding = sa.Table(
    "embedding",
    metadata,
    owner("content_id", primary=True),
    owner("encoder_id", primary=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),  # of the encoder's dtype, little-endian
)

run = sa.Table(
    "run",
    metadata,
    sa.Column("id", Key, primary_key=True),
    owner("project_id"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.Text),
    sa.Column("figures", sa.Text, nullable=False),  # JSON
    sa.Column("blob", sa.LargeBinary, nullable=False),
    sa.Column("revision", Key, nullable=False),
    sa.UniqueConstraint("project_id", "number"),
    sa.Index(None, "project_id", "revision"),
    sqlite_autoincrement=True,
)

report = sa.Table(
    "report",
    metadata,
    sa.Column("id", Key, primary_key=True),
    owner("run_id", index=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.Text),
    sa.Column("figures", sa.Text, nullable=False),  # JSON
    sqlite_autoincrement=True,
)

version = sa.Table(
    "version",
    metadata,
    sa.Column("id", Key, primary_key=True),
    owner("project_id"),
    owner("run_id", index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.Text),
    sa.Column("figures", sa.Text, nullable=False),  # JSON
    sa.Column("revision", Key, nullable=False),
    sa.UniqueConstraint("project_id", "number"),
    sa.Index(None, "project_id", "revision"),
    sqlite_autoincrement=True,
)

# The newest exploration of a project: its findings, and the map.
exploration = sa.Table(
    "exploration",
    metadata,
    owner("project_id", primary=True),
    sa.Column("revision", Key, nullable=False),  # the project's when it was explored
    sa.Column("made_at", sa.DateTime, nullable=False),
    sa.Column("made_by", sa.Text),
    sa.Column("findings", sa.Text, nullable=False),  # a JSON object, without the evidence
    sa.Column("map", sa.LargeBinary, nullable=False),  # a StoredMap
)

# The examples that its findings are about.
evidence = sa.Table(
    "evidence",
    metadata,
    owner("example_id", primary=True),
    sa.Column("kind", sa.String(40), primary_key=True),  # the finding's
    owner("project_id"),
    sa.Column("state", sa.String(20)),  # the state by which it is looked for, or NULL
    sa.Column("place", sa.Integer, nullable=False),  # 0 for the strongest evidence
    sa.Column("given", sa.Text),  # the label that it doubts, or NULL; another makes it void
    sa.Column("likely", sa.Text),  # the more likely label, or NULL
    sa.Column("beside", Key),  # the number of the example to compare with, or NULL
    sa.Column("score", sa.Double),
    sa.Column("why", sa.Text, nullable=False),
    sa.Index(None, "project_id", "kind", "place"),
    sa.Index(None, "project_id", "state"),
)

# The labels that a run suggests for examples without one.
suggestion = sa.Table(
    "suggestion",
    metadata,
    owner("example_id", primary=True),
    owner("project_id"),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("more_labels", sa.Text),  # JSON list of others that hold, NULL where there are none
    sa.Column("score", sa.Double, nullable=False),
    sa.Column("sure", sa.Boolean, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Index(None, "project_id", "sure"),
)
