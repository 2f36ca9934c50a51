"""The file is run with plain ``ai-edge-litert``, as an app would, and never by Vizsla."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter
from PIL import Image

import vizsla
from vizsla.bundle import write_bundle
from vizsla.bundle.head import write_head
from vizsla.bundle.manifest import Label
from vizsla.bundle.operators import check_operators
from vizsla.errors import BundleDamagedError, FunctionClosedError, OptionError
from vizsla.modalities.image.resize import crop_and_resize
from vizsla.publish.standalone import write_standalone
from vizsla.publish.standalone.model_writer import Model

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.image_classification import Classifier

CLOSE = 1e-5
SHIPPED = ("classify-image", "dog-breeds")
PICTURES = ("chelsea.png", "rocket.jpg", "coffee.png", "brick.png", "grass.png", "gravel.png")


def run(path: Path, pixels: np.ndarray) -> np.ndarray:
    """Return what the file gives for a picture, (probabilities,) float64."""
    interpreter = Interpreter(str(path), num_threads=1)
    interpreter.allocate_tensors()
    (taken,), (given,) = interpreter.get_input_details(), interpreter.get_output_details()
    assert (taken["dtype"], given["dtype"]) == (np.uint8, np.float32)
    assert given["name"] == "probabilities"
    interpreter.set_tensor(taken["index"], pixels[None])
    interpreter.invoke()
    (found,) = interpreter.get_tensor(given["index"]).astype(np.float64)
    return np.array(found)


def assert_same(function: Classifier, path: Path, photographs: Path) -> np.ndarray:
    """Compare on real pictures; return what the file gave."""
    found = []
    for name in PICTURES:
        picture = Image.open(photographs / name).convert("RGB")
        given = run(path, crop_and_resize(picture, 224))
        scores = function.scores(picture)
        expected = np.append(scores, 1 - scores.sum())[: len(given)]
        np.testing.assert_allclose(given, expected, rtol=0, atol=CLOSE)
        found.append(given)
    return np.array(found)


def made(tmp_path: Path, rows: int, labels: int) -> Classifier:
    """Make a function of a head whose rows are random, so that every one of them counts."""
    bundle = vizsla.load("classify-image").bundle
    rng = np.random.default_rng(rows)
    weights, bias = rng.normal(0, 0.05, (rows, 1280)), rng.normal(0, 1, rows)
    names = tuple(Label(f"label {n}") for n in range(labels))
    manifest = replace(bundle.manifest, name="made", labels=names, files={})
    files = {bundle.graph.file: bundle.read_graph(), "head.safetensors": write_head(weights, bias)}
    write_bundle(tmp_path / "made", manifest, files)
    function: Classifier = vizsla.load(tmp_path / "made")
    return function


def operators(content: bytes) -> list[tuple[int, int]]:
    """Return each operator's code and version, in the order in which they run."""
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(content, 0))
    codes = [(each.builtinCode, each.version) for each in model.operatorCodes]
    return [codes[each.opcodeIndex] for each in model.subgraphs[0].operators]


def test_a_users_function_gives_its_scores_without_vizsla(
    own: Classifier, tmp_path: Path, photographs: Path
) -> None:
    path = write_standalone(own, tmp_path / "textures.tflite")
    given = assert_same(own, path, photographs)
    assert [own.labels[n] for n in given[3:].argmax(axis=1)] == ["brick", "grass", "gravel"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_function_gives_its_scores_without_vizsla(
    name: str, tmp_path: Path, photographs: Path
) -> None:
    function: Classifier = vizsla.load(name)
    assert_same(function, write_standalone(function, tmp_path / "it.tflite"), photographs)


def test_it_tells_breeds_of_real_dogs_as_vizsla_does(images: Path, tmp_path: Path) -> None:
    breeds: Classifier = vizsla.load("dog-breeds")
    path = write_standalone(breeds, tmp_path / "breeds.tflite")
    for each in (images / "things" / name for name in ("german_shepherd.jpg", "kitten.jpg")):
        picture = Image.open(each).convert("RGB")
        scores, given = breeds.scores(picture), run(path, crop_and_resize(picture, 224))
        np.testing.assert_allclose(given[:-1], scores, rtol=0, atol=CLOSE)
        assert given[-1] == pytest.approx(1 - scores.sum(), abs=CLOSE)


@pytest.mark.parametrize(
    ("rows", "labels", "outputs"), [(4, 4, 4), (4, 3, 4), (7, 3, 4), (1, 1, 1), (2, 1, 2)]
)
def test_rows_beyond_the_labels_become_one_probability(
    rows: int, labels: int, outputs: int, tmp_path: Path, photographs: Path
) -> None:
    function = made(tmp_path, rows, labels)
    given = assert_same(function, write_standalone(function, tmp_path / "it.tflite"), photographs)
    assert given.shape == (len(PICTURES), outputs)
    np.testing.assert_allclose(given.sum(axis=1), 1, atol=CLOSE)


def test_only_operators_in_their_first_version_are_added(tmp_path: Path) -> None:
    function = made(tmp_path, 7, 3)
    graph = function.bundle.read_graph()
    content = write_standalone(function, tmp_path / "it.tflite").read_bytes()
    names = schema.BuiltinOperator
    ours = [
        (names.DEQUANTIZE, 1),
        (names.MEAN, 1),
        (names.FULLY_CONNECTED, 1),
        (names.SOFTMAX, 1),
        (names.FULLY_CONNECTED, 1),
    ]
    assert operators(content) == operators(graph) + ours
    check_operators(content, "it.tflite")


def test_the_backbone_stays_as_it_is(own: Classifier, tmp_path: Path) -> None:
    graph = own.bundle.read_graph()
    content = write_standalone(own, tmp_path / "it.tflite").read_bytes()
    assert content.find(graph) % 16 == 0
    old, new = (
        schema.ModelT.InitFromObj(schema.Model.GetRootAs(each, 0)) for each in (graph, content)
    )
    kept = {each.name: bytes(new.buffers[each.buffer].data) for each in new.metadata}
    assert old.metadata
    for each in old.metadata:
        assert kept[each.name] == bytes(old.buffers[each.buffer].data)


def test_it_can_be_called_by_its_signature(own: Classifier, tmp_path: Path) -> None:
    path = write_standalone(own, tmp_path / "it.tflite")
    runner = Interpreter(str(path)).get_signature_runner("serving_default")
    given = runner(image=np.zeros((1, 224, 224, 3), np.uint8))
    assert given["probabilities"].shape == (1, len(own.labels))


def test_it_costs_little_more_than_its_weights(own: Classifier, tmp_path: Path) -> None:
    path = write_standalone(own, tmp_path / "it.tflite")
    weights = own.bundle.head().weights.size * 4
    assert path.stat().st_size < len(own.bundle.read_graph()) + weights + 20_000


def test_the_same_function_gives_the_same_file(own: Classifier, tmp_path: Path) -> None:
    first, second = (write_standalone(own, tmp_path / f"{n}.tflite") for n in (1, 2))
    assert first.read_bytes() == second.read_bytes()
    assert zipfile.is_zipfile(first)


@pytest.mark.parametrize("name", ["detect-objects", "describe-image"])
def test_only_classifiers_can_be_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=f"'{name}' is of kind '(detect|describe)'"):
        write_standalone(vizsla.load(name), tmp_path / "it.tflite")
    assert not any(tmp_path.iterdir())


def test_a_closed_function_is_refused(tmp_path: Path) -> None:
    function = made(tmp_path, 2, 2)
    function.close()
    with pytest.raises(FunctionClosedError):
        write_standalone(function, tmp_path / "it.tflite")


def test_a_head_that_would_need_too_large_a_sum_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="5202 rows for 5000 labels"):
        write_standalone(made(tmp_path, 5202, 5000), tmp_path / "it.tflite")


@pytest.mark.parametrize("graph", [b"", b"no graph", b"\x08\0\0\0TFL3" + bytes(40), b"\xff" * 64])
def test_what_is_no_graph_is_refused(graph: bytes) -> None:
    with pytest.raises(BundleDamagedError, match=r"backbone\.tflite is not a \.tflite graph"):
        Model(graph, "backbone.tflite")
