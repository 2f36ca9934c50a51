"""Writes the table of ``unbalanced.py``."""

from __future__ import annotations

from typing import Any

from markdown_table import markdown_table

COLUMNS = (
    *("trained on", "tested on", "trainings", "accuracy", "mean recall of the labels"),
    *("log loss", "ECE without, with"),
)


def unbalanced_table(found: dict[str, Any]) -> str:
    """Return the table: what it is with weights, and the difference from without them."""
    lines = []
    for each in sorted(found["tasks"], key=lambda each: each["test"]):
        cells = [each["task"], each["test"], str(each["trainings"])]
        for name in ("accuracy", "recall"):
            own = each[name]
            gain = 100 * (own["with"] - own["without"])
            cells.append(f"{own['with']:.1%}, {gain:+.1f} ± {100 * own['half']:.1f}")
        loss = each["loss"]
        cells.append(f"{loss['with'] - loss['without']:+.3f} ± {loss['half']:.3f}")
        cells.append("{:.3f}, {:.3f}".format(*each["ece"]))
        lines.append(cells)
    return markdown_table(COLUMNS, lines, texts=2)
