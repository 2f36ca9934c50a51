"""The site of the docs, built once in a run of the tests: whoever comes first builds it.

``VIZSLA_SITE`` names one that was built just before: by ``make check``.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

__all__ = ["ROOT", "build_site"]

ROOT = Path(__file__).parents[2]
TYPEDOC = ROOT / "web" / "runtime" / "node_modules" / "typedoc"


def build_site(folder: Path) -> Path:
    """Return the site, built in a folder that all processes of the run share."""
    if built := os.environ.get("VIZSLA_SITE"):
        return Path(built)
    if find_spec("zensical") is None or not TYPEDOC.is_dir():
        assert not os.environ.get("CI"), "the site can't be built, and in CI nothing is skipped"
        pytest.skip("the site's tools are not installed: make setup")
    site = folder / "site"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.is_dir():
            command = [sys.executable, ROOT / "scripts" / "build_docs", "--to", site]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return site
