"""Measures whether the scores of the loop's functions can be believed: ``loop_trust.py``.

It trains Vizsla's function on each set once, without the peers and without a clock, so that a busy
machine will do. It writes ``results/loop/scores.json`` and the docs' page of the loop.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import loop_data
import loop_scores
from loop_process import ask
from needed_data import say_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loop_data import Folders

SCORES = Path(__file__).parent / "results" / "loop" / "scores.json"


def figures(folders: Folders, took: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of ``loop_vizsla.py``'s answers to a test set, and to other things."""
    right = right_answers(folders, took["answers"])
    scores = loop_scores.scores(took["scores"], right, took["sure"])
    likely = [each for each, is_likely in zip(right, took["likely"], strict=True) if is_likely]
    return {
        "right": loop_scores.accuracy(right),
        "scores": scores
        | {
            "calibrated": took["calibrated"],
            "likely": len(likely) / len(right),
            "likely_right": loop_scores.accuracy(likely) if likely else None,
        },
        "others": loop_scores.others(took["others"]) if took["others"] else None,
    }


def right_answers(folders: Folders, answers: Sequence[str | None]) -> list[bool]:
    """Return which answers to a test set are right, in its order."""
    _, wanted = loop_data.files(folders.test)
    return [given == want for given, want in zip(answers, wanted, strict=True)]


def collect() -> dict[str, Any]:
    """Measure all sets that this machine has."""
    names = tuple(loop_data.SETS)
    missing = say_missing({name: partial(loop_data.look_for, name) for name in names})
    sets = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in (each for each in names if each not in missing):
            folders = loop_data.make(name, Path(scratch))
            print(f"measuring: {name}, {folders.trained} pictures", flush=True)
            order = {"train": str(folders.train), "test": str(folders.test), "spare": None}
            others = str(folders.others) if folders.others else None
            sets[name] = figures(folders, ask("loop_vizsla.py", **order, others=others))
    return {"date": dt.datetime.now(dt.UTC).date().isoformat(), "sets": sets}


def of_run(found: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a whole run of ``loop.py`` that this file measures."""
    kept = {of: one["trust"] for of, one in found["sets"].items() if "trust" in one}
    return {"date": found["date"], "sets": kept}


def write(found: dict[str, Any]) -> None:
    """Write the results; the pages of the docs are made from them."""
    SCORES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """Measure, and write the results and the page."""
    import loop_table  # noqa: PLC0415 - it reads these results

    write(collect())
    loop_table.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
