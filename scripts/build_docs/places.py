"""Where things are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SOURCES = ROOT / "src"
CONTRACT = ROOT / "contract"
RUNTIME = ROOT / "web" / "runtime"
