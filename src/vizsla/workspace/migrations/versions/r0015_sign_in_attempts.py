"""Wrong passwords are counted in the database, for all servers of a workspace together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", Key, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sign_in_attempt_at", "sign_in_attempt", ["at"])
