"""Refuses a name that a module binds twice at its top level: the first value is silently lost.

Ruff has no rule for this. Each branch of an ``if`` or a ``try`` may bind a name once.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FOLDERS = ("src", "scripts", "benchmarks", "tests")


def rebound(source: str) -> list[tuple[int, str]]:
    """Return the line and the name of each second binding at a module's top level.

    Args:
        source: the module's text.

    """
    found: list[tuple[int, str]] = []
    seen: set[str] = set()
    for statement in ast.parse(source).body:
        for name in _bound(statement):
            if name in seen:
                found.append((statement.lineno, name))
            seen.add(name)
    return found


def _bound(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        targets = [statement.target]
    else:
        return
    for target in targets:
        for node in ast.walk(target):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def main() -> None:
    """Print each second binding, and exit with 1 where there is one."""
    lines = [
        f"{path.relative_to(ROOT)}:{line}: {name!r} is bound a second time: choose another name"
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, name in rebound(path.read_text(encoding="utf-8"))
    ]
    if lines:
        sys.exit("\n".join(lines))


if __name__ == "__main__":
    main()
