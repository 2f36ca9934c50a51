"""The database's tables of servers: keys, people, jobs, uploads, and what callers said.

Whoever imports a table of these has all tables of the database in ``metadata``; see ``schema``.
"""

from __future__ import annotations

import sqlalchemy as sa

from vizsla.workspace.schema import Key, metadata, owner

__all__ = [
    "api_key",
    "api_usage",
    "audit",
    "feedback",
    "invitation",
    "job",
    "job_file",
    "kept_input",
    "labeller",
    "lease",
    "metadata",
    "person",
    "project_fact",
    "session",
    "sign_in_attempt",
    "upload",
    "upload_piece",
]

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
    owner("api_key_id", primary=True),
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
    owner("person_id", index=True),
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
    owner("project_id", index=True),
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
    owner("project_id", primary=True),
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),  # a JSON object
)

# What a function was called with, for a while, in a project that allows feedback.
kept_input = sa.Table(
    "kept_input",
    metadata,
    sa.Column("id", Key, primary_key=True),
    owner("project_id"),
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
    owner("project_id", index=True),
    owner("example_id", index=True),
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

# Files that come in pieces, and wait for a job that adds them as examples.
upload = sa.Table(
    "upload",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("public_id", sa.String(32), nullable=False, unique=True),
    owner("project_id", index=True),
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
    owner("upload_id", primary=True),
    sa.Column("start", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("name", sa.String(16), nullable=False),  # of its file in the storage
)

# What became of each file that a job added.
job_file = sa.Table(
    "job_file",
    metadata,
    sa.Column("id", Key, primary_key=True),
    owner("job_id"),
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
    owner("project_id"),
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
    owner("example_id", primary=True),
    owner("labeller_id", index=True),
    sa.Column("place", sa.Integer, nullable=False),  # in the order in which the client has them
    sa.Column("until", sa.DateTime, nullable=False),
)
