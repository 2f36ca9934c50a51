from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import vizsla

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT = """
import sys
sys.modules["sqlalchemy"] = None  # as if it were not installed
from vizsla.cli import main
sys.argv = ["vizsla", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize(
    "words",
    ["learn photos mine", "learn utterances.csv mine", "import app.json", "add stuff photos"],
)
def test_a_command_names_the_extra_that_it_lacks(words: str, tmp_path: Path) -> None:
    vizsla.samples.write(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *words.split()],
        cwd=tmp_path,
        env={**os.environ, "VIZSLA_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.endswith("sqlalchemy, which is not installed: pip install 'vizsla[train]'\n")
    assert len(done.stderr.splitlines()) == 1
