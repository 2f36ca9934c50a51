"""Measures Vizsla and other engines in a browser, on the same weights; ``--quick`` for a look.

It writes ``benchmarks/results/web/DATE.json`` and the docs' page. No time makes it fail.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))

import agreement  # noqa: E402 - these need the path above, or import what does
import alone  # noqa: E402
import contestants  # noqa: E402
import page_images  # noqa: E402
import peers  # noqa: E402
import speed  # noqa: E402
from effort import FULL, QUICK, Effort  # noqa: E402

import machine  # noqa: E402
import photos  # noqa: E402
import table  # noqa: E402
from browser import chromium_path  # noqa: E402
from measured import store_results  # noqa: E402
from needed_data import say_missing  # noqa: E402
from server import Server  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType

ROOT = HERE.parents[1]
RUNTIME = ROOT / "web" / "runtime" / "dist"
RESULTS = HERE.parent / "results" / "web"
LIBRARIES = ("@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-wasm", "onnxruntime-web")


def collect(chromium: BrowserType, folder: Path, effort: Effort) -> dict[str, Any]:
    """Measure everything."""
    ids = peers.write_models(folder)
    photographs = page_images.write_photos(folder / "photos", effort.photos)
    squares = page_images.write_squares(folder / "squares", effort.squares)
    page_images.write_large(folder / "large", effort.large)
    names, missing = contestants.present(RUNTIME)
    for name, why in missing.items():
        print(f"{contestants.NAMES[name]} is not measured: {why}")
    if not missing:  # a copy, so that it stays what it is while it is measured
        shutil.copytree(RUNTIME, folder / "vizsla")
    folders = {"/vizsla/": folder / "vizsla", "/made/": folder, "/": HERE}
    found: dict[str, Any] = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "quick": effort.quick,
        "machine": machine.describe(),
        "libraries": {each: _version(each) for each in LIBRARIES},
        "photos": effort.photos,
        "missing": missing,
    }
    with Server(folders) as server:
        found |= speed.answers(chromium, server, names, effort)
        found["load"] = speed.loads(chromium, server, names, effort)
        right = page_images.right_labels(effort.photos)
        found["labels"] = agreement.labels(found.pop("said"), ids, photographs, right)
        float_graph = folder / "fp32.onnx"
        found["probabilities"] = agreement.probabilities(chromium, server, float_graph, squares)
        if not missing:
            found["alone"] = alone.on_plain_page(chromium, server, effort)
    if not missing:
        with Server(folders, isolated=True) as server:
            found["alone"] |= alone.on_isolated_page(chromium, server, effort)
    return found


def _build(folder: Path) -> None:
    npm = shutil.which("npm") or "npm"
    if not (HERE / "node_modules").is_dir():
        subprocess.run([npm, "ci", "--silent", "--ignore-scripts"], cwd=HERE, check=True)
    subprocess.run([npm, "run", "--silent", "build", "--", folder], cwd=HERE, check=True)


def _version(package: str) -> str:
    text = (HERE / "node_modules" / package / "package.json").read_text(encoding="utf-8")
    version: str = json.loads(text)["version"]
    return version


def main() -> int:
    """Measure, and write what was found."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds, and nothing is written")
    effort = QUICK if parser.parse_args().quick else FULL
    say_missing({"whether labels are right": photos.need_test_data})
    if chromium_path() is None:
        print("there is no Chromium: install it, or say in VIZSLA_CHROMIUM where it is")
        return 1
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        _build(Path(scratch))
        found = collect(playwright.chromium, Path(scratch), effort)
    if effort.quick:
        print(table.markdown([found]))
        return 0
    store_results(RESULTS, found)
    print(table.rewrite())
    return 0


if __name__ == "__main__":
    sys.exit(main())
