"""Feedback on answers: whether a project allows it, what is kept for it, and what it says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the two tables, and the column, which is empty: no project allows feedback yet."""
    op.add_column("project", sa.Column("feedback", sa.Text()))
    op.create_table(
        "kept_input",
        sa.Column("id", Key, nullable=False),
        sa.Column("project_id", Key, nullable=False),
        sa.Column("answer_id", sa.String(22), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(12)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("columns", sa.Text()),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], "fk_kept_input_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_kept_input"),
        sa.UniqueConstraint("answer_id", "position", name="uq_kept_input_answer_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_kept_input_sha256", "kept_input", ["sha256"])
    op.create_index("ix_kept_input_project_id_kept_at", "kept_input", ["project_id", "kept_at"])
    op.create_table(
        "feedback",
        sa.Column("id", Key, nullable=False),
        sa.Column("project_id", Key, nullable=False),
        sa.Column("example_id", Key, nullable=False),
        sa.Column("answer_id", sa.String(22), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text()),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], "fk_feedback_project_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["example_id"], ["example.id"], "fk_feedback_example_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("answer_id", "position", name="uq_feedback_answer_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_project_id", "feedback", ["project_id"])
    op.create_index("ix_feedback_example_id", "feedback", ["example_id"])
