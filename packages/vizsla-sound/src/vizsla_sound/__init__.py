"""The encoder of sounds of Vizsla, as data: see README.md of the package."""

from __future__ import annotations

from pathlib import Path

__all__ = ["folder"]


def folder() -> Path:
    """Return the folder of the encoder's file."""
    return Path(__file__).parent
