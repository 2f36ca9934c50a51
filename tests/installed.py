"""Environments with the wheels installed, by the commands of the documentation.

The processes of one run of the tests share them: who comes first installs, and the others wait.
"""

from __future__ import annotations

import fcntl
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["install_server", "install_texts"]

PROJECT = Path(__file__).parents[1]
WHEELS = PROJECT / ".build/wheel"  # those of dist, which `make setup` makes


def install_texts(folder: Path) -> Path:
    """Return the Python of an environment in which the README's first command was run."""
    python = folder / "texts/bin/python"
    with _once(python) as is_there:
        if not is_there:
            if not list(WHEELS.glob("*.whl")):
                pytest.skip("`make setup` makes the wheels")
            subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True)
            _pip(python, _command("README.md", r"^pip (install --find-links dist .*)$"))
    return python


def install_server(folder: Path) -> Path:
    """Return the Python of an environment with what else a server and agents need."""
    texts = install_texts(folder)
    python = folder / "server/bin/python"
    with _once(python) as is_there:
        if not is_there:
            # As links: what is there is replaced by pip, and never changed.
            shutil.copytree(
                texts.parents[1], python.parents[1], symlinks=True, copy_function=os.link
            )
            for page, extra in (("README.md", "server"), ("docs/how-to/agents.md", "mcp")):
                _pip(python, _command(page, rf"pip (install 'vizsla\[{extra}\]')"))
    return python


def _command(page: str, pattern: str) -> str:
    found = re.search(pattern, (PROJECT / page).read_text("utf-8"), re.MULTILINE)
    assert found is not None, f"{page} has no command {pattern}"
    return found[1]


def _pip(python: Path, command: str) -> None:
    words = [str(WHEELS) if each == "dist" else each for each in shlex.split(command)]
    options = ["--quiet", "--disable-pip-version-check"]
    if "--find-links" not in words:
        words += ["--find-links", str(WHEELS)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([python, "-m", "pip", *words, *options], check=True, env=environment)


@contextmanager
def _once(python: Path) -> Iterator[bool]:
    """Yield whether an environment is complete; one process at a time makes it so."""
    folder = python.parents[1]
    ready = folder.with_suffix(".ready")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield ready.exists()
        ready.touch()
