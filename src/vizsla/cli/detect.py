"""``vizsla detect park.jpg``."""

from __future__ import annotations

from vizsla.cli.shipped_command import shipped_command

__all__ = ["command"]

command = shipped_command(
    "detect-objects", "Detect objects of 80 kinds in images, with their boxes."
)
