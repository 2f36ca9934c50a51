"""The lean builds of the engine answer for Vizsla's graphs; for others the whole one does."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from vizsla.bundle.head import write_head
from vizsla.modalities.image.image_modality import IMAGE
from vizsla.runtime import Graph
from vizsla.runtime.self_test import digest
from vizsla.runtime.tflite_schema import schema, write_model

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.website import Site

SIDE = 16
SHIPPED = ["classify-image", "describe-image", "detect-objects", "dog-breeds"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_lean_build_runs_every_shipped_function(name: str, page: Page, site: Site) -> None:
    found = page.evaluate(
        """async (name) => {
          const { engine, load } = await import("/vizsla/index.js");
          const { score } = await (await load(name))(new ImageData(320, 200));
          return [score >= 0, (await engine()).variant];
        }""",
        name,
    )
    assert found == [True, "relaxed-lean"]
    assert [each.path for each in site.asked(".wasm.gz")] == [
        "/vizsla/engine/litert_wasm_lean.wasm.gz"
    ]


def test_a_strangers_graph_that_stops_the_lean_build_runs_on_the_whole_one(
    bundle: Path, page: Page, site: Site, photographs: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(bundle, tmp_path / "pooled")
    graph = pooling_graph()
    labels = json.loads((folder / "function.json").read_text())["labels"]
    weights = np.arange(3 * len(labels), dtype=np.float32).reshape(len(labels), 3) / 9
    publish(folder, graph, write_head(weights, np.zeros(len(labels), np.float32)))
    site.folders["/pooled/"] = folder
    site.files["/photo.png"] = (photographs / "grass.png").read_bytes()
    found = page.evaluate("""async () => {
      const { classifyImage, engine, load } = await import("/vizsla/index.js");
      const { score } = await (await load("/pooled/"))("/photo.png");
      const { variant } = await engine();
      const { answer } = await classifyImage("/photo.png");
      return [score, variant, (await engine()).variant, answer];
    }""")
    assert found == [
        pytest.approx(vizsla.load(folder)(photographs / "grass.png").score, abs=1e-6),
        "relaxed",
        "relaxed-lean",  # of the shipped graphs, which a stranger's does not slow down
        vizsla.classify_image(photographs / "grass.png").answer,
    ]


def pooling_graph() -> bytes:
    """Return a graph of an operator that none of Vizsla's graphs has."""
    model, graph = schema.ModelT(), schema.SubGraphT()
    model.version, model.buffers = 3, [schema.BufferT()]
    graph.tensors = [tensor("image", SIDE), tensor("features", SIDE // 2)]
    graph.inputs, graph.outputs = np.array([0], np.int32), np.array([1], np.int32)
    operator, options = schema.OperatorT(), schema.Pool2DOptionsT()
    options.strideW = options.strideH = options.filterWidth = options.filterHeight = 2
    operator.builtinOptions, operator.builtinOptionsType = (
        options,
        schema.BuiltinOptions.Pool2DOptions,
    )
    operator.inputs, operator.outputs = graph.inputs, graph.outputs
    code = schema.OperatorCodeT()
    code.builtinCode = code.deprecatedBuiltinCode = schema.BuiltinOperator.MAX_POOL_2D
    code.version = 2
    graph.operators, model.operatorCodes, model.subgraphs = [operator], [code], [graph]
    return write_model(model)


def tensor(name: str, side: int) -> object:
    made, quantization = schema.TensorT(), schema.QuantizationParametersT()
    quantization.scale, quantization.zeroPoint = np.array([1 / 99], np.float32), np.array([0])
    made.name, made.shape, made.buffer = name, np.array([1, side, side, 3], np.int32), 0
    made.type, made.quantization = schema.TensorType.UINT8, quantization
    return made


def publish(folder: Path, graph: bytes, head: bytes) -> None:
    """Write a graph and a head into a bundle."""
    ran = Graph(graph, "0" * 64, None, IMAGE.self_test_input)
    outputs = ran.run(IMAGE.self_test_input(ran.input_shape))
    manifest = json.loads((folder / "function.json").read_text())
    manifest["graph"]["self_test"] = digest([each.values for each in outputs])
    manifest["encoder"]["dimension"] = 3
    manifest["novelty"] = None
    for name, content in (("backbone.tflite", graph), ("head.safetensors", head)):
        (folder / name).write_bytes(content)
        entry = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        manifest["files"][name] |= entry
    (folder / "function.json").write_text(json.dumps({**manifest, "digest": None}))
