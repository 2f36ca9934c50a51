"""The site is complete, and an export replaces nothing but an older export."""

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

from vizsla.dogscope import write_site
from vizsla.errors import BundleError, BundleExistsError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FUNCTIONS = ("dog-breeds", "detect-objects", "classify-image")


@pytest.fixture
def prepared(site_content: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Export the files of the session: preparing them takes seconds."""
    monkeypatch.setattr("vizsla.dogscope.site.site_files", lambda: site_content)


def listing(folder: Path) -> set[tuple[str, bytes]]:
    """Return the list of files that an export holds."""
    return {("files.txt", (folder / "files.txt").read_bytes())}


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_the_site_has_every_file_that_the_page_names(site_content: Mapping[str, bytes]) -> None:
    page = site_content["index.html"].decode()
    named = re.findall(r'(?:src|href)="\./([^"]+)"', page)
    assert {"manifest.webmanifest", "icon.svg"} < set(named) <= set(site_content)
    assert not re.search(r'(?:src|href)="(?!\./)', page)


def test_the_site_has_every_file_that_scripts_and_styles_load(
    site_content: Mapping[str, bytes],
) -> None:
    fetched = set()
    for name, content in site_content.items():
        if name.startswith("assets/") and name.endswith((".js", ".css")):
            near = re.findall(r"""["'`(]\./([\w.-]+\.(?:js|css|woff2))["'`)]""", content.decode())
            fetched |= {posixpath.join("assets", each) for each in near}
    assert {posixpath.splitext(name)[1] for name in fetched} == {".js", ".woff2"}
    assert fetched <= set(site_content)


def test_the_site_has_the_icons_of_the_installed_app(site_content: Mapping[str, bytes]) -> None:
    manifest = json.loads(site_content["manifest.webmanifest"])
    icons = {icon["src"] for icon in manifest["icons"]}
    assert {"icon-192.png", "icon-512.png"} < icons <= set(site_content)


def test_the_site_has_every_file_that_the_service_worker_caches(
    site_content: Mapping[str, bytes],
) -> None:
    worker = site_content["sw.js"].decode()
    kept = set(re.findall(r"[\w./-]+\.(?:js|json|css|woff2|svg|png|jpg|webmanifest)\b", worker))
    assert {"runtime/worker.js", "icon.svg", "sample.jpg"} < kept
    assert kept <= set(site_content)


def test_the_service_worker_caches_every_file_of_the_app(site_content: Mapping[str, bytes]) -> None:
    worker = site_content["sw.js"].decode()
    own = {name for name in site_content if not name.startswith("runtime/")} - {
        "sw.js",
        "index.html",
    }
    assert not [name for name in own if name not in worker]


def test_the_site_has_the_builds_of_the_engine_without_threads(
    site_content: Mapping[str, bytes],
) -> None:
    stems = ("litert_wasm", "litert_wasm_compat")
    endings = ("_internal.js", "_internal.wasm.gz", "_lean.wasm.gz")
    assert {name for name in site_content if name.startswith("runtime/engine/")} == {
        f"runtime/engine/{stem}{ending}" for stem in stems for ending in endings
    }
    for name in site_content:
        if name.endswith(".wasm.gz"):
            assert gzip.decompress(site_content[name]).startswith(b"\0asm")


def test_the_site_has_the_runtimes_worker_and_not_its_unused_files(
    site_content: Mapping[str, bytes],
) -> None:
    assert "runtime/worker.js" in site_content
    assert "runtime/index.js" not in site_content
    assert not [name for name in site_content if "threaded" in name]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_functions_files_have_the_sizes_and_hashes_of_its_manifest(
    site_content: Mapping[str, bytes], function: str
) -> None:
    home = f"runtime/functions/{function}"
    entries = json.loads(site_content[f"{home}/function.json"])["files"]
    for name, entry in entries.items():
        if name == "README.md":
            content = site_content[f"{home}/{name}"]
        else:
            graph = f"runtime/graphs/{entry['sha256']}.tflite.gz"
            packed = site_content[graph if name.endswith(".tflite") else f"{home}/{name}.gz"]
            assert len(packed) == entry["gzip"]
            content = gzip.decompress(packed)
        assert len(content) == entry["bytes"]
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def test_the_site_has_only_the_functions_of_the_app_and_each_graph_once(
    site_content: Mapping[str, bytes],
) -> None:
    homes = {name.split("/")[2] for name in site_content if name.startswith("runtime/functions/")}
    assert homes == set(FUNCTIONS)
    assert sum(name.startswith("runtime/graphs/") for name in site_content) == 2


def test_no_path_leads_outside_the_folder(site_content: Mapping[str, bytes]) -> None:
    assert all(re.fullmatch(r"\w[\w.-]*(/\w[\w.-]*)*", name) for name in site_content)


def test_a_copy_without_the_web_part_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizsla.dogscope.site._HOME", tmp_path / "none")
    with pytest.raises(MissingExtraError, match="pip install --force-reinstall vizsla"):
        write_site(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("is_there", [False, True])
def test_the_site_is_written_into_a_new_or_empty_folder(
    site_content: Mapping[str, bytes], tmp_path: Path, *, is_there: bool
) -> None:
    folder = tmp_path / "new" / "site"
    if is_there:
        folder.mkdir(parents=True)
    assert write_site(folder) == folder / "index.html"
    assert contents_of(folder).items() - site_content.items() == listing(folder)
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("is_older_there", [False, True])
def test_a_full_disk_leaves_the_old_site_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_older_there: bool
) -> None:
    folder = tmp_path / "site"
    if is_older_there:
        write_site(folder)
    before = contents_of(tmp_path)
    flush, flushed = os.fsync, []

    def full(file: int) -> None:
        flushed.append(file)
        if len(flushed) > 10:
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(file)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BundleError, match=r"site can't be written \(No space left"):
        write_site(folder, replace=True)
    assert contents_of(tmp_path) == before


@pytest.mark.usefixtures("prepared")
def test_an_older_export_is_replaced_only_on_demand(
    site_content: Mapping[str, bytes], tmp_path: Path
) -> None:
    page = write_site(tmp_path / "site")
    page.write_bytes(b"older")
    with pytest.raises(BundleExistsError, match="--replace"):
        write_site(tmp_path / "site")
    assert page.read_bytes() == b"older"
    write_site(tmp_path / "site", replace=True)
    assert contents_of(tmp_path / "site").items() - site_content.items() == listing(
        tmp_path / "site"
    )
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_of_other_files_is_never_changed(tmp_path: Path, *, replace: bool) -> None:
    (tmp_path / "index.html").write_text("my page")
    with pytest.raises(BundleExistsError, match="is no export of Dog Scope; choose another folder"):
        write_site(tmp_path, replace=replace)
    assert contents_of(tmp_path) == {"index.html": b"my page"}


@pytest.mark.usefixtures("prepared")
def test_another_app_with_a_worker_of_the_same_name_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "sw.js").write_text("my own app's worker")
    (tmp_path / "app.html").write_text("my own app")
    before = contents_of(tmp_path)
    with pytest.raises(BundleExistsError, match="is no export of Dog Scope"):
        write_site(tmp_path, replace=True)
    assert contents_of(tmp_path) == before


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("name", ["CNAME", ".git/HEAD", "photos/rex.jpg"])
def test_a_users_own_file_within_an_export_is_never_deleted(tmp_path: Path, name: str) -> None:
    write_site(tmp_path / "site")
    mine = tmp_path / "site" / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    try:
        write_site(tmp_path / "site", replace=True)
    except BundleExistsError as error:  # a refusal keeps it, too
        assert mine.parts[-1] in str(error)  # noqa: PT017 - one of two ways
    assert mine.is_file()


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("replace", [False, True])
def test_a_file_in_place_of_the_folder_is_never_changed(tmp_path: Path, *, replace: bool) -> None:
    (tmp_path / "site").write_text("notes")
    with pytest.raises(BundleExistsError, match="choose another folder"):
        write_site(tmp_path / "site", replace=replace)
    assert contents_of(tmp_path) == {"site": b"notes"}


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "file/site"])
def test_an_impossible_path_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BundleError, match="can't be written"):
        write_site(tmp_path / name)
    assert contents_of(tmp_path) == {"file": b""}
