"""Builds the data of packages/vizsla-accurate: EfficientNet-Lite2's graph, and encoder.json."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import packages
from bundles import Graph
from checkpoint import read_checkpoint
from classifier import LITE2, build_backbone
from photographs import crops

from vizsla.bundle.manifest_entries import Licence

PACKAGE = Path(__file__).parents[2] / "packages" / "vizsla-accurate" / "src" / "vizsla_accurate"
DIMENSION = 1280
# 260 of 292 pixels of the shorter side, as in tensorflow/tpu's efficientnet/preprocessing.py when
# the network was published (CROP_PADDING = 32), and 0.890 in timm: to the next 64th, because the
# product with a whole number is then exact in binary, the same everywhere.
CROP = 57 / 64
LICENCE = Licence("EfficientNet-Lite2, trained on ImageNet-1k", "Apache-2.0", "tensorflow/tpu")


def build_encoder_package(target: Path) -> None:
    """Write the graph and its description, encoder.json, into an empty folder."""
    state = read_checkpoint(packages.python_file(packages.LITE2_CHECKPOINT))
    print("the accurate backbone: quantising", flush=True)
    graph = Graph("efficientnet-lite2.tflite", build_backbone(LITE2, state, crops(LITE2.side)))
    entry = {
        "format": 1,
        "name": "efficientnet-lite2",
        "input": {"modality": "image", "resize": "crop", "crop": CROP},
        "graph": {"file": graph.file, "sha256": graph.sha256, "self_test": graph.self_test},
        "dimension": DIMENSION,
        "licences": [asdict(LICENCE)],
        "provenance": {
            "made_by": "scripts/build_weights",
            "sources": [asdict(packages.LITE2_CHECKPOINT)],
            "calibration": packages.CALIBRATION,
        },
    }
    target.mkdir(parents=True)
    (target / graph.file).write_bytes(graph.content)
    text = json.dumps(entry, indent=1, ensure_ascii=False) + "\n"
    (target / "encoder.json").write_text(text, encoding="utf-8")
