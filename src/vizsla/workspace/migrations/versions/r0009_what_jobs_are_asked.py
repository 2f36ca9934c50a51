"""What a job was asked for, such as the layout of a dataset."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the column, which is empty for the jobs that are there."""
    op.add_column("job", sa.Column("asked", sa.Text()))
