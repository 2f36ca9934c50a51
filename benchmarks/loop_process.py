"""Runs one contestant in a process of its own, and reads the line of JSON that it ends with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from crew import environment

HERE = Path(__file__).parent


class FailedError(Exception):
    """A process failed; the message is the end of its standard error."""


def ask(script: str, **order: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Run a script of this folder, its order as JSON in its only argument.

    Raises:
        FailedError: the script failed.

    """
    done = subprocess.run(
        [sys.executable, HERE / script, json.dumps(order)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        raise FailedError(f"{script}: {words[-1]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
