"""The pictures of the sample project: fish, mammals and windmills, free for anybody.

``SOURCES.json`` names who took each; ``scripts/shrink_samples.py`` made them.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["sample_folder"]


def sample_folder() -> Path:
    """Return the folder: one a label, and ``unlabelled``."""
    return Path(__file__).parent / "pictures"
