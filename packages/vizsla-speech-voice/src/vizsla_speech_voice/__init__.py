"""The voices of Vizsla and what they need to speak, as data: see README.md of the package."""

from __future__ import annotations

from pathlib import Path

__all__ = ["folder"]


def folder() -> Path:
    """Return the folder of the models' files."""
    return Path(__file__).parent
