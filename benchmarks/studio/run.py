"""Measures the studio, alone and beside Label Studio: ``make bench-studio``.

Each round starts the tool, sends photos to a new project, and visits the project with an empty
browser. Then a project of 100,000 pictures is scrolled, labelled and searched, and five people
label at once. It writes ``benchmarks/results/studio/DATE.json`` and the docs' page; with
``--quick`` it takes a look and writes nothing. No figure makes it fail.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path += [str(HERE.parent), str(HERE.parents[1] / "tests"), str(HERE.parent / "serving")]

import adding  # noqa: E402 - these need the path above, or import what does
import labellers  # noqa: E402
import large  # noqa: E402
import process_tree  # noqa: E402
import studio_page  # noqa: E402
from first_screen import visits  # noqa: E402
from studios import LABEL_STUDIO, PEERS, VIZSLA, Studio, started  # noqa: E402

import machine  # noqa: E402
import photos  # noqa: E402
from browser.program import FLAGS, program  # noqa: E402
from measured import store_results  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RESULTS = HERE.parent / "results" / "studio"


def measured(
    browser: Browser, studio: Studio, files: list[Path], visited: int, home: Path
) -> dict[str, Any]:
    """Return what a tool takes: to start again, to take photos, to show them, and in memory."""
    with started(studio, home) as server:  # the first start may make a database
        first_start = server.seconds
    with started(studio, home) as server:
        memory = process_tree.memory(server.process.pid)
        begin = time.perf_counter()
        with ThreadPoolExecutor(1) as beside:
            watch = None
            if studio is VIZSLA:
                watch = beside.submit(adding.added, server.url, len(files), begin)
            path = studio.add(server.url, files)
            sent = time.perf_counter() - begin
        found: dict[str, Any] = {
            "first start": first_start,
            "start": server.seconds,
            "memory": memory,
            "sent": sent,
        }
        if watch is not None:
            found["added"] = watch.result()
        found["screen"] = visits(browser, studio, server, path, visited)
        found["memory after"] = process_tree.memory(server.process.pid)
    return found


def collect(effort: argparse.Namespace) -> dict[str, Any]:
    """Measure everything."""
    begin = time.perf_counter()
    tools = [VIZSLA, LABEL_STUDIO] if PEERS.is_dir() else [VIZSLA]
    if len(tools) == 1:
        print("not measured here: Label Studio (make bench-studio installs it)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        images = Path(folder) / "images"
        images.mkdir()
        files = photos.fill_folder(images, effort.photos)
        browser = playwright.chromium.launch(executable_path=program(), args=list(FLAGS))
        found: dict[str, Any] = {
            "date": dt.datetime.now(dt.UTC).date().isoformat(),
            "machine": machine.describe(),
            "load": os.getloadavg()[0],
            "versions": _versions(),
            "photos": len(files),
            "floor": [],
            "rounds": [],
        }
        for number in range(effort.rounds):
            found["floor"].append(adding.floor(files))
            one = {
                each.title: measured(
                    browser, each, files, effort.visits, Path(folder) / f"{each.title}{number}"
                )
                for each in tools
            }
            found["rounds"].append(one)
            print(number + 1, one, flush=True)
        browser.close()
        found["five"] = labellers.measured(Path(folder) / "five", effort.seconds)
        print(found["five"], flush=True)
        found["large"] = large.measured(
            playwright, Path(folder) / "large", effort.examples, effort.scroll, effort.labels
        )
        print(found["large"], flush=True)
    found["seconds"] = time.perf_counter() - begin
    return found


def main() -> int:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short look; nothing is written")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--visits", type=int, default=4, help="of each tool in a round")
    parser.add_argument("--photos", type=int, default=1_000)
    parser.add_argument("--examples", type=int, default=100_000, help="of the large project")
    parser.add_argument("--scroll", type=float, default=4.0, help="seconds of scrolling at a speed")
    parser.add_argument("--labels", type=int, default=30, help="in the large project")
    parser.add_argument("--seconds", type=float, default=30.0, help="that five people label")
    effort = parser.parse_args()
    if effort.quick:
        effort.rounds, effort.visits, effort.photos = 1, 2, 40
        effort.examples, effort.scroll, effort.labels, effort.seconds = 2_000, 1.0, 5, 5.0
    found = collect(effort)
    if effort.quick:
        print(studio_page.page(found))
        return 0
    store_results(RESULTS, found)
    print(studio_page.rewrite())
    return 0


def _versions() -> dict[str, str]:
    if not PEERS.is_dir():
        return {}
    code = "from importlib.metadata import version; print(version('label-studio'))"
    command = [str(PEERS / "python"), "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {"label-studio": done.stdout.strip()}


if __name__ == "__main__":
    sys.exit(main())
