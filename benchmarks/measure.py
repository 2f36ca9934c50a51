"""Measures the engines in turns: each round measures every engine once, under the same load."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import decode_folder
import processes
from engines.cores import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from crew import Crew

K = TypeVar("K")
US = "vizsla"
MEMORY_FILES = 50
FUNCTIONS = ("detect_objects", "describe_image")


@dataclass(frozen=True)
class Effort:
    """The extent of a measurement.

    Attributes:
        labelled: the number of photographs for the accuracy.
        rounds: the number of rounds of single calls.
        calls: the number of calls of each engine in a round.
        photos: the number of photographs for detecting and describing.
        files: the number of files in the folder.
        folder_rounds: the number of rounds of folders.
        process_rounds: the number of rounds of whole processes.
        quick: whether the figures are for a first look only.

    """

    labelled: int
    rounds: int
    calls: int
    photos: int
    files: int
    folder_rounds: int
    process_rounds: int
    quick: bool


FULL = Effort(200, 12, 30, 40, 400, 3, 15, quick=False)
QUICK = Effort(20, 3, 10, 10, 60, 1, 3, quick=True)


def progress(what: str) -> None:
    """Print the measurement that begins."""
    print(f"measuring: {what}", flush=True)


def accuracy(crew: Crew, effort: Effort) -> dict[str, float | None]:
    """Return each engine's accuracy on the labelled photographs, 0 to 1."""
    progress("accuracy")
    return {name: crew.ask(name, "accuracy", count=effort.labelled) for name in crew.names}


def calls(crew: Crew, effort: Effort, what: str) -> dict[str, dict[str, float]]:
    """Time single calls of every engine."""
    progress(what)
    return _in_turn(
        crew.names,
        effort.rounds,
        lambda name: crew.ask(name, what, count=effort.calls),
    )


def functions(crew: Crew, effort: Effort, files: list[Path]) -> dict[str, dict[str, float]]:
    """Time Vizsla's other functions, from the pixels of several photographs to the answer."""
    progress("detect_objects, describe_image")
    if US not in crew.names:
        return {}
    paths = [str(each) for each in files]
    every: dict[str, list[list[float]]] = {name: [] for name in FUNCTIONS}
    for _ in range(effort.rounds):
        for name, rounds in every.items():
            rounds.append(crew.ask(US, "function", name=name, paths=paths))
    found = {}
    for name, rounds in every.items():
        of_photos = [statistics.median(times) for times in zip(*rounds, strict=True)]
        times = [each for one in rounds for each in one]
        found[name] = {
            "median": statistics.median(times),
            "least": min(times),
            "slowest": max(of_photos),
        }
    return found


def folders(crew: Crew, effort: Effort, files: list[Path]) -> list[dict[str, Any]]:
    """Time a folder in every way of every engine, and decoding alone, the ceiling."""
    progress(f"a folder of {len(files)} JPEGs")
    paths = [str(each) for each in files]
    ways: dict[tuple[str, str], Callable[[], float]] = {}
    for name in crew.names:
        for way in crew.ask(name, "ways"):
            ways[name, way] = _folder(crew, name, way, paths)
    for way in decode_folder.WAYS:
        for threads in sorted({1, cores()}):
            ways["", f"{way}, {threads} threads"] = _decoding(way, files, threads)
    seconds = _in_turn(ways, effort.folder_rounds, lambda key: [ways[key]()])
    return [
        {"engine": name, "way": way, "per_second": len(files) / seconds[name, way]["median"]}
        for name, way in ways
    ]


def _folder(crew: Crew, name: str, way: str, paths: list[str]) -> Callable[[], float]:
    return lambda: crew.ask(name, "folder", way=way, paths=paths)


def _decoding(way: str, files: list[Path], threads: int) -> Callable[[], float]:
    return lambda: decode_folder.seconds(way, files, threads)


def imports(names: list[str], effort: Effort) -> dict[str, dict[str, float]]:
    """Time processes that import a package, and the bare interpreter."""
    progress("imports")
    present = {name.partition("_")[0] for name in names}
    wanted = [
        each
        for each in processes.IMPORTS
        if each in ("nothing", "numpy") or each.partition("_")[0] in present
    ]
    return _in_turn(wanted, effort.process_rounds, lambda what: [processes.import_seconds(what)])


def loaded_by_import() -> list[str]:
    """Return the heavy packages that ``import vizsla`` loads; there should be none."""
    return processes.loaded_by_import()


def whole_processes(
    names: list[str], effort: Effort, folder: Path, photo: Path
) -> dict[str, dict[str, float]]:
    """Time whole processes that classify one photograph."""
    progress("whole processes")
    return _in_turn(
        names,
        effort.process_rounds,
        lambda name: [processes.one_image_seconds(name, folder, photo)],
    )


def memory(ways: dict[str, list[str]], folder: Path, files: list[Path]) -> list[dict[str, Any]]:
    """Return the peak memory of processes that classify 50 photographs."""
    progress("memory")
    return [
        {"engine": name, "way": way, "bytes": processes.peak_memory(name, folder, way, files)}
        for name, each in ways.items()
        for way in each
    ]


def _in_turn(
    names: Iterable[K], rounds: int, seconds: Callable[[K], list[float]]
) -> dict[K, dict[str, float]]:
    """Measure every name once in each round.

    Returns:
        By name: the median and the least of all times in seconds, and the median over the rounds
        of the ratio to Vizsla's time.

    """
    listed = list(names)
    every: dict[K, list[list[float]]] = {name: [] for name in listed}
    for _ in range(rounds):
        for name in listed:
            every[name].append(seconds(name))
    found = {}
    for name in listed:
        times = [each for one in every[name] for each in one]
        found[name] = {"median": statistics.median(times), "least": min(times)}
        if US in every:
            found[name]["to_vizsla"] = statistics.median(
                statistics.median(theirs) / statistics.median(ours)
                for theirs, ours in zip(every[name], every[US], strict=True)
            )
    return found
