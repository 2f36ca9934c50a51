"""Who labels a project now, and which examples each is about to label."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "labeller",
        sa.Column("id", Key, nullable=False),
        sa.Column("project_id", Key, nullable=False),
        sa.Column("client", sa.String(64), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], "fk_labeller_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_labeller"),
        sa.UniqueConstraint("project_id", "client", name="uq_labeller_project_id_client"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "lease",
        sa.Column("example_id", Key, nullable=False),
        sa.Column("labeller_id", Key, nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["example_id"], ["example.id"], "fk_lease_example_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["labeller_id"], ["labeller.id"], "fk_lease_labeller_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("example_id", name="pk_lease"),
    )
    op.create_index("ix_lease_labeller_id", "lease", ["labeller_id"])
