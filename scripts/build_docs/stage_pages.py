"""Copies the pages of ``docs/``, as Zensical reads them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# The tests read a second word (`js browser`, `python feedback`); to Zensical it would be no code.
_FENCE = re.compile(r"^([ ]*```[\w-]+)[ ][^\n`]*$", re.MULTILINE)


def stage_pages(docs: Path, pages: Path) -> None:
    """Copy the pages and their images."""
    for source in sorted(docs.rglob("*")):
        target = pages / source.relative_to(docs)
        if source.suffix == ".md":
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(plain_fences(source.read_text("utf-8")), encoding="utf-8")
        elif source.is_file() and source.suffix != ".toml":
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def plain_fences(text: str) -> str:
    """Return a page whose blocks of code name their language alone."""
    return _FENCE.sub(r"\1", text)
