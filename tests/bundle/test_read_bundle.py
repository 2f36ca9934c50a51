from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
import threading
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given, settings
from hypothesis import strategies as st

import vizsla
from vizsla import errors
from vizsla.bundle import read_bundle, write_bundle
from vizsla.bundle.bundle_files import MOST_BYTES
from vizsla.bundle.head import read_head, write_head
from vizsla.bundle.read_manifest import read_manifest
from vizsla.bundle.shipped_bundles import shipped_bundle
from vizsla.bundle.shipped_graphs import WEIGHTS


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
    with pytest.raises(errors.BundleTooNewError, match="pip install --upgrade vizsla"):
        vizsla.load(rewritten(copy, format=99))


def test_a_manifest_that_was_changed_is_refused(copy: Path) -> None:
    manifest = (copy / "function.json").read_text()
    (copy / "function.json").write_text(manifest.replace('"brick"', '"brock"', 1))
    with pytest.raises(errors.BundleDamagedError, match="not the file that was published"):
        vizsla.load(copy)


@given(data=st.data())
@settings(max_examples=200)
def test_each_change_of_a_manifests_byte_is_found(data: st.DataObject) -> None:
    content = bytearray((WEIGHTS / "dog-breeds" / "function.json").read_bytes())
    original = read_manifest(bytes(content), "it")
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    with suppress(errors.BundleError):
        # In the name of the field itself, where it changes nothing that is read.
        assert read_manifest(bytes(content), "it") == original


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
    files = {**manifest["files"], name: manifest["files"]["README.md"]}
    rewritten(copy, files=files)
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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("name", ["function.json", "head.safetensors", "bundle.zip"])
@pytest.mark.parametrize("kind", ["a pipe", "a device", "a folder"])
def test_a_file_that_is_no_plain_one_is_refused(copy: Path, name: str, kind: str) -> None:
    path = copy / name
    path.unlink(missing_ok=True)
    match kind:
        case "a pipe":
            os.mkfifo(path)
        case "a device":
            path.symlink_to("/dev/zero")
        case "a folder":
            path.mkdir()
    if name == "head.safetensors":
        with pytest.raises(errors.BundleDamagedError, match="not a plain file"):
            read_bundle(copy).read(name)
    elif name == "bundle.zip" and kind == "a folder":
        with pytest.raises(errors.FunctionNotFoundError):
            vizsla.load(path)
    else:
        with pytest.raises(errors.BundleDamagedError, match="not a plain file"):
            vizsla.load(path if name == "bundle.zip" else copy)


def test_a_file_that_grows_while_it_is_read_is_refused(copy: Path) -> None:
    path = copy / "head.safetensors"
    grown, enough = threading.Event(), threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not enough.is_set():
                file.write(bytes(2**20))
                grown.set()

    thread = threading.Thread(target=grow)
    thread.start()
    grown.wait()
    try:
        with pytest.raises(errors.BundleDamagedError, match=r"head\.safetensors"):
            read_bundle(copy).read("head.safetensors")
    finally:
        enough.set()
        thread.join()


def test_a_zip_that_lists_more_files_than_any_bundle_is_refused(copy: Path) -> None:
    path = zipped(copy)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(1100):
            archive.writestr(f"{number}", "")
    with pytest.raises(errors.BundleDamagedError, match="lists 11"):
        vizsla.load(path)


def test_a_zip_with_a_comment_is_read(copy: Path) -> None:
    path = zipped(copy)
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"made on a Monday"
    assert vizsla.load(path).labels == vizsla.load(copy).labels


@given(data=st.data())
@settings(max_examples=60)
def test_a_zip_with_any_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("function.json", "{}" * 40)
        archive.writestr("README.md", "text" * 40)
    content = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "function.zip"
        path.write_bytes(content)
        with pytest.raises(errors.BundleError):
            vizsla.load(path)


def test_a_head_with_a_nan_is_refused() -> None:
    weights = np.full((2, 4), np.nan)
    with pytest.raises(errors.BundleDamagedError, match="finite"):
        read_head(write_head(weights, np.zeros(2)), "head", 2)


@pytest.mark.parametrize("shape", [(), (0,), (5,), (5, 3), (5, 4, 1)])
@pytest.mark.parametrize("name", ["centres", "prototypes", "weights", "bias", "presence"])
def test_a_head_with_a_tensor_of_another_shape_is_refused(
    name: str, shape: tuple[int, ...]
) -> None:
    tensors = {"weights": np.ones((2, 4), np.float32), "bias": np.ones(2, np.float32)}
    content = safetensors.numpy.save({**tensors, name: np.ones(shape, np.float32)})
    with pytest.raises(errors.BundleDamagedError, match="head"):
        read_head(content, "head", 2)


@pytest.mark.parametrize("text", [r'"\ud800"', r'"\udc00\ud800"', "NaN", "1" * 5000, "[" * 9999])
def test_a_value_that_other_readers_of_json_refuse_is_refused(copy: Path, text: str) -> None:
    manifest = json.loads((copy / "function.json").read_text())
    content = json.dumps({**manifest, "digest": None, "name": "NAME"}).replace('"NAME"', text)
    (copy / "function.json").write_text(content)
    with pytest.raises(errors.BundleDamagedError, match=r"function\.json"):
        vizsla.load(copy)


def test_a_huge_file_of_json_is_refused_before_it_is_parsed(copy: Path) -> None:
    (copy / "function.json").write_bytes(b"[" + b"[]," * 3_000_000 + b"[]]")
    with pytest.raises(errors.BundleDamagedError, match="may be 8388608"):
        vizsla.load(copy)
    with pytest.raises(errors.BundleDamagedError, match="a header of over"):
        read_head((2**21).to_bytes(8, "little") + bytes(2**21), "head", 2)


def test_a_letter_of_two_codes_is_read(copy: Path) -> None:
    assert vizsla.load(rewritten(copy, name="\U0001f415")).name == "\U0001f415"


def test_a_number_beyond_all_floats_is_refused(copy: Path) -> None:
    with pytest.raises(errors.BundleDamagedError, match="'least_known' must be from 0 to 1"):
        vizsla.load(rewritten(copy, least_known=10**400))


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
    (folder / "function.json").write_text(json.dumps({**manifest, "digest": None, **changed}))
    return folder


def test_a_graph_of_another_kind_is_refused(copy: Path, photographs: Path) -> None:
    detector = {
        "kind": "object-detection",
        "decoder": {"name": "nanodet"},
        "threshold": {"score": 0.5, "examples": 0, "measured_on": ""},
    }
    function = vizsla.load(rewritten(copy, **detector))
    with pytest.raises(errors.BundleDamagedError, match="'resize' must be one of letterbox"):
        function(photographs / "grass.png")
    letterboxed = {"modality": "image", "resize": "letterbox", "crop": 1}
    function = vizsla.load(rewritten(copy, input=letterboxed))
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


def test_a_label_that_the_taxonomy_lacks_is_refused(tmp_path: Path, photographs: Path) -> None:
    shipped = shipped_bundle("classify-image")
    files = {name: shipped.read(name) for name in shipped.manifest.files}
    taxonomy = json.loads(files["taxonomy.json"])
    for each in shipped.manifest.labels:
        del taxonomy[each.id]
    files["taxonomy.json"] = json.dumps(taxonomy).encode()
    write_bundle(tmp_path / "mine", shipped.manifest, files)
    with pytest.raises(errors.BundleDamagedError, match="holds no kind"):
        vizsla.load(tmp_path / "mine")(photographs / "grass.png")
