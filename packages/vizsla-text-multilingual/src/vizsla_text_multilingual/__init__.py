"""The text encoder of Vizsla for many languages, as data: see encoder.json beside this file."""

from __future__ import annotations

from pathlib import Path

__all__ = ["folder"]


def folder() -> Path:
    """Return the folder with ``encoder.json`` and the files that it names."""
    return Path(__file__).parent
