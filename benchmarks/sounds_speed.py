"""Times a function of sounds on 2 s of sound: in Python, in Node and in Chromium, on one thread.

    OPENBLAS_NUM_THREADS=1 python benchmarks/sounds_speed.py

The function is learnt here from noises that are made. web/runtime must be built.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

import vizsla
from made_noises import NOISES, made_noise
from vizsla.modalities.audio.sound import Sound
from vizsla.publish.web import write_web

sys.path.append(str(Path(__file__).parent / "web"))

from server import Server

ROOT = Path(__file__).parents[1]
RATES = (16_000, 48_000)
SECONDS, TIMES = 2, 20
EXAMPLES = 20  # of a label
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SOUND = """(rate) => Float32Array.from({ length: SECONDS * rate }, (_, at) =>
  0.5 * Math.sin(1e-5 * at * at))""".replace("SECONDS", str(SECONDS))
MEASURE = (
    """async (load, address) => {
  const begin = performance.now();
  const hear = await load(address);
  const found = { load: performance.now() - begin };
  for (const rate of RATES) {
    const samples = (SOUND)(rate);
    found[rate] = [];
    for (let time = 0; time < TIMES; time++) {
      const start = performance.now();
      await hear({ samples, rate });
      found[rate].push(performance.now() - start);
    }
  }
  hear.close();
  return found;
}""".replace("RATES", str([*RATES]))
    .replace("SOUND", SOUND)
    .replace("TIMES", str(TIMES))
)


def in_python(folder: Path) -> dict[str, list[float]]:
    """Return milliseconds by rate."""
    function = vizsla.load(folder)
    found: dict[str, list[float]] = {}
    for rate in RATES:
        place = np.arange(SECONDS * rate)
        sound = Sound((0.5 * np.sin(1e-5 * place * place)).astype(np.float32), rate)
        found[str(rate)] = []
        for _ in range(TIMES):
            start = time.perf_counter()
            function(sound)
            found[str(rate)].append(1_000 * (time.perf_counter() - start))
    return found


def in_node(site: Path) -> dict[str, list[float]]:
    """Return the same."""
    module = (ROOT / "web" / "runtime" / "dist" / "node.js").as_uri()
    address = str(site / "functions" / "noises")
    script = (
        f"const {{ load }} = await import({json.dumps(module)});"
        f"console.log(JSON.stringify(await ({MEASURE})(load, {json.dumps(address)})));"
    )
    command = ["node", "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def in_chromium(site: Path) -> dict[str, list[float]]:
    """Return the same."""
    program = os.environ.get("VIZSLA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    with Server({"/": site}) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        page = chromium.new_page()
        page.goto(f"{server.address}/empty.html")
        found: dict[str, list[float]] = page.evaluate(
            "import('/vizsla/index.js')"
            f".then(({{ load }}) => ({MEASURE})(load, '/functions/noises/'))"
        )
        chromium.close()
    return found


def main() -> None:
    """Print a row of a table for each."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for kind in NOISES[:3]:
            (place / "noises" / kind).mkdir(parents=True)
            for seed in range(EXAMPLES):
                sound = Sound(made_noise(kind, seed), 16_000)
                sound.save(place / "noises" / kind / f"{seed}.wav")
        function = vizsla.learn(place / "noises", save=place / "bundles" / "noises")
        write_web(function, place / "site")
        (place / "site" / "empty.html").write_text("<!doctype html><title>empty</title>")
        rows = {
            "Python": in_python(place / "bundles" / "noises"),
            "Node": in_node(place / "site"),
            "Chromium": in_chromium(place / "site"),
        }
    print(f"| {SECONDS} s of sound, ms | {' | '.join(f'at {rate:,} Hz' for rate in RATES)} |")
    print(f"| --- | {' | '.join('---:' for _ in RATES)} |")
    for name, times in rows.items():
        cells = (f"{statistics.median(times[str(rate)]):.0f}" for rate in RATES)
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
