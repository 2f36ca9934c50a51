"""Measures the disk space of an engine: its package with its dependencies."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

NAME = re.compile(r"[A-Za-z0-9._-]+")
# Packages that any program needs to classify an image, whatever the engine's own dependencies.
EVERYBODY = ("numpy", "pillow")


def installed_bytes(package: str) -> int:
    """Return the size of a package, NumPy, Pillow and their dependencies, without bytecode."""
    return sum(_own_bytes(each) for each in _closure((package, *EVERYBODY)))


def wheel_bytes(root: Path) -> int | None:
    """Return the size of the built wheel; None where there is none."""
    wheels = sorted((root / ".build" / "wheel").glob("vizsla-*.whl"))
    return wheels[-1].stat().st_size if wheels else None


def _closure(packages: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    waiting = list(packages)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            needs = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system
        found.add(name)
        for need in needs:
            match = NAME.match(need)
            if match and "extra ==" not in need:
                waiting.append(match[0])
    return found


def _own_bytes(package: str) -> int:
    files = importlib.metadata.files(package) or []
    paths = [Path(str(each.locate())) for each in files if each.suffix != ".pyc"]
    return sum(each.stat().st_size for each in paths if each.is_file())
