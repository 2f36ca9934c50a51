"""How many threads everybody gets: all the cores that there are."""

from __future__ import annotations

import os


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1
