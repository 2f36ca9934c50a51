"""Measures ``@vizsla/runtime/listen`` in Node and in Chromium beside ``vizsla.listen``.

    python benchmarks/speech/in_javascript.py [--recordings 20] [--rounds 3]

It needs PyAV (pip install av) for the recordings (``recordings.py``), Chromium, and the runtime,
built with onnxruntime-web beside it: ``npm ci`` and ``npm run build`` in web/runtime. All hear the
same recordings, one after the other and on one thread; of each recording the quickest round
counts, because other programs may have the processor, too; the seconds of the processor depend on
them less. For the question whether a page could
speak, Kokoro says one sentence by the same engine, from the symbols that Python makes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path += [str(ROOT / "src"), str(ROOT / "benchmarks" / "web")]

import numpy as np  # noqa: E402 - they need the path above
from playwright.sync_api import sync_playwright  # noqa: E402
from recordings import RATE, read_speech  # noqa: E402

import vizsla  # noqa: E402
from server import Server  # noqa: E402
from vizsla.speech.copy_models import copy_listening_models  # noqa: E402
from vizsla.speech.model_files import model_path  # noqa: E402
from vizsla.speech.speaking import kokoro  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from recordings import Recording

RUNTIME = ROOT / "web" / "runtime"
NODE = shutil.which("node") or "node"
NOISE = 1e-8  # a difference that nobody hears: how much it moves Python's own answers
SENTENCE = "The weather was fine this morning, and we walked along the river."
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ON_A_PAGE = """async ([names, rounds]) => {
  const { hear, say } = await import("/in_javascript.js");
  const { loadListening } = await import("/vizsla/listen.js");
  const bytes = async (name) => (await fetch(name)).arrayBuffer();
  const sounds = [];
  for (const name of names) sounds.push(new Float32Array(await bytes(`/sounds/${name}`)));
  const load = () => loadListening({ models: "/models/" });
  const listening = await hear(load, sounds, rounds);
  const ort = await import("/vizsla/onnxruntime/ort.js");
  const { body } = await fetch("/vizsla/onnxruntime/ort.wasm.gz");
  const wasm = new Response(body.pipeThrough(new DecompressionStream("gzip")));
  const wasmBinary = new Uint8Array(await wasm.arrayBuffer());
  Object.assign(ort.env.wasm, { numThreads: 1, wasmBinary });
  const inputs = await (await fetch("/kokoro.json")).json();
  const graph = new Uint8Array(await bytes("/kokoro.onnx"));
  return { listening, speaking: await say(ort, graph, inputs, rounds) };
}"""


def in_python(
    recordings: list[Recording], rounds: int, noise: float = 0
) -> list[tuple[float, dict[str, Any]]]:
    """Return the milliseconds and the Answer of each recording.

    Args:
        recordings: what is heard.
        rounds: how often.
        noise: the standard deviation of what is added to each sample.

    """
    rng = np.random.default_rng(0)
    vizsla.listen.warm_up()
    found = []
    for each in recordings:
        best, answer = float("inf"), {}
        samples = each.samples
        if noise:
            samples = samples + (noise * rng.standard_normal(len(samples))).astype(np.float32)
        for _ in range(rounds):
            began = time.perf_counter()
            answer = vizsla.listen((samples, RATE), words=False).to_dict()
            best = min(best, 1000 * (time.perf_counter() - began))
        found.append((best, answer))
    return found


def make_site(site: Path, recordings: list[Recording]) -> None:
    """Write what the page and Node need."""
    subprocess.run([NODE, RUNTIME / "dist" / "copy.js", site / "vizsla"], check=True)
    copy_listening_models(site / "models")
    (site / "sounds").mkdir()
    for number, each in enumerate(recordings):
        (site / "sounds" / f"{number:03}.f32").write_bytes(each.samples.tobytes())
    shutil.copy(model_path("kokoro/kokoro.onnx"), site)
    (site / "kokoro.json").write_text(json.dumps(kokoro_inputs()))
    shutil.copy(Path(__file__).with_suffix(".js"), site)
    (site / "empty.html").write_text("<!doctype html><title>Empty</title>")


def kokoro_inputs() -> dict[str, list[float]]:
    """Return the inputs of Kokoro's graph for the sentence."""
    graph = kokoro._graph()  # noqa: SLF001 - what it is given is nobody else's business
    run: Callable[..., list[NDArray[Any]]] = graph.run
    kept: dict[str, list[float]] = {}

    def keep(inputs: dict[str, NDArray[Any]]) -> list[NDArray[Any]]:
        kept.update({name: value.ravel().tolist() for name, value in inputs.items()})
        return run(inputs)

    graph.run = keep  # type: ignore[method-assign, assignment]
    vizsla.speak(SENTENCE)
    graph.run = run  # type: ignore[method-assign, assignment]
    return kept


def in_chromium(site: Path, rounds: int) -> dict[str, Any]:
    """Measure on a page."""
    program = os.environ.get("VIZSLA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    names = sorted(each.name for each in (site / "sounds").iterdir())
    with Server({"/": site}) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        page = chromium.new_page()
        page.set_default_timeout(0)
        page.goto(f"{server.address}/empty.html")
        server.sent.clear()
        found: dict[str, Any] = page.evaluate(ON_A_PAGE, [names, rounds])
        found["version"] = chromium.version
        needed = ("/vizsla/", "/models/")
        found["downloaded"] = sum(
            count for path, count in server.sent.items() if path.startswith(needed)
        )
        chromium.close()
    return found


def compared(
    python: list[tuple[float, dict[str, Any]]],
    heard: list[tuple[float, dict[str, Any]]],
    seconds: float,
) -> dict[str, Any]:
    """Compare answers with those of Python."""
    equal, differences = 0, []
    for (_, ours), (_, theirs) in zip(python, heard, strict=True):
        equal += ours["answer"] == theirs["answer"]
        if len(ours["segments"]) != len(theirs["segments"]):
            continue
        for one, other in zip(ours["segments"], theirs["segments"], strict=True):
            if one["text"] == other["text"]:
                differences.append(abs(one["score"] - other["score"]))
    return {
        "of_real_time": round(sum(each for each, _ in heard) / 1000 / seconds, 3),
        "equal_texts": equal,
        "score_difference_mean": round(sum(differences) / len(differences), 4),
        "score_difference_most": round(max(differences), 4),
    }


def main() -> None:
    """Measure, and print the figures in JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recordings", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    everything = read_speech()
    recordings = everything[:: max(1, len(everything) // options.recordings)][: options.recordings]
    seconds = sum(each.seconds for each in recordings)
    python = in_python(recordings, options.rounds)
    disturbed = in_python(recordings, 1, NOISE)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        make_site(site, recordings)
        command = [NODE, Path(__file__).with_suffix(".mjs"), RUNTIME, site, str(options.rounds)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        node = json.loads(done.stdout)
        page = in_chromium(site, options.rounds)
    graph = model_path("kokoro/kokoro.onnx").read_bytes()
    print(
        json.dumps(
            {
                "date": time.strftime("%Y-%m-%d"),
                "cores": os.cpu_count(),
                "recordings": len(recordings),
                "seconds": round(seconds, 1),
                "without_text": sum(answer["answer"] is None for _, answer in python),
                "python": compared(python, python, seconds)["of_real_time"],
                "python_disturbed": compared(python, disturbed, seconds),
                "node": compared(python, node["listening"]["heard"], seconds),
                "node_processor": round(node["listening"]["worked"] / 1000 / seconds, 3),
                "node_memory_mb": round(node["memory"] / 1e6),
                "chromium": compared(python, page["listening"]["heard"], seconds),
                "chromium_version": page["version"],
                "chromium_loaded_in": round(page["listening"]["loaded"] / 1000, 1),
                "downloaded_mb": round(page["downloaded"] / 1e6, 1),
                "kokoro_mb": [
                    round(len(content) / 1e6, 1) for content in (graph, gzip.compress(graph, 9))
                ],
                "kokoro_node_processor": round(
                    node["speaking"]["worked"] / 1000 / node["speaking"]["seconds"], 2
                ),
                **{
                    f"kokoro_{name}": round(each["time"] / 1000 / each["seconds"], 2)
                    for name, each in (("node", node["speaking"]), ("chromium", page["speaking"]))
                },
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
