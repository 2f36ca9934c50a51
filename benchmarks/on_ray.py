"""Compares ``over(..., on="ray")`` with ``over`` on this computer: milliseconds a picture.

In each round both answer the same pictures, one after the other, so that other work on the computer
slows both. The cluster is started anew in each round, and is not there while ``over`` answers.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps

import machine
import vizsla
from markdown_table import markdown_table
from vizsla.on_ray.cluster import cluster

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "tests" / "images"  # free photographs
RESULTS = Path(__file__).with_name("results") / "on_ray"
SIZE = (500, 375)
QUALITY = 90
TARGET = 0.15  # of the time of ``over``


def make_pictures(folder: Path, count: int) -> list[Path]:
    """Write JPEGs of an ordinary size, and return their paths."""
    sources = sorted(IMAGES.rglob("*.jpg"))
    paths = [folder / f"{number:05}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        if number < len(sources):
            with Image.open(sources[number]) as image:
                fitted = ImageOps.fit(image.convert("RGB"), SIZE)
            fitted.save(path, quality=QUALITY)
        else:
            path.write_bytes(paths[number % len(sources)].read_bytes())
    return paths


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Return how many seconds some work takes, and how many of processors, in all processes."""
    start, before = time.perf_counter(), processor_seconds()
    work()
    return time.perf_counter() - start, processor_seconds() - before


def processor_seconds() -> float:
    """Return the seconds of processors that this process and those it started have taken."""
    ticks: dict[int, int] = {}
    parents: dict[int, int] = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            fields = each.read_text().rpartition(")")[2].split()
            parents[int(each.parent.name)] = int(fields[1])
            ticks[int(each.parent.name)] = int(fields[11]) + int(fields[12])
    own = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(ticks.get(pid, 0) for pid in own) / os.sysconf("SC_CLK_TCK")


def measure_round(function: Any, paths: list[Path]) -> dict[str, float]:  # noqa: ANN401
    """Answer the pictures on both, and return the seconds."""

    def answer(some: list[Path], on: str | None) -> tuple[float, float]:
        return timed(lambda: deque(function.over(some, on=on), maxlen=0))

    answer(paths[:50], None)
    here = answer(paths, None)
    start = time.perf_counter()
    with cluster():
        answer(paths[:50], "ray")  # each worker opens the function
        started = time.perf_counter() - start
        on_ray = answer(paths, "ray")
    return {
        "here": here[0],
        "on_ray": on_ray[0],
        "start": started,
        "here_processors": here[1],
        "on_ray_processors": on_ray[1],
    }


def summary(rounds: list[dict[str, float]], count: int) -> dict[str, float]:
    """Return the medians: milliseconds a picture, and the share that Ray adds."""
    medians = {key: statistics.median(each[key] for each in rounds) for key in rounds[0]}
    return {
        "here_ms": 1000 * medians["here"] / count,
        "on_ray_ms": 1000 * medians["on_ray"] / count,
        "overhead": statistics.median(each["on_ray"] / each["here"] for each in rounds) - 1,
        "here_processor_ms": 1000 * medians["here_processors"] / count,
        "on_ray_processor_ms": 1000 * medians["on_ray_processors"] / count,
        "processor_overhead": statistics.median(
            each["on_ray_processors"] / each["here_processors"] for each in rounds
        )
        - 1,
        "start_s": medians["start"],
        "with_start_ms": 1000 * (medians["on_ray"] + medians["start"]) / count,
    }


def main() -> None:
    """Measure, print the table, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    function = vizsla.load("classify-image")
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        paths = make_pictures(Path(folder), given.pictures)
        for number in range(given.rounds):
            rounds.append(measure_round(function, paths))
            print(f"round {number + 1}: {rounds[-1]}", flush=True)
    found = summary(rounds, given.pictures)
    now = datetime.now(UTC)
    result = {
        "date": f"{now:%Y-%m-%d}",
        "machine": machine.describe(),
        "ray": machine.version("ray"),
        "pictures": given.pictures,
        "rounds": rounds,
        **found,
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{now:%Y-%m-%d}.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    rows = [
        ["`over`", f"{found['here_ms']:.2f} ms", "", f"{found['here_processor_ms']:.2f} ms", ""],
        [
            '`over(on="ray")`',
            f"{found['on_ray_ms']:.2f} ms",
            f"{found['overhead']:+.1%}",
            f"{found['on_ray_processor_ms']:.2f} ms",
            f"{found['processor_overhead']:+.1%}",
        ],
        ["with its start", f"{found['with_start_ms']:.2f} ms", f"{found['start_s']:.1f} s", "", ""],
    ]
    target = f"(at most +{TARGET:.0%})"
    print(markdown_table(["", "a picture", target, "of processors", target], rows))


if __name__ == "__main__":
    main()
