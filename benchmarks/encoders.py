"""Compare the image encoders: accuracy, time, bytes; ``encoders.py --quick`` for a first look.

It writes ``results/encoders/DATE.json``, and its section of ``docs/benchmarks/calling.md``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import skimage
from PIL import Image

import encoder_accuracy
import encoder_sets
import encoder_speed
import encoder_table
import machine
import table
from measured import store_results
from needed_data import say_missing

if TYPE_CHECKING:
    from vizsla.encoders.image_encoder import ImageEncoder

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results" / "encoders"
EXAMPLES = 12  # a label of the function that is timed
NAMES = ("efficientnet-lite0", "efficientnet-lite2")


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    most: int | None  # images of a set; all by default
    rounds: int
    calls: int
    quick: bool


FULL = Effort(None, 15, 15, quick=False)
QUICK = Effort(200, 3, 5, quick=True)


def collect(effort: Effort) -> dict[str, Any]:
    """Measure everything."""
    from vizsla.encoders.registry import encoder_named  # noqa: PLC0415 - after the options are read

    missing = say_missing(
        {name: partial(encoder_sets.look_for, name) for name in encoder_sets.SETS}
    )
    encoders = {name: encoder_named(name, "image") for name in NAMES}
    for each in encoders.values():
        each.self_test()
    found: dict[str, Any] = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "quick": effort.quick,
        "machine": machine.describe(),
        "load": round(os.getloadavg()[0], 1),
        "bytes": {name: _graph_bytes(each) for name, each in encoders.items()},
        "side": {name: each.side for name, each in encoders.items()},
        "missing": missing,
        "sets": {},
    }
    print("measuring: times", flush=True)
    found["python"] = encoder_speed.in_python(encoders, effort.rounds, effort.calls)
    with tempfile.TemporaryDirectory() as scratch:
        bundles = {name: _function(name, Path(scratch)) for name in NAMES}
        found["node"] = encoder_speed.in_node(bundles, effort.rounds, effort.calls)
    for name, (_, source) in encoder_sets.SETS.items():
        if name in missing:
            continue
        print(f"measuring: {name}", flush=True)
        examples = list(source())
        order = np.random.default_rng(0).permutation(len(examples))[: effort.most]
        examples = [examples[each] for each in order]
        contents = [each.read() for each in examples]
        embeddings = {name: _embedded(each, contents) for name, each in encoders.items()}
        labels = np.array([each.label for each in examples])
        found["sets"][name] = encoder_accuracy.accuracy(embeddings, labels)
    return found


def _embedded(encoder: ImageEncoder, contents: list[bytes]) -> np.ndarray:
    from vizsla.modalities.image.load_image import load_pixels  # noqa: PLC0415 - as above

    return np.array([encoder.embed(load_pixels(each)).values for each in contents])


def _graph_bytes(encoder: ImageEncoder) -> int:
    return sum(len(each) for each in encoder.bundle_files().files.values())


def _function(encoder: str, scratch: Path) -> Path:
    """Make a function on an encoder, of scikit-image's textures; return its bundle."""
    import vizsla  # noqa: PLC0415 - as above

    for label in ("brick", "grass", "gravel"):
        folder = scratch / "textures" / label
        folder.mkdir(parents=True, exist_ok=True)
        whole = Image.open(Path(skimage.__file__).parent / "data" / f"{label}.png")
        for number in range(EXAMPLES):
            left, top = 96 * (number % 4), 96 * (number // 4)
            whole.crop((left, top, left + 96, top + 96)).save(folder / f"{number}.png")
    vizsla.learn(scratch / "textures", save=scratch / encoder, encoder=encoder)
    return scratch / encoder


def main() -> int:
    """Measure, and write the figures."""
    parser = argparse.ArgumentParser(prog="encoders.py", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little data, and nothing is written")
    effort = QUICK if parser.parse_args().quick else FULL
    found = collect(effort)
    if not effort.quick:
        store_results(RESULTS, found)
        table.rewrite()
    print(encoder_table.markdown(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
