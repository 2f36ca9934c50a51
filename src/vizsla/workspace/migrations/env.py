"""What Alembic runs to migrate: with the connection, and in the transaction, that it is given."""

from __future__ import annotations

from alembic import context

from vizsla.workspace.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
