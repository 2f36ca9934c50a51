"""The site is whole, and goes only where nothing else is."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import posixpath
import re
from typing import TYPE_CHECKING

import pytest

from vizsla.dogscope import site_files, write_site
from vizsla.errors import BundleError, BundleExistsError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FUNCTIONS = ("dog-breeds", "detect-objects")


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    """Put the site together once."""
    return site_files()


@pytest.fixture
def once(files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Write these, for it takes seconds to put them together."""
    monkeypatch.setattr("vizsla.dogscope.site.site_files", lambda: files)


def listing(folder: Path) -> set[tuple[str, bytes]]:
    """Return what an export says of itself."""
    return {("files.txt", (folder / "files.txt").read_bytes())}


def all_of(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_all_that_the_page_names_is_there(files: Mapping[str, bytes]) -> None:
    page = files["index.html"].decode()
    named = re.findall(r'(?:src|href)="\./([^"]+)"', page)
    assert {"manifest.webmanifest", "icon.svg"} < set(named) <= set(files)
    assert not re.search(r'(?:src|href)="(?!\./)', page)


def test_all_that_a_script_or_style_fetches_is_there(files: Mapping[str, bytes]) -> None:
    fetched = set()
    for name, content in files.items():
        if name.startswith("assets/") and name.endswith((".js", ".css")):
            near = re.findall(r"""["'`(]\./([\w.-]+\.(?:js|css|woff2))["'`)]""", content.decode())
            fetched |= {posixpath.join("assets", each) for each in near}
    assert {posixpath.splitext(name)[1] for name in fetched} == {".js", ".woff2"}
    assert fetched <= set(files)


def test_the_icons_of_the_installed_app_are_there(files: Mapping[str, bytes]) -> None:
    manifest = json.loads(files["manifest.webmanifest"])
    icons = {icon["src"] for icon in manifest["icons"]}
    assert {"icon-192.png", "icon-512.png"} < icons <= set(files)


def test_all_that_is_kept_for_offline_is_there(files: Mapping[str, bytes]) -> None:
    worker = files["sw.js"].decode()
    kept = set(re.findall(r"[\w./-]+\.(?:js|json|css|woff2|svg|png|jpg|webmanifest)\b", worker))
    assert {"runtime/worker.js", "icon.svg", "sample.jpg"} < kept
    assert kept <= set(files)


def test_all_of_the_app_is_kept_for_offline(files: Mapping[str, bytes]) -> None:
    worker = files["sw.js"].decode()
    own = {name for name in files if not name.startswith("runtime/")} - {"sw.js", "index.html"}
    assert not [name for name in own if name not in worker]


def test_both_builds_of_the_engine_are_there_and_no_threaded_one(
    files: Mapping[str, bytes],
) -> None:
    assert {name for name in files if name.startswith("runtime/engine/")} == {
        f"runtime/engine/{build}{ending}"
        for build in ("litert_wasm_internal", "litert_wasm_compat_internal")
        for ending in (".js", ".wasm.gz")
    }
    for name in files:
        if name.endswith(".wasm.gz"):
            assert gzip.decompress(files[name]).startswith(b"\0asm")


def test_the_worker_is_there_and_no_door_that_nobody_opens(files: Mapping[str, bytes]) -> None:
    assert "runtime/worker.js" in files
    assert "runtime/index.js" not in files
    assert not [name for name in files if "threaded" in name]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_has_its_files_at_the_sizes_it_says(
    files: Mapping[str, bytes], function: str
) -> None:
    home = f"runtime/functions/{function}"
    entries = json.loads(files[f"{home}/function.json"])["files"]
    for name, entry in entries.items():
        if name == "README.md":
            content = files[f"{home}/{name}"]
        else:
            graph = f"runtime/graphs/{entry['sha256']}.tflite.gz"
            packed = files[graph if name.endswith(".tflite") else f"{home}/{name}.gz"]
            assert len(packed) == entry["gzip"]
            content = gzip.decompress(packed)
        assert len(content) == entry["bytes"]
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def test_only_the_two_functions_that_it_sees_with_are_there(files: Mapping[str, bytes]) -> None:
    homes = {name.split("/")[2] for name in files if name.startswith("runtime/functions/")}
    assert homes == set(FUNCTIONS)
    assert sum(name.startswith("runtime/graphs/") for name in files) == 2


def test_no_name_leads_out_of_the_folder(files: Mapping[str, bytes]) -> None:
    assert all(re.fullmatch(r"\w[\w.-]*(/\w[\w.-]*)*", name) for name in files)


def test_a_copy_without_the_web_part_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizsla.dogscope.site._HOME", tmp_path / "none")
    with pytest.raises(MissingExtraError, match="pip install --force-reinstall vizsla"):
        write_site(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("is_there", [False, True])
def test_the_site_is_written_into_a_new_or_empty_folder(
    files: Mapping[str, bytes], tmp_path: Path, *, is_there: bool
) -> None:
    folder = tmp_path / "new" / "site"
    if is_there:
        folder.mkdir(parents=True)
    assert write_site(folder) == folder / "index.html"
    assert all_of(folder).items() - files.items() == listing(folder)
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("is_older_there", [False, True])
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_older_there: bool
) -> None:
    folder = tmp_path / "site"
    if is_older_there:
        write_site(folder)
    before = all_of(tmp_path)
    flush, flushed = os.fsync, []

    def full(file: int) -> None:
        flushed.append(file)
        if len(flushed) > 10:
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(file)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BundleError, match=r"site can't be written \(No space left"):
        write_site(folder, replace=True)
    assert all_of(tmp_path) == before


@pytest.mark.usefixtures("once")
def test_an_older_dog_scope_goes_only_when_that_is_said(
    files: Mapping[str, bytes], tmp_path: Path
) -> None:
    page = write_site(tmp_path / "site")
    page.write_bytes(b"older")
    with pytest.raises(BundleExistsError, match="--replace"):
        write_site(tmp_path / "site")
    assert page.read_bytes() == b"older"
    write_site(tmp_path / "site", replace=True)
    assert all_of(tmp_path / "site").items() - files.items() == listing(tmp_path / "site")
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, *, replace: bool) -> None:
    (tmp_path / "index.html").write_text("my page")
    with pytest.raises(BundleExistsError, match="is no Dog Scope; choose another folder"):
        write_site(tmp_path, replace=replace)
    assert all_of(tmp_path) == {"index.html": b"my page"}


@pytest.mark.usefixtures("once")
def test_somebody_elses_app_with_a_worker_of_that_name_never_goes(tmp_path: Path) -> None:
    (tmp_path / "sw.js").write_text("my own app's worker")
    (tmp_path / "app.html").write_text("my own app")
    before = all_of(tmp_path)
    with pytest.raises(BundleExistsError, match="is no Dog Scope"):
        write_site(tmp_path, replace=True)
    assert all_of(tmp_path) == before


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("name", ["CNAME", ".git/HEAD", "photos/rex.jpg"])
def test_what_somebody_put_beside_the_site_never_goes(tmp_path: Path, name: str) -> None:
    write_site(tmp_path / "site")
    mine = tmp_path / "site" / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    try:
        write_site(tmp_path / "site", replace=True)
    except BundleExistsError as error:  # to refuse is as good
        assert mine.parts[-1] in str(error)  # noqa: PT017 - one of two ways
    assert mine.is_file()


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("replace", [False, True])
def test_a_file_in_the_way_is_left_alone(tmp_path: Path, *, replace: bool) -> None:
    (tmp_path / "site").write_text("notes")
    with pytest.raises(BundleExistsError, match="choose another folder"):
        write_site(tmp_path / "site", replace=replace)
    assert all_of(tmp_path) == {"site": b"notes"}


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "file/site"])
def test_a_place_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BundleError, match="can't be written"):
        write_site(tmp_path / name)
    assert all_of(tmp_path) == {"file": b""}
