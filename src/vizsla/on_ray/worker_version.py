"""The version of Vizsla, which is the same on all machines of a run."""

from __future__ import annotations

import socket
import sys

from vizsla.errors import ClusterError

__all__ = ["check_version", "installed_version"]


def installed_version() -> str:
    """Return the version of Vizsla of this process."""
    version: str = sys.modules["vizsla"].__version__  # importing it would import the rooms above
    return version


def check_version(begun_with: str) -> None:
    """Refuse a worker of another version than the process that began the run.

    Raises:
        ClusterError: the versions differ.

    """
    if begun_with != installed_version():
        raise ClusterError(
            f"the machine {socket.gethostname()} has Vizsla {installed_version()}, and the run was "
            f"begun with {begun_with}: install the same version on all machines"
        )
