"""Reads the memory and the processor's time of a process and its children from Linux's /proc."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")  # a second


def tree(root: int) -> list[int]:
    """Return the numbers of a process and of all below it."""
    parents: dict[int, list[int]] = {}
    for each in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(each.name))
        if fields:
            parents.setdefault(int(fields[1]), []).append(int(each.name))
    found = [root]
    for each in found:
        found.extend(parents.get(each, []))
    return found


def memory(root: int) -> float:
    """Return the memory of a tree in MB; what its processes share counts once."""
    total = 0
    for each in tree(root):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:  # it has ended
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / 1e6


def cpu_seconds(root: int) -> float:
    """Return the processor's time that the living processes of a tree have taken."""
    taken = [_stat(each) for each in tree(root)]
    return sum(int(each[11]) + int(each[12]) for each in taken if each) / TICKS


def _stat(number: int) -> list[str]:
    """Return the fields of /proc/NUMBER/stat behind the name; none where it has ended."""
    try:
        text = Path(f"/proc/{number}/stat").read_text("utf-8", "replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()
