"""Training as a job of a server, facts about a project, and keys that may change projects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, and the column, which says no of the keys that are there."""
    op.add_column("api_key", sa.Column("may_train", sa.Boolean()))
    op.create_table(
        "job",
        sa.Column("id", Key, nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("project_id", Key, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("result", sa.Text()),
        sa.Column("worker", sa.String(32)),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Text()),
        sa.Column("started_at", sa.DateTime()),
        sa.Column("seen_at", sa.DateTime()),
        sa.Column("ended_at", sa.DateTime()),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], "fk_job_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("public_id", name="uq_job_public_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_project_id", "job", ["project_id"])
    op.create_index("ix_job_state", "job", ["state"])
    op.create_table(
        "project_fact",
        sa.Column("project_id", Key, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], "fk_project_fact_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "topic", "name", name="pk_project_fact"),
    )
