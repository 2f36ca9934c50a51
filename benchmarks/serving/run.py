"""Measures ``vizsla serve`` under load, beside BentoML and LitServe: ``make bench-serving``.

Each round calls the function in a process of its own (the floor), then starts each server, loads it
with 32 clients at once, and then with 60 % of what it has reached. At the end Vizsla's server is
kept at full load for ``--minutes``. It writes ``benchmarks/results/serving/DATE.json`` and the
docs' page; with ``--quick`` it takes a look and writes nothing. No figure makes it fail.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))

import intents  # noqa: E402 - these need the path above, or import what does
import process_tree  # noqa: E402
import serving_page  # noqa: E402
import wrk  # noqa: E402
from served_by import BENTOML, LITSERVE, PEERS, Contestant, ask, started, vizsla_serve  # noqa: E402

import machine  # noqa: E402
import photos  # noqa: E402
from measured import store_results  # noqa: E402

RESULTS = HERE.parent / "results" / "serving"
IMAGES = 200
CLIENTS = 32
SHARE = 0.6  # of the highest rate, for the answers' times below full load
WARM = 2.0  # seconds
BETWEEN = 5.0  # seconds between two looks at the memory
JSON = "application/json"


def floor(name: str, files: list[Path], seconds: float) -> dict[str, float]:
    """Return what the function does in a process of its own."""
    command = [sys.executable, str(HERE / "in_process.py"), name, str(seconds), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def served(
    contestant: Contestant,
    files: list[Path],
    seconds: float,
    scratch: Path,
    expected: dict[str, Any],
) -> dict[str, Any]:
    """Return what a server does with 32 clients at once, and at 60 % of that.

    Raises:
        RuntimeError: it answers otherwise than the function.

    """
    with started(contestant, scratch) as server:
        answer = ask(contestant, server, files[0])
        if answer != expected:
            raise RuntimeError(f"{contestant.title} answers {answer}, not {expected}")
        wrk.load(contestant, server, files, WARM, clients=CLIENTS)
        before = process_tree.memory(server.process.pid)
        full = wrk.load(contestant, server, files, seconds, clients=CLIENTS)
        after = process_tree.memory(server.process.pid)
        one = wrk.load(contestant, server, files, WARM, clients=1)
        paced = wrk.load_at(
            contestant, server, files, seconds, rate=SHARE * full["rate"], answer=one["mean"]
        )
        return {
            "start": server.seconds,
            "memory": [before, after],
            "full": full,
            "one": one,
            "paced": paced,
        }


def rounds(
    name: str,
    contestants: list[Contestant],
    files: list[Path],
    effort: argparse.Namespace,
    scratch: Path,
) -> list[dict[str, Any]]:
    """Measure the function and the servers in turns; return a list of the rounds."""
    found = []
    for number in range(1, effort.rounds + 1):
        one: dict[str, Any] = {"in process": floor(name, files, effort.seconds)}
        for each in contestants:
            one[each.title] = served(
                each, files, effort.seconds, scratch, one["in process"]["answer"]
            )
            print(_line(number, name, each.title, one), flush=True)
        found.append(one)
    return found


def long_run(files: list[Path], minutes: float, scratch: Path) -> dict[str, Any]:
    """Keep Vizsla's server at full load, and look at its memory."""
    contestant = vizsla_serve("classify-image", field="file")
    looks: list[float] = []
    ended = threading.Event()
    with started(contestant, scratch) as server:
        wrk.load(contestant, server, files, WARM, clients=CLIENTS)

        def look() -> None:
            while not ended.is_set():
                looks.append(process_tree.memory(server.process.pid))
                ended.wait(BETWEEN)

        watch = threading.Thread(target=look)
        watch.start()
        try:
            full = wrk.load(contestant, server, files, 60 * minutes, clients=CLIENTS)
        finally:
            ended.set()
            watch.join()
    return {"minutes": minutes, "full": full, "memory": looks, "between": BETWEEN}


def collect(effort: argparse.Namespace) -> dict[str, Any]:
    """Measure everything."""
    peers = [BENTOML, LITSERVE] if PEERS.is_dir() else []
    if not peers:
        print("not measured here: BentoML and LitServe (make bench-serving installs them)")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        os.environ["VIZSLA_HOME"] = str(scratch / "home")
        images = scratch / "images"
        images.mkdir()
        files = photos.fill_folder(images, IMAGES)
        found: dict[str, Any] = {
            "date": dt.datetime.now(dt.UTC).date().isoformat(),
            "machine": machine.describe(),
            "load": os.getloadavg()[0],
            "seconds": effort.seconds,
            "versions": _versions(),
            "images": rounds(
                "classify-image",
                [vizsla_serve("classify-image", field="file"), *peers],
                files,
                effort,
                scratch,
            ),
        }
        texts = intents.publish(scratch / "home", scratch / "texts")
        if texts:
            contestants = [vizsla_serve(intents.NAME, JSON)]
            found["texts"] = rounds(intents.NAME, contestants, texts, effort, scratch)
        if effort.minutes:
            store_results(RESULTS, found)  # what took minutes is kept, whatever comes
            found["long"] = long_run(files, effort.minutes, scratch)
    return found


def main() -> int:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short look; nothing is written")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=8, help="of each load")
    parser.add_argument("--minutes", type=float, default=10, help="of the last load; 0 for none")
    effort = parser.parse_args()
    if effort.quick:
        effort.rounds, effort.seconds, effort.minutes = 1, 4.0, 0.0
    if not wrk.has_wrk():
        print("not measured here: the server under load (no wrk; apt-get install wrk)")
        return 0
    found = collect(effort)
    if effort.quick:
        print(serving_page.page(found))
        return 0
    store_results(RESULTS, found)
    print(serving_page.rewrite())
    return 0


def _versions() -> dict[str, str]:
    names = ("bentoml", "litserve")
    code = f"from importlib.metadata import version; print(*map(version, {names}))"
    if not PEERS.is_dir():
        return {}
    command = [str(PEERS / "python"), "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(zip(names, done.stdout.split(), strict=True))


def _line(number: int, name: str, title: str, one: dict[str, Any]) -> str:
    full, paced = one[title]["full"], one[title]["paced"]
    share = full["rate"] / one["in process"]["rate"]
    return (
        f"{number} {name}: {title} {full['rate']:.0f}/s ({share:.0%} of the function), p99 "
        f"{full['p99']:.0f} ms, at {paced['rate']:.0f}/s {paced['p99']:.0f} ms, processor "
        f"{full['cpu']:.2f} ms (the function {one['in process']['cpu']:.2f})"
    )


if __name__ == "__main__":
    sys.exit(main())
