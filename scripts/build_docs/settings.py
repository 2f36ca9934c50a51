"""The settings of Zensical, with the place of the sources."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from places import SOURCES

from vizsla import __version__

if TYPE_CHECKING:
    from pathlib import Path

DOCSTRINGS = "docstring_blocks.py"


def write_settings(source: Path, target: Path) -> None:
    """Write the settings beside the pages, where Zensical looks for them."""
    handler = "[project.plugins.mkdocstrings.handlers.python]"
    extension = source.parents[1] / "scripts" / "build_docs" / DOCSTRINGS
    added = (
        f"{handler}\npaths = [{json.dumps(str(SOURCES))}]\n\n"
        f"{handler[:-1]}.options]\nextensions = [{json.dumps(str(extension))}]"
    )
    text = source.read_text("utf-8").replace(f"{handler[:-1]}.options]", added)
    text = text.replace("VERSION", __version__)
    target.write_text(text, encoding="utf-8")
