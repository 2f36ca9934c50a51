"""Runs one worker process for each engine; each is measured while the others are idle."""

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
    """Return the environment of measured processes: with bytecode, as for installed programs."""
    left_out = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONUNBUFFERED"}
    return {key: value for key, value in os.environ.items() if key not in left_out}


class Crew:
    """Workers by their engines' names.

    Args:
        names: the engines.
        models: the folder of the models.

    Attributes:
        missing: the engines that did not start, each with the reason.

    """

    def __init__(self, names: list[str], models: Path) -> None:
        self._models = models
        self._wanted = names
        self._processes: dict[str, subprocess.Popen[str]] = {}
        # Files, not pipes: a pipe that nobody reads fills up, and blocks its writer.
        self._logs = {
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
                stderr=self._logs[name],
                env=environment(),
                text=True,
            )
        for name, process in list(self._processes.items()):
            if not process.stdout or not process.stdout.readline():
                del self._processes[name]
                process.communicate()
                log = self._log_of(name)
                self.missing[name] = log.splitlines()[-1] if log else "it did not start"
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """End the workers."""
        for process in self._processes.values():
            process.communicate()
        for log in self._logs.values():
            log.close()

    @property
    def names(self) -> list[str]:
        """The engines whose workers run."""
        return list(self._processes)

    def ask(self, name: str, do: str, /, **order: Any) -> Any:  # noqa: ANN401 - JSON
        """Send an order to a worker, and return its result.

        Args:
            name: the engine.
            do: the method of the worker.
            order: the method's arguments.

        Raises:
            RuntimeError: the worker failed.

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
            raise RuntimeError(f"{name} failed at {do}:\n{self._log_of(name)}")
        return json.loads(line)

    def _log_of(self, name: str) -> str:
        log = self._logs[name]
        log.seek(0)
        return log.read().strip()
