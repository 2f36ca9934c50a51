"""Vizsla's loop on one set, as its users write it: ``loop_vizsla.py ORDER``, in JSON.

It is timed from the first import to the published function; after that a second training with ten
more labels, and suggestions after one more. At the end it answers the test set, and images of
other things.
"""

from __future__ import annotations

import time

START = time.perf_counter()

import json  # noqa: E402 - the clock runs from before the imports
import os  # noqa: E402 - as above
import sys  # noqa: E402 - as above
import tempfile  # noqa: E402 - as above
from pathlib import Path  # noqa: E402 - as above
from typing import TYPE_CHECKING, Any  # noqa: E402 - as above

import loop_data  # noqa: E402 - as above
from classify_many import peak_memory  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Sequence

    import vizsla

MORE = 10  # labels before the second training
SUGGESTED = 20


def from_folder_to_function(folder: Path) -> tuple[Any, Any, dict[str, Any]]:
    """Run the loop, and return the project, the function and the times."""
    import vizsla  # noqa: PLC0415 - timed

    seconds, since = {}, START

    def lap(what: str) -> None:
        nonlocal since
        seconds[what], since = time.perf_counter() - since, time.perf_counter()

    project = vizsla.Project.open("benchmark")
    lap("open")
    project.add(folder)
    lap("add")
    run = project.train()
    lap("train")
    project.test(run)
    lap("test")
    function = project.publish(run)
    lap("publish")
    taken = {"seconds": time.perf_counter() - START, "estimate": False, "peak": peak_memory()}
    return project, function, taken | {"laps": seconds}


def again(project: Any, spare: Path) -> dict[str, float]:  # noqa: ANN401 - vizsla.Project
    """Label ten more and train again; label one more and ask for suggestions."""
    paths, names = loop_data.files(spare)
    # Unlabelled, as on a user's disk: links, so that the folders' names give no label.
    with tempfile.TemporaryDirectory() as flat:
        for path in paths:
            (Path(flat) / path.name).write_bytes(path.read_bytes())
        project.add(flat)
    label_of = dict(zip((each.name for each in paths), names, strict=True))

    def label(count: int) -> None:
        for each in project.suggest(count):
            project.label(each.example, label_of[each.example.name])

    label(MORE)
    start = time.perf_counter()
    run = project.train()
    trained = time.perf_counter()
    project.test(run)
    found = {"again": trained - start, "again_tested": time.perf_counter() - start}
    project.suggest(SUGGESTED)
    times = []
    for _ in range(5):
        label(1)
        start = time.perf_counter()
        project.suggest(SUGGESTED)
        times.append(time.perf_counter() - start)
    return found | {"suggest": sorted(times)[len(times) // 2]}


def asked(function: Any, paths: Sequence[Path]) -> list[vizsla.Answer]:  # noqa: ANN401 - a Function
    """Return the function's answers, in order."""
    found = []
    for path, answer in function.over(paths):
        if isinstance(answer, Exception):
            raise answer
        found.append((Path(path), answer))
    if [path for path, _ in found] != list(paths):
        raise ValueError(f"{len(found)} answers to {len(paths)} pictures, or in another order")
    return [answer for _, answer in found]


def main() -> None:
    """Execute the order, and print the results."""
    order = json.loads(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="vizsla-loop-") as home:
        os.environ["VIZSLA_HOME"] = home
        project, function, found = from_folder_to_function(Path(order["train"]))
        test, _ = loop_data.files(Path(order["test"]))
        answers = asked(function, test)
        found["answers"] = [each.answer for each in answers]
        found["scores"] = [each.score for each in answers]
        found["sure"] = [each.sure for each in answers]
        found["likely"] = [each.likely for each in answers]
        found["calibrated"] = all(each.calibrated for each in answers)
        others = loop_data.images(Path(order["others"])) if order["others"] else []
        found["others"] = [each.sure for each in asked(function, others)] if others else []
        if order["spare"]:
            found |= again(project, Path(order["spare"]))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
