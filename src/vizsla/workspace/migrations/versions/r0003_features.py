"""Features of a project; columns of metadata and labelled entities of an example."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns, which are empty in what is there."""
    op.add_column("project", sa.Column("features", sa.Text()))
    op.add_column("example", sa.Column("columns", sa.Text()))
    op.add_column("example", sa.Column("entities", sa.Text()))
