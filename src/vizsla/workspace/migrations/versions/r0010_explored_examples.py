"""Who labelled an example last, the indexes that make searching quick, and what exploring found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the column, the indexes and the tables; nothing was explored yet."""
    op.add_column("example", sa.Column("who", sa.Text()))
    op.execute(
        "UPDATE example SET who = COALESCE((SELECT action.who FROM change JOIN action"
        " ON action.id = change.action_id WHERE change.example_id = example.id"
        " AND action.undone_at IS NULL ORDER BY change.id DESC LIMIT 1), added_by)"
    )
    for columns in (("who", "number"), ("added_at", "number"), ("state", "split", "used")):
        name = "_".join(("ix_example_project_id", *columns))
        op.create_index(name, "example", ["project_id", *columns])
    if op.get_bind().dialect.name == "sqlite":
        op.create_index(
            "ix_example_project_id_name_number", "example", ["project_id", "name", "number"]
        )
    for column in ("not_labels", "more_labels", "contradicts"):
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_example_with_{column}",
            "example",
            ["project_id", "number"],
            sqlite_where=there,
            postgresql_where=there,
        )
    _exploration()
    _evidence()
    _suggestion()


def _exploration() -> None:
    op.create_table(
        "exploration",
        sa.Column("project_id", Key, nullable=False),
        sa.Column("revision", Key, nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Text()),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("map", sa.LargeBinary(), nullable=False),
        _owned("exploration", "project"),
        sa.PrimaryKeyConstraint("project_id", name="pk_exploration"),
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("example_id", Key, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("project_id", Key, nullable=False),
        sa.Column("state", sa.String(20)),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("given", sa.Text()),
        sa.Column("likely", sa.Text()),
        sa.Column("beside", Key),
        sa.Column("score", sa.Double()),
        sa.Column("why", sa.Text(), nullable=False),
        _owned("evidence", "example"),
        _owned("evidence", "project"),
        sa.PrimaryKeyConstraint("example_id", "kind", name="pk_evidence"),
    )
    columns = ["project_id", "kind", "place"]
    op.create_index("ix_evidence_project_id_kind_place", "evidence", columns)
    op.create_index("ix_evidence_project_id_state", "evidence", ["project_id", "state"])


def _suggestion() -> None:
    op.create_table(
        "suggestion",
        sa.Column("example_id", Key, nullable=False),
        sa.Column("project_id", Key, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("more_labels", sa.Text()),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        _owned("suggestion", "example"),
        _owned("suggestion", "project"),
        sa.PrimaryKeyConstraint("example_id", name="pk_suggestion"),
    )
    op.create_index("ix_suggestion_project_id_sure", "suggestion", ["project_id", "sure"])


def _owned(table: str, owner: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{owner}_id"
    return sa.ForeignKeyConstraint([f"{owner}_id"], [f"{owner}.id"], name, ondelete="CASCADE")
