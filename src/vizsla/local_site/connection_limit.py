"""The number of connections that the process may hold at once."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource

__all__ = ["MOST_CONNECTIONS", "allow_connections"]

MOST_CONNECTIONS = 1024
OTHER_FILES = 128  # that the process opens besides


def allow_connections() -> int:
    """Allow the process to open enough files, and return the most connections to hold.

    Many systems allow 256 or 1,024 files at first, and far more to a process that asks.
    """
    if sys.platform == "win32":  # which has no such limit
        return MOST_CONNECTIONS
    wanted = MOST_CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return MOST_CONNECTIONS
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    except (OSError, ValueError):  # some systems refuse what they say they allow
        wanted = soft
    return max(wanted - OTHER_FILES, wanted // 2)
