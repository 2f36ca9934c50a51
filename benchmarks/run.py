"""Measures Vizsla and other engines on the same weights: ``make bench``.

It writes ``results/DATE.json`` and the docs' table. No time makes it fail.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from pathlib import Path
from typing import Any

import machine
import measure
import models
import photos
import sizes
import table
from crew import Crew
from engines import ENGINES, PACKAGES
from measured import store_results
from needed_data import say_missing

HERE = Path(__file__).parent
RESULTS = HERE / "results"


def collect(effort: measure.Effort) -> dict[str, Any]:
    """Measure everything."""
    say_missing({"accuracy, and photographs of one size from the test data": photos.need_test_data})
    folder = models.make_models()
    with tempfile.TemporaryDirectory() as scratch, Crew(list(ENGINES), folder) as crew:
        files = photos.fill_folder(Path(scratch), effort.files)
        found: dict[str, Any] = {
            "date": dt.datetime.now(dt.UTC).date().isoformat(),
            "quick": effort.quick,
            "machine": machine.describe(),
            "missing": crew.missing,
            "int8_weight_bits": 8 if machine.has_vnni() else 7,
            "accuracy": measure.accuracy(crew, effort),
            "answer": measure.calls(crew, effort, "answer"),
            "graph": measure.calls(crew, effort, "graph"),
            "functions": measure.functions(crew, effort, files[: effort.photos]),
            "folder": measure.folders(crew, effort, files),
        }
        names = crew.names
        ways = {name: crew.ask(name, "ways") for name in names}
    # The workers have ended: the other measurements start processes of their own.
    with tempfile.TemporaryDirectory() as scratch:
        files = photos.fill_folder(Path(scratch), measure.MEMORY_FILES)
        found |= {
            "import": measure.imports(names, effort),
            "loaded_by_import": measure.loaded_by_import(),
            "process": measure.whole_processes(names, effort, folder, files[0]),
            "memory": measure.memory(ways, folder, files),
        }
    found["wheel"] = sizes.wheel_bytes(models.ROOT)
    found["installed"] = {name: sizes.installed_bytes(PACKAGES[name]) for name in names}
    return found


def main() -> int:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds, and nothing is written")
    effort = measure.QUICK if parser.parse_args().quick else measure.FULL
    found = collect(effort)
    if effort.quick:
        print(table.markdown([found]))
        return 0
    store_results(RESULTS, found)
    print(table.rewrite())
    return 0


if __name__ == "__main__":
    sys.exit(main())
