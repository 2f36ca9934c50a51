"""The metadata, read as Android's library reads it: by the numbers of its schema's fields."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema
from flatbuffers.number_types import Float32Flags, Int8Flags, Uint8Flags
from flatbuffers.table import Table

import vizsla
from vizsla.bundle import write_bundle
from vizsla.bundle.head import write_head
from vizsla.bundle.manifest_entries import Calibration, Label, Novelty, Threshold
from vizsla.bundle.prototypes import round_directions
from vizsla.publish.standalone import write_standalone

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.image_classification import ImageClassifier

LABELS = ("red\nfox", "hare\r\n", "\u2028", "<b>Käfer</b>")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A function with awkward labels and all that it may have, as a file."""
    bundle = vizsla.load("classify-image").bundle
    rng = np.random.default_rng(1)
    manifest = replace(
        bundle.manifest,
        name="animals",
        description="Tells animals apart.",
        version=3,
        labels=tuple(Label(each) for each in LABELS),
        least_known=0.5,
        threshold=Threshold(0.83, 0.97, 120, "120 examples"),
        calibration=Calibration("temperature", 1.5, 200, 0.03, 0.02, "200 examples"),
        novelty=Novelty(0.3),
        files={},
    )
    rows = len(manifest.labels) + 1
    head = write_head(
        rng.normal(0, 0.05, (rows, 1280)),
        np.zeros(rows),
        round_directions(rng.normal(0, 1, (2, 1280))),
    )
    files = {bundle.graph.file: bundle.read_graph(), "head.safetensors": head}
    write_bundle(tmp_path / "animals", manifest, files)
    return write_standalone(vizsla.load(tmp_path / "animals"), tmp_path / "animals.tflite")


class Read(Table):  # type: ignore[misc] # flatbuffers ships no types
    """A table of the metadata."""

    def at(self, slot: int) -> int:
        """Return at which byte a field is."""
        found = int(self.Offset(4 + 2 * slot))
        assert found, f"field {slot} is not there"
        return found + self.Pos

    def text(self, slot: int) -> str:
        """Return a text."""
        return str(self.String(self.at(slot)), "utf-8")

    def table(self, slot: int) -> Read:
        """Return a table."""
        return Read(self.Bytes, self.Indirect(self.at(slot)))

    def only(self, slot: int) -> Read:
        """Return the only table of a vector."""
        at = self.at(slot) - self.Pos
        assert self.VectorLen(at) == 1
        return Read(self.Bytes, self.Indirect(self.Vector(at)))

    def floats(self, slot: int) -> list[float]:
        """Return a vector of float32."""
        at = self.at(slot) - self.Pos
        start = self.Vector(at)
        return [self.Get(Float32Flags, start + 4 * n) for n in range(self.VectorLen(at))]


def metadata(path: Path) -> Read:
    """Return the metadata's root."""
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(path.read_bytes(), 0))
    (number,) = (each.buffer for each in model.metadata if each.name == b"TFLITE_METADATA")
    content = bytes(model.buffers[number].data)
    assert content[4:8] == b"M001"
    return Read(content, int.from_bytes(content[:4], "little"))


def test_the_description_names_the_threshold_and_the_calibration(written: Path) -> None:
    root = metadata(written)
    assert (root.text(0), root.text(2)) == ("animals", "3")
    description = root.text(1)
    assert description.startswith("Tells animals apart.\n")
    assert "none where 'none of these' has more than 0.5" in description
    assert "sure from a probability of 0.83" in description
    assert "calibration error 0.03 on 200 examples" in description
    assert "Not inside: the novelty check" in description
    assert "Apache-2.0" in root.text(5)
    assert root.text(7) == "1.0.0"


def test_the_input_is_an_rgb_image_with_unchanged_values(written: Path) -> None:
    image = metadata(written).only(3).only(2)
    assert image.text(0) == "image"
    assert "0.875 of the shorter side" in image.text(1)
    content = image.table(3)
    assert content.Get(Uint8Flags, content.at(0)) == 2  # ImageProperties
    properties = content.table(1)
    assert properties.Get(Int8Flags, properties.at(0)) == 1  # RGB
    process = image.only(4)
    assert process.Get(Uint8Flags, process.at(0)) == 1  # NormalizationOptions
    assert (process.table(1).floats(0), process.table(1).floats(1)) == ([0.0], [1.0])
    assert (image.table(5).floats(0), image.table(5).floats(1)) == ([255.0], [0.0])


def test_the_output_names_the_file_of_its_labels(written: Path) -> None:
    output = metadata(written).only(3).only(3)
    assert output.text(0) == "probabilities"
    assert (output.table(5).floats(0), output.table(5).floats(1)) == ([1.0], [0.0])
    labels = output.only(6)
    assert labels.text(0) == "labels.txt"
    assert labels.Get(Int8Flags, labels.at(2)) == 2  # TENSOR_AXIS_LABELS
    assert metadata(written).only(6).text(0) == "vizsla.json"


def test_a_line_break_in_a_label_does_not_break_the_list(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        text = archive.read("labels.txt").decode()
    lines = ["red fox", "hare", "label 2", "<b>Käfer</b>", "none of these"]
    assert text == "\n".join(lines) + "\n"
    assert text.splitlines() == lines


def test_the_attached_files_are_stored_without_compression(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["labels.txt", "vizsla.json"]
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_STORED}


def test_the_manifests_facts_are_attached_as_json(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        found = json.loads(archive.read("vizsla.json"))
    assert (found["name"], found["version"]) == ("animals", 3)
    assert [each["answer"] for each in found["answers"]] == [*LABELS, None]
    assert found["least_known"] == 0.5
    assert found["threshold"]["score"] == 0.83
    assert found["calibration"]["temperature"] == 1.5
    expected = {"resize": "crop", "crop": 0.875, "width": 224, "height": 224}
    assert expected.items() <= found["preprocessing"].items()
    assert len(found["not_inside"]) == 1


@pytest.mark.parametrize(("name", "lines"), [("dog-breeds", 122), ("classify-image", 1000)])
def test_there_is_a_line_for_each_probability(name: str, lines: int, tmp_path: Path) -> None:
    function: ImageClassifier = vizsla.load(name)
    with zipfile.ZipFile(write_standalone(function, tmp_path / "it.tflite")) as archive:
        found = archive.read("labels.txt").decode().splitlines()
        ids = [each.get("id") for each in json.loads(archive.read("vizsla.json"))["answers"]]
    assert len(found) == len(set(ids)) == lines
    assert found[: len(function.labels)] == list(function.labels)


def test_the_file_of_scores_that_count_the_presence_says_that_its_own_do_not(
    tmp_path: Path,
) -> None:
    function: ImageClassifier = vizsla.load("classify-image")
    with zipfile.ZipFile(write_standalone(function, tmp_path / "it.tflite")) as archive:
        presence, taxonomy = json.loads(archive.read("vizsla.json"))["not_inside"]
    assert "the presence" in presence
    assert "taxonomy" in taxonomy
