"""``vizsla describe park.jpg``."""

from __future__ import annotations

from vizsla.cli.shipped_command import shipped_command

__all__ = ["command"]

command = shipped_command("describe-image", "Describe images: each in a sentence.")
