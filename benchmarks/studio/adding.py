"""Measures how fast photos are added, beside the rate at which they are embedded in process."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from pathlib import Path

EMBED = """
import sys, time, vizsla
function = vizsla.load("classify-image")
function.warm_up()
begin = time.perf_counter()
for _ in function(iter(sys.argv[1:])):
    pass
print(time.perf_counter() - begin)
"""
BETWEEN = 0.1  # seconds


def floor(files: list[Path]) -> float:
    """Return the seconds that a process takes to decode and embed the files."""
    command = [sys.executable, "-c", EMBED, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def added(url: str, count: int, begin: float) -> dict[str, float]:
    """Watch the project ``photos`` until it has all of its examples; it may not be there yet.

    Args:
        url: the server's address.
        count: the number of examples that there will be.
        begin: when sending began, by ``time.perf_counter``.

    Returns:
        The seconds until the first example was listed, and until all were.

    """
    first = None
    with httpx.Client(base_url=url, timeout=60) as client:
        while True:
            found = client.get("/v1/projects/photos/examples?limit=1")
            total = found.json()["total"] if found.is_success else 0
            now = time.perf_counter() - begin
            if first is None and total:
                first = now
            if total >= count:
                return {"first": first or now, "all": now}
            time.sleep(BETWEEN)
