"""Copies the pages of ``docs/``, as Zensical reads them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

# The README has PNGs; pages load a third of that as WebP.
_PNG = re.compile(r"(\]\([^)\s]*images/[\w-]+)\.png\)")
# The tests read a second word (`js browser`, `python feedback`); to Zensical it would be no code.
_FENCE = re.compile(r"^([ ]*```[\w-]+)[ ][^\n`]*$", re.MULTILINE)


def stage_pages(docs: Path, pages: Path) -> None:
    """Copy the pages and their images."""
    for source in sorted(docs.rglob("*")):
        target = pages / source.relative_to(docs)
        if source.suffix == ".md":
            target.parent.mkdir(parents=True, exist_ok=True)
            text = _PNG.sub(r"\1.webp)", plain_fences(source.read_text("utf-8")))
            target.write_text(text, encoding="utf-8")
        elif source.suffix == ".png":
            target.parent.mkdir(parents=True, exist_ok=True)
            Image.open(source).convert("RGB").save(target.with_suffix(".webp"), quality=85)
        elif source.is_file() and source.suffix != ".toml":
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def plain_fences(text: str) -> str:
    """Return a page whose blocks of code name their language alone."""
    return _FENCE.sub(r"\1", text)
