"""Times the encoders on an image, in turns: in Python on all cores, and in Node on one thread."""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import photos

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vizsla.encoders.image_encoder import ImageEncoder

SCRIPT = Path(__file__).with_name("encoder_speed.mjs")
RUNTIME = Path(__file__).parents[1] / "web" / "runtime" / "dist" / "node.js"
SIZE = photos.SIZE[::-1]  # height and width of the image that is encoded, in pixels


def in_python(encoders: Mapping[str, ImageEncoder], rounds: int, calls: int) -> dict[str, Any]:
    """Time the way from pixels to the embedding, and the graph alone.

    Args:
        encoders: by name, each warmed up before the first round.
        rounds: in each of which every encoder has its turn.
        calls: of each encoder in a round.

    """
    image = np.random.default_rng(0).integers(0, 256, (*SIZE, 3), np.uint8)
    found = {}
    for what in ("embed", "graph"):
        calling = {name: _call(each, what, image) for name, each in encoders.items()}
        times: dict[str, list[float]] = {name: [] for name in encoders}
        for number in range(rounds + 1):
            for name, call in calling.items():
                taken = _median_ms(call, calls)
                if number:  # the first round warms up
                    times[name].append(taken)
        found[what] = summed_up(times)
    return found


def in_node(bundles: Mapping[str, Path], rounds: int, calls: int) -> dict[str, Any]:
    """Time answers of functions on each encoder, from pixels, in Node on one thread.

    Args:
        bundles: a function's bundle for each encoder.
        rounds: as above.
        calls: as above.

    """
    order = {
        "bundles": {name: str(each) for name, each in bundles.items()},
        "rounds": rounds,
        "calls": calls,
        "height": SIZE[0],
        "width": SIZE[1],
    }
    done = subprocess.run(
        ["node", SCRIPT, RUNTIME.as_uri(), json.dumps(order)],  # noqa: S607 - on the PATH that make sets
        capture_output=True,
        text=True,
        check=True,
    )
    return summed_up(json.loads(done.stdout))


def summed_up(times: Mapping[str, list[float]]) -> dict[str, Any]:
    """Return each encoder's median in ms, and the median of its ratios to the first."""
    first = next(iter(times.values()))
    return {
        name: {
            "ms": statistics.median(each),
            "least": min(each),
            "ratio": statistics.median(a / b for a, b in zip(each, first, strict=True)),
        }
        for name, each in times.items()
    }


def _call(encoder: ImageEncoder, what: str, image: np.ndarray) -> Callable[[], object]:
    if what == "embed":
        return lambda: encoder.embed(image)
    ready = np.ascontiguousarray(image[: encoder.side, : encoder.side])
    return lambda: encoder.graph.run(ready)


def _median_ms(call: Callable[[], object], calls: int) -> float:
    taken = []
    for _ in range(calls):
        start = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)
