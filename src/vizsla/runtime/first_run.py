"""Runs a stranger's graph for the first time in a process of its own.

An engine is C++: a graph that it does not bear may end the process, or take all of its time and
memory. There, that process ends and not the caller's. A graph that ran is remembered in the
workspace's folder ``cache/graphs``, so that it is tried once for each version of the engine.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import signal
import stat
import subprocess
import sys
from contextlib import suppress
from importlib import metadata
from typing import TYPE_CHECKING

from vizsla.atomic import write_file
from vizsla.errors import EngineError
from vizsla.home import home, make_home

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["run_first"]

SECONDS = 60  # the largest graph that a bundle may have takes a few
FOLDER = ("cache", "graphs")
RAN, REFUSED = 0, 3
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
# The child imports from where this process does, whatever made its path.
START = """
import json, sys
start = json.loads(sys.stdin.buffer.readline())
sys.path[:] = start["path"]
from vizsla.runtime.first_run_child import run_in_child
sys.exit(run_in_child(sys.stdin.buffer.read(), start["seconds"]))
"""


def run_first(content: bytes, sha256: str) -> None:
    """Run a graph in a process of its own, unless it ran here before.

    A program that brings no Python of its own to start, such as one made by PyInstaller, runs
    nothing: there, only the checks before stand between the graph and the process.

    Args:
        content: the .tflite file's content.
        sha256: the hash of the content.

    Raises:
        EngineError: the engine refuses the graph, breaks down, or takes too long or too much
            memory.

    """
    if getattr(sys, "frozen", False) or not sys.executable:
        return
    record = home().joinpath(*FOLDER, _key(sha256))
    if _is_remembered(record):
        return
    _run(content, sha256)
    _remember(record)


def _run(content: bytes, sha256: str) -> None:
    start = json.dumps({"path": [*map(str, sys.path)], "seconds": SECONDS}).encode()
    # One thread for linear algebra and one pool of memory: many would reserve what is counted.
    few = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MALLOC_ARENA_MAX"), "1")
    try:
        done = subprocess.run(  # noqa: S603 - this process's own interpreter
            [sys.executable, "-I", "-B", "-c", START],
            input=start + b"\n" + content,
            env={**os.environ, **few},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _unfit(sha256, f"takes more than {SECONDS} seconds") from error
    except OSError:  # no process can be started here
        return
    if done.returncode == REFUSED:
        raise EngineError(done.stdout.decode("utf-8", "replace"))
    if done.returncode != RAN:
        raise _unfit(sha256, _how_it_ended(done))


def _how_it_ended(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode < 0:
        with suppress(ValueError):
            return f"ends its process ({signal.Signals(-done.returncode).name})"
    lines = done.stderr.decode("utf-8", "replace").split("\n")
    said = next((each.strip() for each in reversed(lines) if each.strip()), "without a word")
    return f"ends its process ({said[:200]})"


def _unfit(sha256: str, what: str) -> EngineError:
    return EngineError(
        f"the graph {sha256[:12]} {what}, and was tried in a process of its own; do not use this "
        "function, or ask who made it"
    )


def _key(sha256: str) -> str:
    """Return the name of a graph's record; another engine, or another machine, tries it again."""
    parts = (sha256, metadata.version("ai-edge-litert"), platform.machine(), sys.platform)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_remembered(record: Path) -> bool:
    """Return whether this user, and nobody else, wrote a record."""
    try:
        return _is_own(record.parent) and _is_own(record)
    except OSError:
        return False


def _is_own(path: Path) -> bool:
    found = path.lstat()
    if not hasattr(os, "getuid"):  # Windows: the folder is the user's own already
        return True
    plain = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return plain and found.st_uid == os.getuid() and not found.st_mode & OTHERS_WRITE


def _remember(record: Path) -> None:
    with suppress(OSError):  # the cache is optional
        make_home(home())
        record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_own(record.parent):
            write_file(record, b"")
