"""How often the entities of a text are right: measured shares, by kind and language."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["NOTHING", "entity_score"]

SCORES = Path(__file__).parents[1] / "contract" / "text" / "scores.json"
NOTHING = "nothing"  # stands in the table for the answer None


def entity_score(kind: str, language: str | None, *, given: bool) -> float:
    """Return how often an entity is right, 0 to 1: the lower end of a 95 % interval.

    Where a language has few measured examples of a kind, those of all languages count, as
    benchmarks/recognizer_scores.py says. A kind without any is neither sure nor likely.

    Args:
        kind: an entity's kind, or ``NOTHING`` for a text without any.
        language: such as ``en``; None where the text means the same in all languages.
        given: whether the caller gave the language; False where it was detected.

    """
    table = _table()
    of_kind = table["given" if given else "detected"].get(kind, {})
    return float(of_kind.get(language, of_kind.get("all", table["unmeasured"])))


@cache
def _table() -> dict[str, Any]:
    """Return the table that benchmarks/recognizer_scores.py writes."""
    table: dict[str, Any] = json.loads(SCORES.read_text("utf-8"))
    return table
