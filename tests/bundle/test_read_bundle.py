from __future__ import annotations

import json
import os
import shutil
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from vizsla import errors
from vizsla.bundle import read_bundle, write_bundle
from vizsla.bundle.bundle_files import MOST_BYTES
from vizsla.bundle.head import read_head, write_head

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(bundle: Path, tmp_path: Path) -> Path:
    return shutil.copytree(bundle, tmp_path / "copy")


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in folder.iterdir():
            archive.write(each, each.name)
    return path


def test_a_zip_answers_as_its_folder_does(copy: Path, photographs: Path) -> None:
    image = photographs / "grass.png"
    assert vizsla.load(zipped(copy))(image) == vizsla.load(copy)(image)


@pytest.mark.parametrize("name", ["backbone.tflite", "head.safetensors", "README.md"])
@pytest.mark.parametrize("how", ["missing", "empty", "one bit", "truncated"])
def test_a_damaged_file_is_named(copy: Path, name: str, how: str) -> None:
    path = copy / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    match how:
        case "missing":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
        case "one bit":
            path.write_bytes(content)
        case "truncated":
            path.write_bytes(content[:-1])
    with pytest.raises(errors.BundleDamagedError, match=name):
        read_bundle(copy).read(name)


def test_a_damaged_bundle_never_answers(copy: Path, photographs: Path) -> None:
    (copy / "head.safetensors").write_bytes(b"\x00" * 100)
    with pytest.raises(errors.BundleDamagedError, match=r"head\.safetensors"):
        vizsla.load(copy)(photographs / "grass.png")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"{}", b"\xff", b"[" * 100_000])
def test_a_file_that_is_no_manifest_is_refused(copy: Path, content: bytes) -> None:
    (copy / "function.json").write_bytes(content)
    with pytest.raises(errors.BundleDamagedError, match=r"function\.json"):
        vizsla.load(copy)


def test_the_error_for_a_later_format_asks_for_an_upgrade(copy: Path) -> None:
    manifest = json.loads((copy / "function.json").read_text())
    (copy / "function.json").write_text(json.dumps({**manifest, "format": 99}))
    with pytest.raises(errors.BundleTooNewError, match="pip install --upgrade vizsla"):
        vizsla.load(copy)


def test_the_error_for_a_folder_without_a_function_shows_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(errors.FunctionNotFoundError, match="vizsla learn"):
        vizsla.load(tmp_path)


def test_the_error_for_an_unknown_name_lists_the_functions() -> None:
    with pytest.raises(errors.FunctionNotFoundError, match="dog-breeds"):
        vizsla.load("dog-breds")


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/b", "..", "C:evil", "a\\b"])
def test_a_zip_with_a_file_outside_of_it_is_refused(copy: Path, name: str) -> None:
    path = zipped(copy)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "evil")
    with pytest.raises(errors.BundleDamagedError, match="outside"):
        vizsla.load(path)


@pytest.mark.parametrize("name", ["../secret", "..", "a/b"])
def test_a_manifest_that_names_a_file_outside_is_refused(copy: Path, name: str) -> None:
    (copy.parent / "secret").write_text("secret")
    manifest = json.loads((copy / "function.json").read_text())
    manifest["files"][name] = manifest["files"]["README.md"]
    (copy / "function.json").write_text(json.dumps(manifest))
    with pytest.raises(errors.BundleDamagedError, match="outside"):
        read_bundle(copy).read(name)


def test_a_zip_with_a_too_large_file_is_refused(copy: Path) -> None:
    path = copy.with_suffix(".zip")
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("function.json", "w") as file,
    ):
        for _ in range(MOST_BYTES // 2**20 + 1):
            file.write(b" " * 2**20)
    assert path.stat().st_size < 2**20
    with pytest.raises(errors.BundleDamagedError, match="no file of a bundle"):
        vizsla.load(path)


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "function.zip"
    path.write_bytes(os.urandom(1000))
    with pytest.raises(errors.BundleDamagedError, match=r"\.zip"):
        vizsla.load(path)


def test_a_head_with_a_nan_is_refused() -> None:
    weights = np.full((2, 4), np.nan)
    with pytest.raises(errors.BundleDamagedError, match="finite"):
        read_head(write_head(weights, np.zeros(2)), "head", 2)


def test_a_head_with_fewer_rows_than_labels_is_refused() -> None:
    with pytest.raises(errors.BundleDamagedError, match="3 labels"):
        read_head(write_head(np.zeros((2, 4)), np.zeros(2)), "head", 3)


def test_an_int8_head_is_close_to_its_float32_head() -> None:
    rng = np.random.default_rng(0)
    weights, bias = rng.normal(size=(5, 1280)), rng.normal(size=5)
    small = read_head(write_head(weights, bias, small=True), "head", 5)
    assert np.abs(small.weights * small.scale[:, None] - weights).max() < 0.02


def rewritten(folder: Path, **changed: object) -> Path:
    manifest = json.loads((folder / "function.json").read_text())
    (folder / "function.json").write_text(json.dumps({**manifest, **changed}))
    return folder


def test_a_graph_of_another_kind_is_refused(copy: Path, photographs: Path) -> None:
    threshold = {"score": 0.5, "examples": 0, "measured_on": ""}
    function = vizsla.load(
        rewritten(copy, kind="object-detection", decoder={"name": "nanodet"}, threshold=threshold)
    )
    with pytest.raises(errors.BundleDamagedError, match="not a detector's"):
        function(photographs / "grass.png")


def test_a_head_for_another_encoder_is_refused(
    bundle: Path, photographs: Path, tmp_path: Path
) -> None:
    original = read_bundle(bundle)
    files = {name: original.read(name) for name in original.manifest.files}
    files["head.safetensors"] = write_head(np.zeros((3, 640)), np.zeros(3))
    write_bundle(tmp_path / "other", original.manifest, files)
    with pytest.raises(errors.BundleDamagedError, match="640 channels"):
        vizsla.load(tmp_path / "other")(photographs / "grass.png")


def test_a_function_without_labels_is_refused(copy: Path) -> None:
    with pytest.raises(errors.BundleDamagedError, match="labels"):
        vizsla.load(rewritten(copy, labels=[]))
