"""A process that is killed while it writes loses nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("kill_every_step.py")
STEPS = 50  # a write executes more lines than this


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the script forks")
@pytest.mark.parametrize("how", ["exchange", "steps"])
@pytest.mark.parametrize("kind", ["file", "folder", "bundle"])
def test_a_write_killed_at_any_step_leaves_the_old_version_or_the_new_one(
    tmp_path: Path, kind: str, how: str
) -> None:
    command = [sys.executable, str(SCRIPT), str(tmp_path), how, kind]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert int(done.stdout) > STEPS
