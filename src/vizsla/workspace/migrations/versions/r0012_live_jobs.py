"""How a job goes on, its log, and who cancelled it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the columns, which are empty for jobs of before."""
    op.add_column("job", sa.Column("seconds_left", sa.Double()))
    op.add_column("job", sa.Column("curve", sa.Text()))
    op.add_column("job", sa.Column("log", sa.Text()))
    op.add_column("job", sa.Column("cancelled_by", sa.Text()))
