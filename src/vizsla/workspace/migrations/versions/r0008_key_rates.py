"""How far a key has used up its rate, which several servers share."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the columns, which are empty for a key that was not called since."""
    op.add_column("api_key", sa.Column("used", sa.Double()))
    op.add_column("api_key", sa.Column("used_at", sa.DateTime()))
