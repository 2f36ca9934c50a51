"""Measures the loss of the conversion to int8, on photographs that the networks were trained on.

``python scripts/build_weights/measure_conversion.py IMAGES`` in the environment that builds the
weights, where the folder holds one photograph for each of 200 of ImageNet's classes, as
``SYNSET_name.JPEG`` (EliSchwartz/imagenet-sample-images). The float32 network and the int8 graph
get the same views, and then the network's own head of 1,000 classes in float64. The figures go into
measured.json.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np
import packages
import tensorflow as tf
from bundles import CROP as LITE0_CROP
from checkpoint import read_checkpoint
from classifier import LITE0, LITE2, features, normalised
from encoder_package import CROP as LITE2_CROP
from encoder_package import PACKAGE
from labels import imagenet_labels
from PIL import Image

from vizsla.modalities.image.image_modality import IMAGE
from vizsla.modalities.image.resize import crop_and_resize
from vizsla.runtime.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from classifier import Network

TARGET = Path(__file__).with_name("measured.json")
WEIGHTS = Path(__file__).parents[2] / "src" / "vizsla" / "weights"
VIEWS = 6  # of each photograph: the centre, as functions take it, and random squares
MEASURED_ON = (
    "six views each of photographs of 200 of ImageNet's classes, which the network was trained on: "
    "that proves the conversion, and says nothing of new images"
)


@dataclass(frozen=True)
class Conversion:
    """A network and its converted graph."""

    network: Network
    checkpoint: packages.Source
    graph: Path
    crop: float


def conversions() -> dict[str, Conversion]:
    """Return the networks by the names of their encoders."""
    manifest = json.loads((WEIGHTS / "classify-image" / "function.json").read_text("utf-8"))
    shipped = manifest["files"]["backbone.tflite"]["sha256"]
    return {
        "efficientnet-lite0": Conversion(
            LITE0, packages.CHECKPOINT, WEIGHTS / "graphs" / f"{shipped}.tflite", LITE0_CROP
        ),
        "efficientnet-lite2": Conversion(
            LITE2, packages.LITE2_CHECKPOINT, PACKAGE / "efficientnet-lite2.tflite", LITE2_CROP
        ),
    }


def views(path: Path, side: int, crop: float) -> Iterator[np.ndarray]:
    """Iterate over the views of a photograph, the same ones every time, half of them mirrored."""
    with Image.open(path) as file:
        image = np.asarray(file.convert("RGB"))
    yield crop_and_resize(image, side, crop)
    rng = np.random.default_rng(len(image))
    height, width = image.shape[:2]
    for number in range(VIEWS - 1):
        edge = round(min(height, width) * rng.uniform(0.6, 1))
        x, y = rng.integers(0, width - edge + 1), rng.integers(0, height - edge + 1)
        square = crop_and_resize(image[y : y + edge, x : x + edge], side, 1)
        yield np.ascontiguousarray(square[:, :: 1 if number % 2 else -1])


def measure(conversion: Conversion, images: Path, ids: list[str]) -> dict[str, float | int | str]:
    """Return the accuracy of both networks, the share of equal labels, and the median cosine."""
    state = read_checkpoint(packages.python_file(conversion.checkpoint))
    weights = state["_fc.weight"].astype(np.float64)
    bias = state["_fc.bias"].astype(np.float64)
    graph = Graph(conversion.graph.read_bytes(), "", None, IMAGE.self_test_input)
    network = conversion.network
    exact = tf.function(lambda x: tf.reduce_mean(features(network, state, x), (1, 2)))
    rows, cosines = [], []
    for path in sorted(images.glob("n*.*")):
        wanted = ids.index(path.name.partition("_")[0])
        crops = list(views(path, network.side, conversion.crop))
        floats = exact(np.stack([normalised(each) for each in crops])).numpy().astype(np.float64)
        for embedding, view in zip(floats, crops, strict=True):
            (output,) = graph.run(view)
            whole = output.values.astype(np.float64) - output.zero_point
            converted = whole.mean(axis=(0, 1, 2)) * output.scale
            answers = [int(np.argmax(weights @ each + bias)) for each in (embedding, converted)]
            rows.append([answers[0] == wanted, answers[1] == wanted, answers[0] == answers[1]])
            lengths = np.linalg.norm(embedding) * np.linalg.norm(converted)
            cosines.append(float(embedding @ converted / lengths))
    float32, int8, agreement = np.mean(rows, axis=0).round(4).tolist()
    centre32, centre8, _ = np.mean(rows[::VIEWS], axis=0).round(4).tolist()
    return {
        "centre_float32": centre32,
        "centre_int8": centre8,
        "float32": float32,
        "int8": int8,
        "same_label": agreement,
        "median_cosine": round(float(np.median(cosines)), 4),
        "views": len(rows),
        "measured_on": MEASURED_ON,
    }


def main() -> None:
    """Measure the conversions, and write the figures."""
    classes = packages.python_file(packages.CLASSES).parent
    labels = imagenet_labels(packages.npm_archive(packages.WORDNET), classes)
    ids, images = [each.id for each in labels], Path(sys.argv[1])
    measured = json.loads(TARGET.read_text(encoding="utf-8"))
    measured["conversion"] = {
        name: measure(each, images, ids) for name, each in conversions().items()
    }
    TARGET.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measured["conversion"], indent=1))


if __name__ == "__main__":
    main()
