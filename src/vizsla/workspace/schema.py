"""The database's tables.

A change here goes with a migration in ``migrations/versions`` and a new ``REVISION``; a test holds
the two together. Times are UTC. A content is one file, whichever projects have it as an example;
what is particular to pictures is in columns that other kinds may leave empty.
"""

from __future__ import annotations

import json

import sqlalchemy as sa

from vizsla.errors import OptionError, WorkspaceDamagedError

__all__ = [
    "REVISION",
    "VERSION_TABLE",
    "action",
    "change",
    "content",
    "dump",
    "embedding",
    "example",
    "metadata",
    "parse",
    "pending_file",
    "project",
    "report",
    "run",
    "version",
    "workspace",
]

REVISION = "0001"
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


def _owner(column: str, *, index: bool = False, nullable: bool = False) -> sa.Column[int]:
    """Return a column that points at a row without which this one does not live."""
    table = column.removesuffix("_id")
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(column, Key, key, nullable=nullable, index=index)


# One row: whoever writes locks it first, so that there is one writer at a time on any database.
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
    sqlite_autoincrement=True,
)

content = sa.Table(
    "content",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("width", sa.Integer),
    sa.Column("height", sa.Integer),
    sa.Column("format", sa.Text),
    sa.Column("brightness", sa.Double),
    sa.Column("contrast", sa.Double),
    sa.Column("sharpness", sa.Double),
    sa.Column("print", sa.BigInteger),  # the 64 bits as a signed number
    sqlite_autoincrement=True,
)

# Files that may be there without a content: of a batch under way, or of one that was killed.
pending_file = sa.Table("loose", metadata, sa.Column("sha256", sa.String(64), primary_key=True))

example = sa.Table(
    "example",
    metadata,
    sa.Column("id", Key, primary_key=True),
    _owner("project_id"),
    sa.Column("content_id", Key, sa.ForeignKey("content.id"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False),
    sa.Column("added_by", sa.Text, nullable=False),
    sa.Column("label", sa.Text),
    sa.Column("not_labels", sa.Text),  # JSON list, NULL where there are none
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("used", sa.Boolean, nullable=False),
    sa.Column("contradicts", sa.Text),  # JSON list, NULL where there are none
    # JSON list of the labels that imports gave, NULL where there are none.
    sa.Column("said", sa.Text, key="imported_labels"),
    sa.Column("part", sa.Text, key="split"),
    sa.UniqueConstraint("project_id", "content_id"),
    # One for each way to page through.
    sa.Index(None, "project_id", "id"),
    sa.Index(None, "project_id", "label", "id"),
    sa.Index(None, "project_id", "state", "id"),
    sa.Index(None, "project_id", "split", "id"),
    sqlite_autoincrement=True,
)

action = sa.Table(
    "action",
    metadata,
    sa.Column("id", Key, primary_key=True),
    _owner("project_id", index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
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
    _owner("action_id", index=True),
    _owner("example_id", index=True),
    sa.Column("before", sa.Text, nullable=False),  # a Standing in JSON
    sa.Column("after", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

embedding = sa.Table(
    "embedding",
    metadata,
    sa.Column("content_id", Key, sa.ForeignKey("content.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("sums", sa.LargeBinary, nullable=False),  # int16, little-endian
)

run = sa.Table(
    "run",
    metadata,
    sa.Column("id", Key, primary_key=True),
    _owner("project_id"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("figures", sa.Text, nullable=False),  # JSON
    sa.Column("blob", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("project_id", "number"),
    sqlite_autoincrement=True,
)

report = sa.Table(
    "report",
    metadata,
    sa.Column("id", Key, primary_key=True),
    _owner("run_id", index=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("figures", sa.Text, nullable=False),  # JSON
    sqlite_autoincrement=True,
)

version = sa.Table(
    "version",
    metadata,
    sa.Column("id", Key, primary_key=True),
    _owner("project_id"),
    _owner("run_id", index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("figures", sa.Text, nullable=False),  # JSON
    sa.UniqueConstraint("project_id", "number"),
    sqlite_autoincrement=True,
)


def dump(value: object, what: str) -> str:
    """Return a value as JSON.

    Args:
        value: of dicts, lists, text, finite numbers, booleans and None.
        what: it is, for the message.

    Raises:
        OptionError: JSON can't hold it.

    """
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise OptionError(
            f"{what} can't be kept as JSON ({error}); give text, finite numbers, lists and dicts"
        ) from error


def parse(text: str | None, what: str) -> object:
    """Return what was kept as JSON; an empty list for NULL.

    Raises:
        WorkspaceDamagedError: it is no JSON.

    """
    try:
        return [] if text is None else json.loads(text)
    except (TypeError, ValueError) as error:
        raise WorkspaceDamagedError(
            f"{what} can't be read from the database: {text!r:.80}; restore it from a backup"
        ) from error
