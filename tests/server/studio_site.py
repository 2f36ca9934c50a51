"""A small app in the place of the studio's, for tests of how it is served."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PAGE = '<!doctype html><html lang="en"><head><title>S</title></head><body></body></html>'
SCRIPT = b"export const greeting = 'hello';\n" * 20


def write_studio(folder: Path) -> Path:
    """Write a page, a script, which is compressed, and an icon."""
    assets = folder / "assets"
    assets.mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (assets / "index-B3c.js.gz").write_bytes(gzip.compress(SCRIPT))
    (folder / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return folder
