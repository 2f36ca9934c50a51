"""The servers of the team's tests leave nothing behind."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

import team_servers

if TYPE_CHECKING:
    from pathlib import Path


def test_a_server_that_does_not_start_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("programs", "temporary"):
        (tmp_path / name).mkdir()
    initdb = tmp_path / "programs" / "initdb"
    initdb.write_text("#!/bin/sh\nexit 1\n")
    initdb.chmod(0o755)
    monkeypatch.delenv("VIZSLA_TEST_POSTGRES", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(team_servers, "_programs", lambda: tmp_path / "programs")
    monkeypatch.setattr(team_servers, "_user", lambda: None)
    with pytest.raises(AssertionError, match="failed with 1"), team_servers.postgres():
        pass
    assert list((tmp_path / "temporary").iterdir()) == []
