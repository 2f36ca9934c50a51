"""The database's tables.

A change here goes with a migration in ``migrations/versions`` and a new ``REVISION``; a test holds
the two together. Times are UTC.
"""

from __future__ import annotations

import sqlalchemy as sa

__all__ = [
    "REVISION",
    "VERSION_TABLE",
    "action",
    "api_key",
    "api_usage",
    "audit",
    "change",
    "content",
    "embedding",
    "encoder",
    "evidence",
    "example",
    "exploration",
    "feedback",
    "invitation",
    "job",
    "job_file",
    "kept_input",
    "labeller",
    "lease",
    "metadata",
    "pending_file",
    "person",
    "project",
    "project_fact",
    "removed_example",
    "report",
    "run",
    "session",
    "sign_in_attempt",
    "suggestion",
    "upload",
    "upload_piece",
    "version",
    "workspace",
]

REVISION = "0015"
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


def _owner(column: str, *, index: bool = False, primary: bool = False) -> sa.Column[int]:
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
    _owner("project_id"),
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
    _owner("project_id", primary=True),
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
    _owner("project_id", index=True),
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
    _owner("action_id", index=True),
    _owner("example_id", index=True),
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
    _owner("content_id", primary=True),
    _owner("encoder_id", primary=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),  # of the encoder's dtype, little-endian
)

run = sa.Table(
    "run",
    metadata,
    sa.Column("id", Key, primary_key=True),
    _owner("project_id"),
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
    _owner("run_id", index=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.Text),
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
    sa.Column("created_by", sa.Text),
    sa.Column("figures", sa.Text, nullable=False),  # JSON
    sa.Column("revision", Key, nullable=False),
    sa.UniqueConstraint("project_id", "number"),
    sa.Index(None, "project_id", "revision"),
    sqlite_autoincrement=True,
)

# The keys by which others call a server. Of the secret only the digest is stored.
api_key = sa.Table(
    "api_key",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("public_id", sa.String(12), nullable=False, unique=True),  # the secret's first part
    sa.Column("digest", sa.String(64), nullable=False),  # sha256, in hexadecimal
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("functions", sa.Text),  # a JSON list of names, NULL for all
    sa.Column("per_minute", sa.Integer),
    sa.Column("price", sa.Text),  # of one input, a decimal number
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.Text),
    sa.Column("expires_at", sa.DateTime),
    sa.Column("revoked_at", sa.DateTime),
    sa.Column("may_train", sa.Boolean),  # whether it may change projects; NULL for no
    sa.Column("used", sa.Double),  # inputs that counted against the rate at that time
    sa.Column("used_at", sa.DateTime),
    sqlite_autoincrement=True,
)

api_usage = sa.Table(
    "api_usage",
    metadata,
    _owner("api_key_id", primary=True),
    sa.Column("function", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),  # UTC
    sa.Column("requests", sa.BigInteger, nullable=False),
    sa.Column("inputs", sa.BigInteger, nullable=False),  # that got an answer
)

# A person who signs in to a shared server.
person = sa.Table(
    "person",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False, unique=True),  # the name without regard to case
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("password", sa.Text),  # argon2's hash, NULL where there is none
    sa.Column("openid_issuer", sa.Text),  # NULL where the person has not signed in that way
    sa.Column("openid_subject", sa.Text),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("seen_at", sa.DateTime),
    sa.UniqueConstraint("openid_issuer", "openid_subject"),
    sqlite_autoincrement=True,
)

# A person who has signed in; the browser alone has the token.
session = sa.Table(
    "session",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),  # sha256 of the token
    _owner("person_id", index=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("seen_at", sa.DateTime, nullable=False),
)

# Whoever has the token may become a person, once, or set a new password.
invitation = sa.Table(
    "invitation",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),  # sha256 of the token
    sa.Column("name", sa.Text),  # NULL where the person may choose one
    sa.Column("key", sa.Text, unique=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.Text, nullable=False),
    sa.Column("expires_at", sa.DateTime, nullable=False),
)

# An attempt to sign in that was not right, or not looked at yet; kept for minutes.
sign_in_attempt = sa.Table(
    "sign_in_attempt",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),  # as typed, without regard to case
    sa.Column("address", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

# What servers were asked for; labels have a history of their own.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False, index=True),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("project", sa.Text),  # its name then, NULL for none
    sa.Column("details", sa.Text),  # a JSON object, NULL for nothing
    sqlite_autoincrement=True,
)

# Long work that a server does: any server of the workspace takes a job that waits.
job = sa.Table(
    "job",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("public_id", sa.String(32), nullable=False, unique=True),
    _owner("project_id", index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("progress", sa.Double, nullable=False),  # 0 to 1
    sa.Column("seconds_left", sa.Double),  # NULL where that is not known
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("asked", sa.Text),  # a JSON object with what was asked for, NULL for nothing
    sa.Column("curve", sa.Text),  # a JSON list of points while it trains
    sa.Column("log", sa.Text),  # a JSON list of lines
    sa.Column("cancelled_by", sa.Text),  # who asked for it to stop
    sa.Column("result", sa.Text),  # a JSON object, NULL before the end
    sa.Column("worker", sa.String(32)),  # the process that works on it
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.Text),
    sa.Column("started_at", sa.DateTime),
    sa.Column("seen_at", sa.DateTime),  # the last sign of life of the worker
    sa.Column("ended_at", sa.DateTime),
    sqlite_autoincrement=True,
)

# What other programs say about a project, and Vizsla keeps for them: JSON by topic and name.
project_fact = sa.Table(
    "project_fact",
    metadata,
    _owner("project_id", primary=True),
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),  # a JSON object
)

# What a function was called with, for a while, in a project that allows feedback.
kept_input = sa.Table(
    "kept_input",
    metadata,
    sa.Column("id", Key, primary_key=True),
    _owner("project_id"),
    sa.Column("answer_id", sa.String(22), nullable=False),  # random: who knows it asked
    sa.Column("position", sa.Integer, nullable=False),  # among the inputs of the request
    sa.Column("key_id", sa.String(12)),  # the public id of the key that asked
    sa.Column("version", sa.Integer, nullable=False),  # of the function
    sa.Column("answer", sa.Text, nullable=False),  # a GivenAnswer in JSON
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("columns", sa.Text),  # a JSON object of text, NULL where there are none
    sa.Column("kept_at", sa.DateTime, nullable=False),
    sa.UniqueConstraint("answer_id", "position"),
    sa.Index(None, "project_id", "kept_at"),
    sqlite_autoincrement=True,
)

# What callers said of answers; each has become an example, which people label.
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", Key, primary_key=True),
    _owner("project_id", index=True),
    _owner("example_id", index=True),
    sa.Column("answer_id", sa.String(22), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),  # a GivenAnswer in JSON
    sa.Column("labels", sa.Text),  # JSON list, NULL for a wrong answer without the right one
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.UniqueConstraint("answer_id", "position"),
    sqlite_autoincrement=True,
)

# The newest exploration of a project: its findings, and the map.
exploration = sa.Table(
    "exploration",
    metadata,
    _owner("project_id", primary=True),
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
    _owner("example_id", primary=True),
    sa.Column("kind", sa.String(40), primary_key=True),  # the finding's
    _owner("project_id"),
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
    _owner("example_id", primary=True),
    _owner("project_id"),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("more_labels", sa.Text),  # JSON list of others that hold, NULL where there are none
    sa.Column("score", sa.Double, nullable=False),
    sa.Column("sure", sa.Boolean, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Index(None, "project_id", "sure"),
)

# Files that come in pieces, and wait for a job that adds them as examples.
upload = sa.Table(
    "upload",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("public_id", sa.String(32), nullable=False, unique=True),
    _owner("project_id", index=True),
    sa.Column("files", sa.Text, nullable=False),  # a JSON list of [path, bytes]
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("received", sa.BigInteger, nullable=False),  # the next piece begins there
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("created_by", sa.Text),
    sa.Column("seen_at", sa.DateTime, nullable=False),  # when the last piece came
    sqlite_autoincrement=True,
)

upload_piece = sa.Table(
    "upload_piece",
    metadata,
    _owner("upload_id", primary=True),
    sa.Column("start", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("name", sa.String(16), nullable=False),  # of its file in the storage
)

# What became of each file that a job added.
job_file = sa.Table(
    "job_file",
    metadata,
    sa.Column("id", Key, primary_key=True),
    _owner("job_id"),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("status", sa.String(8), nullable=False),  # added, known or refused
    sa.Column("example", Key),  # the example's number in its project, NULL for a refused file
    sa.Column("code", sa.Text),  # of the error, NULL where it was not refused
    sa.Column("detail", sa.Text),
    sa.Index(None, "job_id", "name"),
    sqlite_autoincrement=True,
)

# Who has a project open now: a browser's tab, or a program.
labeller = sa.Table(
    "labeller",
    metadata,
    sa.Column("id", Key, primary_key=True),
    _owner("project_id"),
    sa.Column("client", sa.String(64), nullable=False),  # what the tab calls itself
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("room", sa.Text, nullable=False),
    sa.Column("seen_at", sa.DateTime, nullable=False),
    sa.UniqueConstraint("project_id", "client"),
    sqlite_autoincrement=True,
)

# The examples that each is about to label, so that nobody else is given them meanwhile.
lease = sa.Table(
    "lease",
    metadata,
    _owner("example_id", primary=True),
    _owner("labeller_id", index=True),
    sa.Column("until", sa.DateTime, nullable=False),
)
