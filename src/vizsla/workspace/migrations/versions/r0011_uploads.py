"""Uploads in pieces, and what became of each file that a job added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "upload",
        sa.Column("id", Key, nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("project_id", Key, nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Text()),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], "fk_upload_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        sa.UniqueConstraint("public_id", name="uq_upload_public_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_upload_project_id", "upload", ["project_id"])
    op.create_table(
        "upload_piece",
        sa.Column("upload_id", Key, nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], "fk_upload_piece_upload_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("upload_id", "start", name="pk_upload_piece"),
    )
    op.create_table(
        "job_file",
        sa.Column("id", Key, nullable=False),
        sa.Column("job_id", Key, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("example", Key),
        sa.Column("code", sa.Text()),
        sa.Column("detail", sa.Text()),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], "fk_job_file_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_job_file"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_file_job_id_name", "job_file", ["job_id", "name"])
