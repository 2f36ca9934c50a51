"""Several labels of one example, in multi-label projects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column, which is empty in what is there."""
    op.add_column("example", sa.Column("more_labels", sa.Text()))
