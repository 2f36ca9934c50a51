"""The accurate text encoder of Vizsla, as data: see encoder.json beside this file."""

from __future__ import annotations

from pathlib import Path

__all__ = ["folder"]


def folder() -> Path:
    """Return the folder with ``encoder.json`` and the files that it names."""
    return Path(__file__).parent
