from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
import sys
from pathlib import Path
from vizsla.workspace import Workspace
with Workspace.open(Path(sys.argv[1])) as workspace:
    workspace.create("second")
"""


def test_another_process_takes_no_log_away_from_one_that_opened_the_database_twice(
    tmp_path: Path,
) -> None:
    with Workspace.open(tmp_path) as first, first.database.read() as connection:
        connection.execute(sa.text("select * from project")).all()
        with Workspace.open(tmp_path):
            pass
        subprocess.run([sys.executable, "-c", CODE, str(tmp_path)], check=True)
        log = tmp_path / "workspace.db-wal"
        assert log.stat().st_size
        assert [each.name for each in first.projects()] == ["second"]
