"""The user's own functions on the accurate encoder."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
from typing import TYPE_CHECKING

import pytest
from ai_edge_litert.interpreter import Interpreter
from PIL import Image

import vizsla
from command_line import vizsla as vizsla_command
from vizsla.encoders import registry
from vizsla.encoders.encoder_folder import encoder_from_folder
from vizsla.errors import BundleDamagedError, EngineError, MissingExtraError, OptionError
from vizsla.modalities.image.resize import crop_and_resize
from vizsla.publish.standalone import write_standalone

if TYPE_CHECKING:
    from pathlib import Path

NAME = "efficientnet-lite2"
INSTALL = "pip install 'vizsla[accurate]'"
LABELS = ("brick", "grass", "gravel")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    monkeypatch.delenv("VIZSLA_FILES_URL", raising=False)


@pytest.fixture(scope="module")
def published(textures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a function on the accurate encoder: brick, grass or gravel."""
    path = tmp_path_factory.mktemp("published") / "accurate-textures"
    vizsla.learn(textures, save=path, encoder="accurate")
    return path


@pytest.fixture
def without_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the packages that bring encoders."""
    monkeypatch.setattr(registry, "_entry_points", lambda: importlib.metadata.EntryPoints(()))


@pytest.fixture
def copied_package(tmp_path: Path) -> Path:
    """A copy of the package's folder, to be altered."""
    (entry,) = importlib.metadata.entry_points(group="vizsla.encoders", name=NAME)
    folder = tmp_path / "package"
    shutil.copytree(entry.load()(), folder)
    return folder


def corner(photographs: Path, label: str) -> Image.Image:
    return Image.open(photographs / f"{label}.png").convert("RGB").crop((400, 0, 512, 112))


def test_a_function_on_the_accurate_encoder_is_learned_saved_loaded_and_called(
    published: Path, photographs: Path
) -> None:
    function = vizsla.load(published)

    answers = [function(corner(photographs, label)).answer for label in LABELS]

    assert answers == list(LABELS)
    manifest = json.loads((published / "function.json").read_text(encoding="utf-8"))
    assert manifest["encoder"] == {"name": NAME, "dimension": 1280}
    assert manifest["input"] == {"modality": "image", "resize": "crop", "crop": 0.890625}
    assert any("EfficientNet-Lite2" in each["what"] for each in manifest["licences"])
    assert "260 by 260 pixels" in (published / "README.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("without_package")
def test_a_published_function_needs_no_package(published: Path, photographs: Path) -> None:
    assert vizsla.load(published)(corner(photographs, "grass")).answer == "grass"


def test_the_heat_map_has_the_size_of_the_image(published: Path, photographs: Path) -> None:
    image = corner(photographs, "brick")

    explained = vizsla.load(published).explain(image)

    assert explained.heat_map.shape == (112, 112)


def test_a_project_keeps_its_encoder_through_the_whole_loop(
    textures: Path, photographs: Path
) -> None:
    with vizsla.Project.open("stuff", encoder="accurate") as project:
        project.add(textures)
    with vizsla.Project.open("stuff") as project:
        run = project.train()
        project.test(run)
        function = project.publish(run)

    assert function.manifest.encoder is not None
    assert function.manifest.encoder.name == NAME
    assert vizsla.load("stuff")(corner(photographs, "gravel")).answer == "gravel"


def test_a_project_refuses_another_encoder_than_its_own() -> None:
    with vizsla.Project.open("fast"), vizsla.Project.open("accurate", encoder="accurate"):
        pass

    with pytest.raises(OptionError, match="efficientnet-lite0"):
        vizsla.Project.open("fast", encoder="accurate")
    with vizsla.Project.open("accurate", encoder=NAME) as project:
        assert project.name == "accurate"


def test_the_same_images_are_embedded_for_projects_on_both_encoders(textures: Path) -> None:
    functions = []
    for name, encoder in (("fast", None), ("accurate", "accurate")):
        with vizsla.Project.open(name, encoder=encoder) as project:
            project.add(textures)
            functions.append(project.publish(project.train(), untested=True))

    first, second = (each.manifest.files["backbone.tflite"].sha256 for each in functions)
    assert first != second


def test_the_standalone_file_takes_the_encoders_larger_images(
    published: Path, photographs: Path, tmp_path: Path
) -> None:
    function = vizsla.load(published)
    path = write_standalone(function, tmp_path / "textures.tflite")
    pixels = crop_and_resize(corner(photographs, "grass"), 260, 57 / 64)
    interpreter = Interpreter(str(path), num_threads=1)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], pixels[None])

    interpreter.invoke()

    (found,) = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    assert found[: len(LABELS)] == pytest.approx(
        function.scores(corner(photographs, "grass")), abs=1e-5
    )


def test_the_command_line_makes_projects_and_functions_on_the_accurate_encoder(
    textures: Path, tmp_path: Path
) -> None:
    assert vizsla_command("new", "stuff", "--encoder", "accurate", folder=tmp_path).code == 0
    with pytest.raises(OptionError):
        vizsla.Project.open("stuff", encoder="efficientnet-lite0")
    arguments = ("learn", textures, "./made", "--encoder", "accurate")

    assert vizsla_command(*map(str, arguments), folder=tmp_path).code == 0

    assert vizsla.load(tmp_path / "made").manifest.encoder.name == NAME


@pytest.mark.usefixtures("without_package")
def test_without_the_package_the_error_names_the_command_that_installs_it(textures: Path) -> None:
    with pytest.raises(MissingExtraError) as caught:
        vizsla.Project.open("trees", encoder="accurate")
    assert INSTALL in str(caught.value)

    with pytest.raises(MissingExtraError) as caught:
        vizsla.learn(textures, encoder="accurate")
    assert INSTALL in str(caught.value)


def test_without_the_package_a_project_opens_and_fails_only_where_it_needs_the_encoder(
    textures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with vizsla.Project.open("stuff", encoder="accurate"):
        pass
    monkeypatch.setattr(registry, "_entry_points", lambda: importlib.metadata.EntryPoints(()))

    with (
        vizsla.Project.open("stuff") as project,
        pytest.raises(MissingExtraError, match="accurate"),
    ):
        project.add(textures)


def test_an_encoder_that_fails_its_self_test_is_refused(copied_package: Path) -> None:
    path = copied_package / "encoder.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    described["graph"]["self_test"] = "0" * 64
    path.write_text(json.dumps(described), encoding="utf-8")

    with pytest.raises(EngineError, match="other numbers"):
        encoder_from_folder(copied_package).self_test()


def test_an_altered_graph_is_refused(copied_package: Path) -> None:
    path = copied_package / f"{NAME}.tflite"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(BundleDamagedError, match="install the package again"):
        encoder_from_folder(copied_package).self_test()
