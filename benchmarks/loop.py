"""Measures the loop and its alternatives; ``loop.py --quick`` for a first look.

It writes ``results/loop/DATE.json`` and the docs' page, and prints it. ``--long`` trains PyTorch's
whole network to its end, set by set, which takes hours, and stores the results in
``results/loop/long.json``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import statistics
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import loop_data
import loop_scores
import loop_suggest
import loop_table
import loop_trust
import machine
import models
from loop_process import FailedError, ask
from measured import store_results
from needed_data import say_missing
from photos import MissingError

if TYPE_CHECKING:
    from loop_data import Folders

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "loop"
LONG = RESULTS / "long.json"
MORE_PACKAGES = ("scikit-learn", "scipy", "sqlalchemy")
US = "vizsla"
NOT_KEPT = ("scores", "sure", "likely", "others")  # of each picture: their figures are kept
REPEATED = 2000  # images up to which scikit-learn, too, has several rounds


@dataclass(frozen=True)
class Effort:
    """The extent of a measurement.

    Attributes:
        sets: the names of the sets.
        most: the most images of each part of a set; all by default.
        rounds: the number of rounds of Vizsla and scikit-learn, whose median counts; PyTorch, which
            takes long, gets one.
        trained: the sets on which PyTorch's head is trained to its end; on others it is timed.
        quick: whether the figures are for a first look only.

    """

    sets: tuple[str, ...]
    most: int | None
    rounds: int
    trained: tuple[str, ...]
    quick: bool


FULL = Effort(
    tuple(loop_data.SETS),
    None,
    3,
    ("trees", "pets", "kinds", "stamps", "digits", "photos-1000", "fashion-1000"),
    quick=False,
)
QUICK = Effort(("trees", "digits"), 100, 1, ("trees",), quick=True)


def collect(effort: Effort) -> dict[str, Any]:
    """Measure everything."""
    missing = say_missing({name: partial(loop_data.look_for, name) for name in effort.sets})
    state = models.make_models() / "state.pt" if importlib.util.find_spec("torch") else None
    found: dict[str, Any] = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "quick": effort.quick,
        "machine": machine.describe(),
        "missing": missing | ({} if state else {"head": "no PyTorch", "whole": "no PyTorch"}),
        "sets": {},
    }
    found["machine"]["packages"] |= {each: machine.version(each) for each in MORE_PACKAGES}
    with tempfile.TemporaryDirectory() as scratch:
        for name in effort.sets:
            if name in missing:
                continue
            folders = loop_data.make(name, Path(scratch), effort.most)
            print(f"measuring: {name}, {folders.trained} pictures", flush=True)
            found["sets"][name] = _one(folders, effort, state)
    found["long"] = json.loads(LONG.read_text(encoding="utf-8")) if LONG.exists() else None
    return found


def long() -> dict[str, Any]:
    """Train PyTorch's whole network to its end, set by set; finished sets are skipped."""
    held: dict[str, Any] = json.loads(LONG.read_text(encoding="utf-8")) if LONG.exists() else {}
    state = models.make_models() / "state.pt"
    RESULTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name in (each for each in loop_data.SETS if each not in held):
            try:
                folders = loop_data.make(name, Path(scratch))
            except MissingError as error:
                print(f"{name}: {error}", flush=True)
                continue
            print(f"training all of the network on {name}", flush=True)
            took = ask(
                "loop_peers.py", **_order(folders), peer="whole", state=str(state), short=False
            )
            right = loop_trust.right_answers(folders, took.pop("answers"))
            held[name] = (
                took
                | loop_scores.accuracy(right)
                | {
                    "date": dt.datetime.now(dt.UTC).date().isoformat(),
                    "right": "".join("01"[each] for each in right),
                }
            )
            LONG.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    return held


def _one(folders: Folders, effort: Effort, state: Path | None) -> dict[str, Any]:
    """Measure every engine on one set, in turns."""
    found: dict[str, Any] = {"trained": folders.trained, "tested": folders.tested, "by": {}}
    rights: dict[str, list[bool]] = {}
    for name, took in _turns(folders, effort, state).items():
        answers = took.pop("answers", None)
        own = {key: took[key] for key in took if key not in NOT_KEPT}
        if answers is not None:
            rights[name] = loop_trust.right_answers(folders, answers)
            own |= loop_scores.accuracy(rights[name])
        if "scores" in took:
            found["trust"] = loop_trust.figures(folders, took | {"answers": answers})
        found["by"][name] = own
    for name, right in rights.items():
        if name != US and US in rights:
            found["by"][name]["to_vizsla"] = loop_scores.compared(rights[US], right)
    if US in rights:
        # For the long run's answers to the same images.
        found["right"] = "".join("01"[each] for each in rights[US])
    return found


def _turns(folders: Folders, effort: Effort, state: Path | None) -> dict[str, dict[str, Any]]:
    order = _order(folders)
    more = {
        "spare": str(folders.spare) if folders.spare else None,
        "others": str(folders.others) if folders.others else None,
    }
    every: dict[str, list[dict[str, Any]]] = {US: [], "logistic": []}
    for number in range(effort.rounds):
        every[US].append(_tried("loop_vizsla.py", **order, **more))
        if number == 0 or folders.trained <= REPEATED:
            every["logistic"].append(_tried("loop_peers.py", **order, peer="logistic"))
    if state:
        short = folders.name not in effort.trained
        shared = order | {"state": str(state)}
        every["head"] = [_tried("loop_peers.py", **shared, peer="head", short=short)]
        every["whole"] = [_tried("loop_peers.py", **shared, peer="whole", short=True)]
    return {name: _median(rounds) for name, rounds in every.items()}


def _tried(script: str, **order: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    try:
        return ask(script, **order)
    except FailedError as error:
        print(f"failed: {error}", flush=True)
        return {"failed": str(error)}


def _median(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the last round with the medians of its times, and the greatest peak of memory."""
    good = [each for each in rounds if "failed" not in each]
    if len(good) < len(rounds) or not good:
        return rounds[0] if not good else {"failed": "not in every round"}
    last = dict(good[-1])
    for key in ("seconds", "again", "again_tested", "suggest"):
        if key in last:
            last[key] = statistics.median(each[key] for each in good)
    last["peak"] = max(each["peak"] for each in good)
    return last


def _order(folders: Folders) -> dict[str, str]:
    return {"train": str(folders.train), "test": str(folders.test)}


def main() -> int:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(prog="loop.py", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little data, and nothing is written")
    parser.add_argument("--long", action="store_true", help="train PyTorch's whole network, once")
    asked = parser.parse_args()
    if asked.long:
        long()
        return 0
    if not asked.quick:
        loop_suggest.write()
    effort = QUICK if asked.quick else FULL
    found = collect(effort)
    if not effort.quick:
        store_results(RESULTS, found)
        loop_trust.write(loop_trust.of_run(found))
        loop_table.write(found)
    print(loop_table.markdown(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
