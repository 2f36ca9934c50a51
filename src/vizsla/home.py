"""Returns and makes the workspace's folder, which holds a user's functions and projects."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["DATABASE", "database_exists", "home", "make_home"]

DATABASE = "workspace.db"


def home() -> Path:
    """Return the workspace's folder: ``VIZSLA_HOME``, or ``vizsla`` in the user's data folder.

    The folder may not exist yet.
    """
    chosen = os.environ.get("VIZSLA_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - most calls never need the default

    return user_data_path("vizsla", appauthor=False)


def database_exists() -> bool:
    """Return whether there is a database of projects, or one is named that may be elsewhere."""
    return bool(os.environ.get("VIZSLA_DATABASE_URL")) or (home() / DATABASE).is_file()


def make_home(folder: Path) -> None:
    """Make the workspace's folder, for its user alone; one that exists keeps its permissions.

    Raises:
        OSError: the folder can't be made.

    """
    folder.mkdir(0o700, parents=True, exist_ok=True)
