"""Leases keep the order in which a client shows its examples; those of now are given back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table anew."""
    op.drop_table("lease")
    op.create_table(
        "lease",
        sa.Column("example_id", Key, nullable=False),
        sa.Column("labeller_id", Key, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
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
