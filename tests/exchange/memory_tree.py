"""A folder in memory, for tests of exports that are many files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputNotFoundError
from vizsla.modalities.registry import modality_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.errors import VizslaError

__all__ = ["MemoryTree"]


class MemoryTree:
    """Files by their paths: texts, or JSON values; see ``Tree``."""

    def __init__(self, content: Mapping[str, object]) -> None:
        self.title = self.name = "export"
        self.modality = modality_named("text")
        self.problems: list[tuple[str, VizslaError]] = []
        self._content = content

    def files(self) -> list[str]:
        """Return the paths."""
        return sorted(self._content)

    def example_files(self) -> list[str]:
        """Return none: no image is among them."""
        return []

    def path(self, location: str) -> Path | None:
        """Return None: they are not on disk."""
        del location

    def folders(self, around: str = "") -> list[str]:
        """Return the names of the folders in a folder."""
        inside = (each[len(around) :] for each in self._content if each.startswith(around))
        return sorted({each.partition("/")[0] for each in inside if "/" in each})

    def find(self, path: str, base: str = "") -> str | None:
        """Return a path where there is such a file."""
        joined = Path(base, path).as_posix()
        return joined if joined in self._content else None

    def read(self, location: str) -> bytes:
        """Return a file's bytes."""
        if location not in self._content:
            raise InputNotFoundError(location)
        value: Any = self._content[location]
        return (value if isinstance(value, str) else json.dumps(value)).encode(
            "utf-8", "surrogatepass"
        )
