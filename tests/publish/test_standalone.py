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
from vizsla.bundle.graph import ALLOWED
from vizsla.bundle.head import write_head
from vizsla.bundle.manifest_entries import Label
from vizsla.errors import BundleDamagedError, FunctionClosedError, OptionError
from vizsla.modalities.image.resize import crop_and_resize
from vizsla.publish.standalone import write_standalone
from vizsla.publish.standalone.model_writer import GraphExtender

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.image_classification import ImageClassifier

CLOSE = 1e-5
SHIPPED = ("classify-image", "dog-breeds")
IMAGES = ("chelsea.png", "rocket.jpg", "coffee.png", "brick.png", "grass.png", "gravel.png")


def run(path: Path, pixels: np.ndarray) -> np.ndarray:
    """Return the file's probabilities for an image, (probabilities,) float64."""
    interpreter = Interpreter(str(path), num_threads=1)
    interpreter.allocate_tensors()
    (inputs,), (outputs,) = interpreter.get_input_details(), interpreter.get_output_details()
    assert (inputs["dtype"], outputs["dtype"]) == (np.uint8, np.float32)
    assert outputs["name"] == "probabilities"
    interpreter.set_tensor(inputs["index"], pixels[None])
    interpreter.invoke()
    (found,) = interpreter.get_tensor(outputs["index"]).astype(np.float64)
    return np.array(found)


def assert_same(function: ImageClassifier, path: Path, photographs: Path) -> np.ndarray:
    """Compare the file with the function on photographs; return the file's probabilities."""
    found = []
    for name in IMAGES:
        image = Image.open(photographs / name).convert("RGB")
        given = run(path, crop_and_resize(image, 224))
        scores = function.scores(image)
        expected = np.append(scores, 1 - scores.sum())[: len(given)]
        np.testing.assert_allclose(given, expected, rtol=0, atol=CLOSE)
        found.append(given)
    return np.array(found)


def made(tmp_path: Path, rows: int, labels: int) -> ImageClassifier:
    """Make a function of a head whose rows are random, so that every one of them counts."""
    bundle = vizsla.load("classify-image").bundle
    rng = np.random.default_rng(rows)
    weights, bias = rng.normal(0, 0.05, (rows, 1280)), rng.normal(0, 1, rows)
    names = tuple(Label(f"label {n}") for n in range(labels))
    manifest = replace(bundle.manifest, name="made", labels=names, files={})
    files = {bundle.graph.file: bundle.read_graph(), "head.safetensors": write_head(weights, bias)}
    write_bundle(tmp_path / "made", manifest, files)
    function: ImageClassifier = vizsla.load(tmp_path / "made")
    return function


def operators(content: bytes) -> list[tuple[int, int]]:
    """Return each operator's code and version, in the order in which they run."""
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(content, 0))
    codes = [(each.builtinCode, each.version) for each in model.operatorCodes]
    return [codes[each.opcodeIndex] for each in model.subgraphs[0].operators]


def test_a_users_function_gives_its_scores_without_vizsla(
    own: ImageClassifier, tmp_path: Path, photographs: Path
) -> None:
    path = write_standalone(own, tmp_path / "textures.tflite")
    given = assert_same(own, path, photographs)
    assert [own.labels[n] for n in given[3:].argmax(axis=1)] == ["brick", "grass", "gravel"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_function_gives_its_scores_without_vizsla(
    name: str, tmp_path: Path, photographs: Path
) -> None:
    function: ImageClassifier = vizsla.load(name)
    assert_same(function, write_standalone(function, tmp_path / "own.tflite"), photographs)


def test_the_file_gives_vizslas_scores_for_photographs_of_dogs_and_others(
    images: Path, tmp_path: Path
) -> None:
    breeds: ImageClassifier = vizsla.load("dog-breeds")
    path = write_standalone(breeds, tmp_path / "breeds.tflite")
    for each in (images / "things" / name for name in ("german_shepherd.jpg", "kitten.jpg")):
        image = Image.open(each).convert("RGB")
        scores, given = breeds.scores(image), run(path, crop_and_resize(image, 224))
        np.testing.assert_allclose(given[:-1], scores, rtol=0, atol=CLOSE)
        assert given[-1] == pytest.approx(1 - scores.sum(), abs=CLOSE)


@pytest.mark.parametrize(
    ("rows", "labels", "outputs"), [(4, 4, 4), (4, 3, 4), (7, 3, 4), (1, 1, 1), (2, 1, 2)]
)
def test_rows_beyond_the_labels_become_one_probability(
    rows: int, labels: int, outputs: int, tmp_path: Path, photographs: Path
) -> None:
    function = made(tmp_path, rows, labels)
    given = assert_same(function, write_standalone(function, tmp_path / "own.tflite"), photographs)
    assert given.shape == (len(IMAGES), outputs)
    np.testing.assert_allclose(given.sum(axis=1), 1, atol=CLOSE)


def test_only_operators_in_their_first_version_are_added(tmp_path: Path) -> None:
    function = made(tmp_path, 7, 3)
    graph = function.bundle.read_graph()
    content = write_standalone(function, tmp_path / "own.tflite").read_bytes()
    names = schema.BuiltinOperator
    ours = [
        (names.DEQUANTIZE, 1),
        (names.MEAN, 1),
        (names.FULLY_CONNECTED, 1),
        (names.SOFTMAX, 1),
        (names.FULLY_CONNECTED, 1),
    ]
    assert operators(content) == operators(graph) + ours
    assert {number for number, _ in operators(content)} <= ALLOWED.keys()


def contents(value: object) -> object:
    """Return an object of the schema as plain values that can be compared."""
    if isinstance(value, np.ndarray):
        return str(value.dtype), value.tobytes()
    if isinstance(value, list):
        return [contents(each) for each in value]
    if hasattr(value, "__dict__"):
        return {key: contents(each) for key, each in vars(value).items()}
    return value


def test_the_backbones_tensors_operators_and_metadata_stay_as_they_are(
    own: ImageClassifier, tmp_path: Path
) -> None:
    graph = own.bundle.read_graph()
    content = write_standalone(own, tmp_path / "own.tflite").read_bytes()
    old, new = (
        schema.ModelT.InitFromObj(schema.Model.GetRootAs(each, 0)) for each in (graph, content)
    )
    before, after = old.subgraphs[0], new.subgraphs[0]
    for part in ("tensors", "operators"):
        kept = getattr(after, part)[: len(getattr(before, part))]
        assert contents(kept) == contents(getattr(before, part))
    for part in ("buffers", "operatorCodes", "metadata"):
        kept = getattr(new, part)[: len(getattr(old, part))]
        assert contents(kept) == contents(getattr(old, part))


def test_the_data_of_every_buffer_is_aligned(own: ImageClassifier, tmp_path: Path) -> None:
    content = write_standalone(own, tmp_path / "own.tflite").read_bytes()
    model = schema.Model.GetRootAs(content, 0)
    buffers = [model.Buffers(number)._tab for number in range(model.BuffersLength())]
    starts = [each.Vector(each.Offset(4)) for each in buffers if each.Offset(4)]
    assert starts
    assert {each % 16 for each in starts} == {0}


def test_the_file_can_be_called_by_its_signature(own: ImageClassifier, tmp_path: Path) -> None:
    path = write_standalone(own, tmp_path / "own.tflite")
    runner = Interpreter(str(path)).get_signature_runner("serving_default")
    given = runner(image=np.zeros((1, 224, 224, 3), np.uint8))
    assert given["probabilities"].shape == (1, len(own.labels))


def test_the_file_is_little_larger_than_graph_and_weights(
    own: ImageClassifier, tmp_path: Path
) -> None:
    path = write_standalone(own, tmp_path / "own.tflite")
    weights = own.bundle.head().weights.size * 4
    assert path.stat().st_size < len(own.bundle.read_graph()) + weights + 20_000


def test_the_same_function_gives_the_same_file(own: ImageClassifier, tmp_path: Path) -> None:
    first, second = (write_standalone(own, tmp_path / f"{n}.tflite") for n in (1, 2))
    assert first.read_bytes() == second.read_bytes()
    assert zipfile.is_zipfile(first)


@pytest.mark.parametrize("name", ["detect-objects", "describe-image"])
def test_only_classifiers_can_be_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(
        OptionError, match=f"'{name}' is of kind '(object-detection|image-description)'"
    ):
        write_standalone(vizsla.load(name), tmp_path / "own.tflite")
    assert not any(tmp_path.iterdir())


def test_a_closed_function_is_refused(tmp_path: Path) -> None:
    function = made(tmp_path, 2, 2)
    function.close()
    with pytest.raises(FunctionClosedError):
        write_standalone(function, tmp_path / "own.tflite")


def test_a_head_that_would_need_too_large_a_sum_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="5202 rows for 5000 labels"):
        write_standalone(made(tmp_path, 5202, 5000), tmp_path / "own.tflite")


@pytest.mark.parametrize("graph", [b"", b"no graph", b"\x08\0\0\0TFL3" + bytes(40), b"\xff" * 64])
def test_a_file_that_is_no_graph_is_refused(graph: bytes) -> None:
    with pytest.raises(BundleDamagedError, match=r"backbone\.tflite is not a \.tflite graph"):
        GraphExtender(graph, "backbone.tflite")
