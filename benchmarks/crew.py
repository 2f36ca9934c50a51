"""The workers: one an engine, each measured while the others rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

HERE = Path(__file__).parent
REST = 0.05  # seconds: engines' threads spin for some milliseconds after a run


def environment() -> dict[str, str]:
    """Return the environment of what is measured: with bytecode, as installed programs have it."""
    left_out = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONUNBUFFERED"}
    return {key: value for key, value in os.environ.items() if key not in left_out}


class Crew:
    """Workers by their engines' names; those that don't start are left out, and told.

    Args:
        names: the engines.
        models: the folder of the models.

    """

    def __init__(self, names: list[str], models: Path) -> None:
        self._models = models
        self._wanted = names
        self._processes: dict[str, subprocess.Popen[str]] = {}
        # Files, not pipes: a pipe that nobody reads fills up, and stops who writes.
        self._said = {
            name: tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed at exit
            for name in names
        }
        self.missing: dict[str, str] = {}

    def __enter__(self) -> Self:
        """Start the workers."""
        for name in self._wanted:
            self._processes[name] = subprocess.Popen(
                [sys.executable, HERE / "worker.py", name, self._models],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said[name],
                env=environment(),
                text=True,
            )
        for name, process in list(self._processes.items()):
            if not process.stdout or not process.stdout.readline():
                del self._processes[name]
                process.communicate()
                said = self._last_words(name)
                self.missing[name] = said.splitlines()[-1] if said else "it did not start"
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """End them."""
        for process in self._processes.values():
            process.communicate()
        for said in self._said.values():
            said.close()

    @property
    def names(self) -> list[str]:
        """The engines that are there."""
        return list(self._processes)

    def ask(self, name: str, do: str, /, **order: Any) -> Any:  # noqa: ANN401 - JSON
        """Have one worker measure.

        Raises:
            RuntimeError: it failed.

        """
        time.sleep(REST)
        process = self._processes[name]
        if process.stdin is None or process.stdout is None:
            raise RuntimeError(f"{name} has no pipes")
        process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            process.communicate()
            raise RuntimeError(f"{name} failed at {do}:\n{self._last_words(name)}")
        return json.loads(line)

    def _last_words(self, name: str) -> str:
        said = self._said[name]
        said.seek(0)
        return said.read().strip()
