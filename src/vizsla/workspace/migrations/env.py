"""Alembic's script for migrations: runs them in the connection and transaction of the caller."""

from __future__ import annotations

from alembic import context

from vizsla.workspace.schema import VERSION_TABLE
from vizsla.workspace.server_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
