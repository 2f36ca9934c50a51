"""Writes contract/text/characters.json: the code points that Unicode 14.0 has assigned.

Python 3.11 knows that version; newer Pythons and browsers know more characters, each its own. What
finds numbers in texts takes those for signs without a meaning, so that all find the same.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from itertools import groupby
from pathlib import Path

VERSION = "14.0"
TARGET = Path(__file__).parents[1] / "contract" / "text" / "characters.json"
COMMENT = (
    "The lengths of the runs of code points, from 0, that are in turn assigned and not assigned in "
    "this version of Unicode."
)


def assigned_runs() -> list[int]:
    """Return the lengths of the runs of code points, those that are assigned first."""
    assigned = (unicodedata.category(chr(code)) != "Cn" for code in range(sys.maxunicode + 1))
    return [len(list(run)) for _, run in groupby(assigned)]


def main() -> None:
    """Write the table."""
    if not unicodedata.unidata_version.startswith(VERSION):
        sys.exit(f"This Python knows Unicode {unicodedata.unidata_version}: use Python 3.11.")
    table = {"comment": COMMENT, "unicode": VERSION, "runs": assigned_runs()}
    TARGET.write_text(json.dumps(table) + "\n", "utf-8")


if __name__ == "__main__":
    main()
