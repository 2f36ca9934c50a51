"""Loads a server by Debian's ``wrk``."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import process_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from served_by import Contestant, Started

SCRIPT = Path(__file__).parent / "load.lua"
PACED = 64  # connections for a load below the highest: each waits long, as independent clients do


def has_wrk() -> bool:
    """Return whether wrk is installed."""
    return shutil.which("wrk") is not None


def load(
    contestant: Contestant,
    server: Started,
    files: Sequence[Path],
    seconds: float,
    *,
    clients: int,
    wait: float = 0.0,
) -> dict[str, float]:
    """Send requests, and return what was measured.

    Args:
        contestant: the server's description.
        server: the server.
        files: the inputs, which are sent in turn.
        seconds: the length.
        clients: the number of connections.
        wait: the mean milliseconds that each waits before it sends again.

    Returns:
        ``rate``: the answers a second; ``mean``, ``p50``, ``p99``, ``max``: milliseconds; ``cpu``:
        the processor's milliseconds of the server for an answer; ``failed``: the requests without
        an answer of status 200, or with none at all.

    """
    url = f"http://127.0.0.1:{server.port}{contestant.path}"
    words = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:.0f}s", "--timeout", "30s"]
    words += ["-s", str(SCRIPT), url, "--", contestant.field, contestant.kind, f"{wait:.0f}"]
    before = process_tree.cpu_seconds(server.process.pid)
    done = subprocess.run([*words, *map(str, files)], capture_output=True, text=True, check=True)
    cpu = process_tree.cpu_seconds(server.process.pid) - before
    (line,) = (each for each in done.stdout.splitlines() if each.startswith("RESULT "))
    found = json.loads(line.removeprefix("RESULT "))
    answered = found["requests"] - found["refused"]
    result = {name: found[name] / 1000 for name in ("mean", "p50", "p99", "max")}
    return result | {
        "rate": answered / found["microseconds"] * 1e6,
        "cpu": 1000 * cpu / max(1, answered),
        "failed": found["refused"] + found["errors"],
    }


def load_at(
    contestant: Contestant,
    server: Started,
    files: Sequence[Path],
    seconds: float,
    *,
    rate: float,
    answer: float,
) -> dict[str, float]:
    """Send about so many requests a second, as many independent clients would; see ``load``.

    Args:
        contestant: the server's description.
        server: the server.
        files: the inputs, which are sent in turn.
        seconds: the length.
        rate: the requests a second.
        answer: the milliseconds that an answer takes, for which a client does not wait.

    """
    wait = max(1.0, 1000 * PACED / rate - answer)
    return load(contestant, server, files, seconds, clients=PACED, wait=wait)
