from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("killed.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
@pytest.mark.usefixtures("home")
def test_a_killed_process_loses_nothing_that_was_reported_and_stores_nothing_by_half() -> None:
    # A child that uses an object store takes a second to start.
    count = "96" if os.environ.get("VIZSLA_FILES_URL") else "240"
    command = [sys.executable, str(SCRIPT), "7", "10", count]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr
    kills, between, reported = map(int, done.stdout.split())
    assert kills >= 3, "or all was added before"
    assert between >= 1, "some must have been killed with a part of it stored"
    assert reported > 0
