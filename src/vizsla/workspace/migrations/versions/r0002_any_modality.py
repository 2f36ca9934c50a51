"""Any modality, encoder and kind of function; numbers per project; a feed of changes.

- The facts of a file become one JSON column, with its modality and its fingerprint beside it.
- Embeddings name their encoder, which has a dtype, a dimension and a scale.
- A project records its kind, its modality and its encoder, and who made it.
- Examples are counted per project: in the order of their old ids, from 1.
- Rows that screens show carry a revision, which counts a project's changes.
- Pending files name the writer that registered them.

Tables that change are copied: SQLite can't add a column that must have a value.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FACTS = ("width", "height", "format", "brightness", "contrast", "sharpness")
BATCH = 500

# The one backbone so far; its embeddings were named by its graph's hash and its preprocessing.
LITE0 = re.compile(r"[0-9a-f]{16} (crop|letterbox) [0-9.]+\Z")
LITE0_NAME, LITE0_SCALE = "efficientnet-lite0", float.fromhex("0x1.f78494e5e0a73p-12")


def upgrade() -> None:
    """Add columns, copy what changes its form, and number the rows."""
    _projects()
    _contents()
    _embeddings()
    _examples()
    _runs()
    _pending_files()
    op.execute(
        "UPDATE project SET"
        " last_number = (SELECT count(*) FROM example WHERE project_id = project.id),"
        " revision = (SELECT count(*) FROM example WHERE project_id = project.id)"
        " + (SELECT count(*) FROM run WHERE project_id = project.id)"
        " + (SELECT count(*) FROM version WHERE project_id = project.id)"
    )


def _projects() -> None:
    with op.batch_alter_table("project") as table:
        table.add_column(sa.Column("created_by", sa.Text()))
        for name, default in (
            ("kind", "image-classification"),
            ("modality", "image"),
            ("encoder", LITE0_NAME),
        ):
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=default))
        for name in ("last_number", "revision"):
            table.add_column(sa.Column(name, KEY, nullable=False, server_default="0"))
    with op.batch_alter_table("project") as table:
        for name in ("kind", "modality", "encoder", "last_number", "revision"):
            table.alter_column(name, server_default=None)


def _contents() -> None:
    with op.batch_alter_table("content") as table:
        table.drop_constraint(op.f("uq_content_sha256"), type_="unique")
        table.add_column(sa.Column("modality", sa.Text(), nullable=False, server_default="image"))
        table.add_column(sa.Column("facts", sa.Text(), nullable=False, server_default="{}"))
        table.alter_column("print", new_column_name="fingerprint")
        table.create_unique_constraint(op.f("uq_content_sha256_modality"), ["sha256", "modality"])
    old = sa.table("content", *(sa.column(each) for each in ("id", "facts", *FACTS)))
    statement = sa.update(old).where(old.c.id == sa.bindparam("b_id"))
    columns = [old.c[each] for each in FACTS]
    for rows in _batches(sa.select(old.c.id, *columns), old.c.id):
        values = [{"b_id": row[0], "facts": json.dumps(_facts(row[1:]))} for row in rows]
        op.get_bind().execute(statement, values)
    with op.batch_alter_table("content") as table:
        for name in FACTS:
            table.drop_column(name)
        table.alter_column("modality", server_default=None)
        table.alter_column("facts", server_default=None)
        table.create_index(op.f("ix_content_fingerprint"), ["fingerprint"])


def _facts(values: Any) -> dict[str, Any]:  # noqa: ANN401 - the columns of a row
    return {name: value for name, value in zip(FACTS, values, strict=True) if value is not None}


def _embeddings() -> None:
    encoder = op.create_table(
        "encoder",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("dtype", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("scale", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encoder")),
        sa.UniqueConstraint("name", name=op.f("uq_encoder_name")),
        sqlite_autoincrement=True,
    )
    names = ("content_id", "model", "sums")
    old = sa.table("embedding", *(sa.column(each) for each in names))
    length = sa.func.max(sa.func.length(old.c.sums))
    query = sa.select(old.c.model, length).group_by(old.c.model).order_by(old.c.model)
    for number, (model, size) in enumerate(op.get_bind().execute(query).all(), 1):
        known = LITE0.match(model) is not None
        values = {
            "id": number,
            "name": f"{LITE0_NAME} {model}" if known else model,
            "dtype": "int16",
            "dimension": size // 2,
            "scale": LITE0_SCALE if known else 1.0,
        }
        op.get_bind().execute(sa.insert(encoder).values(values))
    _restart_sequence("encoder")
    op.rename_table("embedding", "old_embedding")
    if op.get_bind().dialect.name == "postgresql":  # there a name belongs to one key at a time
        op.execute("ALTER TABLE old_embedding RENAME CONSTRAINT pk_embedding TO pk_old_embedding")
    op.create_table(
        "embedding",
        sa.Column("content_id", KEY, nullable=False),
        sa.Column("encoder_id", KEY, nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_embedding_content_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["encoder_id"], ["encoder.id"], name=op.f("fk_embedding_encoder_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("content_id", "encoder_id", name=op.f("pk_embedding")),
    )
    op.execute(
        "INSERT INTO embedding (content_id, encoder_id, vector)"
        " SELECT content_id, encoder.id, sums FROM old_embedding JOIN encoder"
        " ON encoder.name IN (model, 'efficientnet-lite0 ' || model)"
    )
    op.drop_table("old_embedding")


def _examples() -> None:
    with op.batch_alter_table("example") as table:
        table.drop_index(op.f("ix_example_project_id_id"))
        for other in ("label", "state", "part"):
            table.drop_index(op.f(f"ix_example_project_id_{other}_id"))
        table.add_column(sa.Column("number", KEY, nullable=False, server_default="0"))
        table.add_column(sa.Column("revision", KEY, nullable=False, server_default="0"))
        table.alter_column("said", new_column_name="imported_labels")
        table.alter_column("part", new_column_name="split")
    op.execute(
        "UPDATE example SET number = ranked.number, revision = ranked.number FROM"
        " (SELECT id, row_number() OVER (PARTITION BY project_id ORDER BY id) AS number"
        " FROM example) AS ranked WHERE ranked.id = example.id"
    )
    with op.batch_alter_table("example") as table:
        table.alter_column("number", server_default=None)
        table.alter_column("revision", server_default=None)
        table.create_unique_constraint(
            op.f("uq_example_project_id_number"), ["project_id", "number"]
        )
        for other in ("label", "state", "split"):
            table.create_index(
                op.f(f"ix_example_project_id_{other}_number"), ["project_id", other, "number"]
            )
        table.create_index(op.f("ix_example_project_id_revision"), ["project_id", "revision"])
    op.create_table(
        "removed_example",
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=False),
        sa.Column("removed_by", sa.Text(), nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_removed_example_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", "number", name=op.f("pk_removed_example")),
    )
    op.create_index(
        op.f("ix_removed_example_project_id_revision"),
        "removed_example",
        ["project_id", "revision"],
    )
    with op.batch_alter_table("action") as table:
        table.alter_column("what", new_column_name="description")


def _runs() -> None:
    examples = "(SELECT count(*) FROM example WHERE example.project_id = {0}.project_id)"
    runs = "(SELECT count(*) FROM run WHERE run.project_id = version.project_id)"
    for name, start in (("run", examples), ("version", f"{examples} + {runs}")):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("created_by", sa.Text()))
            table.add_column(sa.Column("revision", KEY, nullable=False, server_default="0"))
        op.execute(
            f"UPDATE {name} SET revision = {start.format(name)}"  # noqa: S608 - no user's text
            f" + (SELECT count(*) FROM {name} AS other WHERE other.project_id = {name}.project_id"
            f" AND other.number <= {name}.number)"
        )
        with op.batch_alter_table(name) as table:
            table.alter_column("revision", server_default=None)
            table.create_index(op.f(f"ix_{name}_project_id_revision"), ["project_id", "revision"])
    op.add_column("report", sa.Column("created_by", sa.Text()))


def _pending_files() -> None:
    op.create_table(
        "pending_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("writer", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "writer", name=op.f("pk_pending_file")),
    )
    op.execute(
        "INSERT INTO pending_file (sha256, writer) SELECT sha256, 'revision 0001' FROM loose"
    )
    op.drop_table("loose")


def _batches(query: Any, key: Any) -> Iterator[list[Any]]:  # noqa: ANN401 - SQLAlchemy's
    last = 0
    connection = op.get_bind()
    while rows := connection.execute(query.where(key > last).order_by(key).limit(BATCH)).all():
        yield list(rows)
        last = rows[-1][0]


def _restart_sequence(table: str) -> None:
    """Let PostgreSQL go on counting behind the rows that were inserted with their numbers."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"  # noqa: S608 - no user's text
            f" (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
        )
