"""The wheels install into an empty environment, by the README's command."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from shop_sentences import UNSEEN, write_sentences

if TYPE_CHECKING:
    from pathlib import Path

LEARN = """
import sys
import vizsla

mine = vizsla.learn(sys.argv[1])
print(mine(sys.argv[2]).answer)
"""


def test_the_command_of_the_readme_installs_what_learns_from_texts(
    installed_texts: Path, tmp_path: Path
) -> None:
    (intent, (text, *_)), *_ = UNSEEN.items()
    done = subprocess.run(
        [installed_texts, "-c", LEARN, write_sentences(tmp_path / "mails"), text],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={"VIZSLA_HOME": str(tmp_path / "home")},
        text=True,
    )
    assert done.stdout.strip() == intent
