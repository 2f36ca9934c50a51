"""Classifies files and prints the peak memory: ``classify_many.py ENGINE MODELS WAY PHOTOS...``."""

from __future__ import annotations

import sys
from pathlib import Path

import engines


def peak_memory() -> int:
    """Return the most bytes that this process has used."""
    # Not getrusage: its figure starts from that of the parent process.
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise ValueError("this system does not report the peak memory of a process")


if __name__ == "__main__":
    name, models, way, *photos = sys.argv[1:]
    work = engines.load(name, Path(models)).ways()[way]
    answers = list(work([Path(each) for each in photos]))
    print(peak_memory())
