"""The tables of English: what numbers, units and signs are called, and how short words are said."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["english"]


@cache
def _tables() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(
        Path(__file__).with_name("english.json").read_text(encoding="utf-8")
    )
    return content


def english(name: str) -> Any:  # noqa: ANN401 - tables differ
    """Return a table of ``english.json``; it is not to be changed.

    Args:
        name: such as ``units``.

    """
    return _tables()[name]
