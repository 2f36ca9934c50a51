"""``vizsla undo trees``."""

from __future__ import annotations

from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(name: Name) -> None:
    """Take back the last labelling."""
    with opened(name) as project:
        done = project.undo()
    print("there is nothing to take back" if done is None else f"taken back: {done}")
