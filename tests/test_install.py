"""The wheels install into an empty environment, by the README's command."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from shop_sentences import UNSEEN, write_sentences

PROJECT = Path(__file__).parents[1]
WHEELS = PROJECT / ".build/wheel"  # those of dist, which `make setup` makes
LEARN = """
import sys
import vizsla

mine = vizsla.learn(sys.argv[1])
print(mine(sys.argv[2]).answer)
"""


@pytest.mark.skipif(not list(WHEELS.glob("*.whl")), reason="`make setup` makes the wheels")
def test_the_command_of_the_readme_installs_what_learns_from_texts(tmp_path: Path) -> None:
    (command,) = re.findall(r"^pip (install --find-links dist .*)$", readme(), re.MULTILINE)
    python = tmp_path / "empty/bin/python"
    subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True)
    options = [str(WHEELS) if each == "dist" else each for each in shlex.split(command)]
    subprocess.run([python, "-m", "pip", "--quiet", *options], check=True)
    (intent, (text, *_)), *_ = UNSEEN.items()
    done = subprocess.run(
        [python, "-c", LEARN, write_sentences(tmp_path / "mails"), text],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={"VIZSLA_HOME": str(tmp_path / "home")},
        text=True,
    )
    assert done.stdout.strip() == intent


def readme() -> str:
    """Return the text of the README."""
    return (PROJECT / "README.md").read_text()
