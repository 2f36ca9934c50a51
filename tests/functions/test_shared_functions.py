"""A function published on one computer is called on another."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import pytest

import team_servers
import vizsla
from vizsla import errors
from vizsla.functions.find_published import published_names
from vizsla.functions.function_library import local_functions, shared_functions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vizsla.functions.shared_functions import SharedFunctions


@pytest.fixture(params=["folder", "S3"])
def team(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The storage that a team shares; this process is the first computer."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "first"))
    if request.param == "folder":
        monkeypatch.setenv("VIZSLA_FILES_URL", str(tmp_path / "team"))
        yield str(tmp_path / "team")
        return
    address = request.getfixturevalue("s3_server")
    team_servers.use_s3(address, monkeypatch)
    with team_servers.bucket(address) as url:
        monkeypatch.setenv("VIZSLA_FILES_URL", url)
        yield url


@pytest.fixture
def another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function that turns this process into another, empty computer."""

    def go() -> None:
        monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "second"))

    return go


def library() -> SharedFunctions:
    found = shared_functions()
    assert found is not None
    return found


def publish(bundle: Path, name: str = "textures", version: int = 1) -> Path:
    functions = library()
    staged = functions.staging()
    shutil.copytree(bundle, staged)
    folder = functions.put(name, version, staged)
    functions.make_live(name, version)
    return folder


@pytest.mark.usefixtures("team")
def test_a_published_function_gives_the_same_answer_on_another_computer(
    bundle: Path, textures: Path, another: Callable[[], None]
) -> None:
    folder = publish(bundle)
    assert folder.is_dir()
    image = next((textures / "brick").iterdir())
    answer = vizsla.load("textures")(image)
    another()
    assert published_names() == ["textures"]
    assert vizsla.load("textures")(image).to_dict() == answer.to_dict()
    assert vizsla.load("textures@1")(image).to_dict() == answer.to_dict()
    assert vizsla.load("textures@live").manifest.version == vizsla.load(bundle).manifest.version


@pytest.mark.usefixtures("team")
def test_the_live_version_changes_for_everybody_at_once(
    bundle: Path, another: Callable[[], None]
) -> None:
    publish(bundle)
    functions = library()
    another()
    assert library().live("textures") == 1
    staged = functions.staging()
    shutil.copytree(bundle, staged)
    manifest = json.loads((staged / "function.json").read_text())
    (staged / "function.json").write_text(json.dumps({**manifest, "digest": None, "version": 2}))
    functions.put("textures", 2, staged)
    assert (library().live("textures"), library().versions("textures")) == (1, [1, 2])
    functions.make_live("textures", 2)
    assert library().live("textures") == 2
    functions.make_live("textures", 1)
    assert library().live("textures") == 1


@pytest.mark.usefixtures("team")
def test_a_bundle_is_cached_by_its_content_and_downloaded_once(
    bundle: Path, another: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(bundle)
    another()
    functions = library()
    folder = functions.get("textures", 1)
    assert folder is not None
    manifest = (bundle / "function.json").read_bytes()
    assert folder.name == hashlib.sha256(manifest).hexdigest()[:32]
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == {
        each.name: each.read_bytes() for each in bundle.iterdir()
    }
    monkeypatch.setattr(functions, "_fetch", None)
    assert functions.get("textures", 1) == folder


@pytest.mark.usefixtures("team")
def test_a_published_version_is_never_replaced(bundle: Path) -> None:
    publish(bundle)
    with pytest.raises(errors.BundleExistsError, match="textures@1"):
        publish(bundle)


def test_removing_a_function_removes_only_the_files_that_no_other_needs(
    team: str, bundle: Path, another: Callable[[], None]
) -> None:
    publish(bundle)
    publish(bundle, "walls")
    library().remove("walls")
    another()
    assert published_names() == ["textures"]
    assert vizsla.load("textures").manifest.name
    library().remove("textures")
    from vizsla.storage import open_storage

    storage = open_storage(f"{team}/functions")
    left = [
        name for each in storage.names(".content") for name in storage.names(f".content/{each}")
    ]
    assert left == []
    with pytest.raises(errors.FunctionNotFoundError):
        vizsla.load("textures")


@pytest.mark.usefixtures("team")
def test_an_altered_or_missing_file_is_an_error_and_never_an_answer(
    team: str, bundle: Path, another: Callable[[], None]
) -> None:
    from vizsla.storage import open_storage

    publish(bundle)
    another()
    sha256 = json.loads((bundle / "function.json").read_text())["files"]["head.safetensors"][
        "sha256"
    ]
    path = f".content/{sha256[:2]}/{sha256}"
    storage = open_storage(f"{team}/functions")
    storage.write({path: b"altered"})
    with pytest.raises(errors.BundleDamagedError, match="altered"):
        vizsla.load("textures")
    storage.delete([path])
    with pytest.raises(errors.BundleDamagedError, match="missing"):
        vizsla.load("textures")
    storage.write({"textures/1.json": b"{}"})
    with pytest.raises(errors.BundleDamagedError, match="textures@1"):
        vizsla.load("textures")


def test_the_last_known_version_answers_while_the_storage_is_unreachable(
    tmp_path: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VIZSLA_FILES_URL", str(tmp_path / "team"))
    publish(bundle)
    vizsla.load("textures")
    (tmp_path / "team").rename(tmp_path / "gone")
    (tmp_path / "team").write_bytes(b"no folder")
    with pytest.warns(UserWarning, match="last known"):
        assert vizsla.load("textures").manifest.name
    shutil.rmtree(tmp_path / "home")
    with pytest.raises(errors.WorkspaceError, match="team"):
        vizsla.load("textures")


def test_a_function_of_this_computer_needs_no_extra(
    tmp_path: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    monkeypatch.delenv("VIZSLA_FILES_URL", raising=False)
    functions = local_functions()
    staged = functions.staging()
    shutil.copytree(bundle, staged)
    functions.put("textures", 1, staged)
    functions.make_live("textures", 1)
    for module in ("sqlalchemy", "fsspec", "s3fs", "pg8000"):
        monkeypatch.setitem(sys.modules, module, None)
    assert vizsla.load("textures").manifest.name
    monkeypatch.setenv("VIZSLA_FILES_URL", "s3://team/files")
    assert vizsla.load("textures@1").manifest.name
    with pytest.raises(errors.MissingExtraError, match=r"vizsla\[s3\]"):
        vizsla.load("trees")
