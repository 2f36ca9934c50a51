from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SLOW = (
    "PIL", "ai_edge_litert", "alembic", "fsspec", "imagehash", "jinja2", "numpy", "rich", "scipy",
    "sklearn",
    "vizsla.exchange", "vizsla.explore", "vizsla.functions", "vizsla.testing",
    "vizsla.training.train",
)  # fmt: skip
CODE = """
import sys
from vizsla.cli import main
try:
    main()
finally:
    print(*(name for name in sys.modules), file=sys.stderr)
"""


def run(home: Path, *arguments: str) -> set[str]:
    """Run a command in a process of its own, and return the modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        capture_output=True,
        check=True,
        text=True,
        timeout=100,
        env={**os.environ, "VIZSLA_HOME": str(home)},
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, photographs: Path) -> Path:
    """A workspace with one project of one image."""
    home = tmp_path_factory.mktemp("home")
    run(home, "new", "trees")
    run(home, "add", "trees", str(photographs / "grass.png"))
    return home


@pytest.mark.parametrize(
    "command",
    [
        ("projects",),
        ("examples", "trees"),
        ("labels", "trees"),
        ("runs", "trees"),
        ("label", "trees", "oak", "1"),
        ("history", "trees", "1"),
        ("undo", "trees"),
    ],
)
def test_a_command_that_reads_or_labels_imports_nothing_slow(
    home: Path, command: tuple[str, ...]
) -> None:
    assert run(home, *command) & {*SLOW} == set()


@pytest.mark.parametrize("command", [("--help",), ("--version",), ("train", "--help")])
def test_help_imports_no_engine_and_no_database(home: Path, command: tuple[str, ...]) -> None:
    assert run(home, *command) & ({"sqlalchemy", *SLOW} - {"rich"}) == set()
