"""Runs the jobs of a workspace, one at a time, each in a process of its own.

A job takes all of its process's memory with it, can't hold up the threads that answer requests, and
can't end the server by a fault.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from vizsla.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import Workspace
    from vizsla.workspace.jobs import Job

__all__ = ["JobRunner"]

BETWEEN_LOOKS = 2.0  # seconds between looks for a job that another server was asked for
BETWEEN_CHECKS = 0.5  # seconds between looks whether a job was cancelled
PATIENCE = 10.0  # seconds for a process that was told to end
LONGEST_LOG = 4_000  # characters
# The child imports from where this process does, whatever made its path.
START = """
import json, sys
start = json.loads(sys.stdin.buffer.readline())
sys.path[:] = start["path"]
from vizsla.project.job_child import run_in_child
run_in_child(start["job"], start["worker"])
"""


class JobRunner:
    """Takes jobs and runs them, until it is closed.

    Several servers may do so side by side: a job is taken once.

    Args:
        workspace: the workspace.
        on_fault: called with what a process wrote that failed for no reason that a user gave.

    """

    def __init__(self, workspace: Workspace, on_fault: Callable[[str], None]) -> None:
        self._workspace = workspace
        self._on_fault = on_fault
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="vizsla-jobs")

    def start(self) -> None:
        """Begin to look for jobs."""
        self._thread.start()

    def wake(self) -> None:
        """Look for a job at once."""
        self._wake.set()

    def close(self) -> None:
        """End; a job that is running goes back to those that wait, for the next server."""
        self._closing.set()
        self._wake.set()
        with self._lock:
            if self._child is not None:
                self._child.terminate()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        with suppress(WorkspaceError):  # a later download deletes them
            self._workspace.downloads.discard_ended()
        while not self._closing.is_set():
            try:
                taken = self._workspace.jobs.take()
                if taken is not None:
                    self._do(*taken)
                    continue
            except WorkspaceError as error:  # the database may come back
                self._on_fault(str(error))
            self._wake.wait(BETWEEN_LOOKS)
            self._wake.clear()

    def _do(self, job: Job, worker: str) -> None:
        """Run a job in a process, and look after how it ends."""
        if getattr(sys, "frozen", False) or not sys.executable:
            reason = "this program brings no Python of its own to start; train with: vizsla train"
            self._workspace.jobs.fail(job.id, worker, reason)
            return
        with tempfile.TemporaryFile() as log:
            code = self._run_child(job, worker, log)
            log.seek(0)
            said = log.read().decode("utf-8", "replace")[-LONGEST_LOG:].strip()
        if self._closing.is_set():
            self._workspace.jobs.give_back(job.id, worker)
        elif self._is_cancelled(job):
            self._workspace.jobs.stop(job.id, worker)
        elif code != 0:
            reason = f"the process that worked on it ended ({_how_it_ended(code)})"
            self._workspace.jobs.fail(job.id, worker, f"{reason}; ask for it again")
            self._on_fault(f"job {job.id}: {reason}; {said}")
        elif "Traceback" in said:
            self._on_fault(f"job {job.id}: {said}")

    def _run_child(self, job: Job, worker: str, log: IO[bytes]) -> int:
        start = {"path": [*map(str, sys.path)], "job": job.id, "worker": worker}
        with self._lock:
            if self._closing.is_set():
                return 0
            child = self._child = subprocess.Popen(  # noqa: S603 - this process's own interpreter
                [sys.executable, "-I", "-B", "-c", START],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,  # Ctrl+C is for the server
            )
        with child:
            with suppress(OSError):  # it has ended already
                assert child.stdin is not None  # noqa: S101 - a pipe, as said above
                child.stdin.write(json.dumps(start).encode() + b"\n")
                child.stdin.flush()
            code = self._wait(job, child)
        with self._lock:
            self._child = None
        return code

    def _wait(self, job: Job, child: subprocess.Popen[bytes]) -> int:
        """Wait for a process; kill it where it does not end though it was told to, and when."""
        told: float | None = None
        while True:
            try:
                return child.wait(BETWEEN_CHECKS)
            except subprocess.TimeoutExpired:
                now = time.monotonic()
                if self._closing.is_set():
                    told = now if told is None else told
                    if now - told > PATIENCE:
                        child.kill()
                elif self._is_cancelled(job):
                    # The process sees it itself, unless it has only just begun.
                    told = now if told is None else told
                    if now - told > BETWEEN_CHECKS:
                        child.kill()

    def _is_cancelled(self, job: Job) -> bool:
        try:
            return self._workspace.jobs.is_cancelled(job.id)
        except WorkspaceError:  # the database may come back
            return False


def _how_it_ended(code: int) -> str:
    if code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
