from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

import team_servers
from vizsla import errors
from vizsla.storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.storage import Storage


class Bucket(MemoryFileSystem):  # type: ignore[misc] # fsspec ships no types
    """An object store in memory."""

    protocol = "bucket"
    store: dict[str, object] = {}  # noqa: RUF012 - as fsspec declares it
    pseudo_dirs = [""]  # noqa: RUF012


def empty_bucket() -> None:
    fsspec.register_implementation("bucket", Bucket, clobber=True)
    Bucket.store.clear()
    Bucket.pseudo_dirs[:] = [""]


@pytest.fixture(params=["folder", "file URL", "bucket", "S3"])
def storage(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Storage]:
    empty_bucket()
    if request.param == "S3":
        address = request.getfixturevalue("s3_server")
        team_servers.use_s3(address, monkeypatch)
        with team_servers.bucket(address) as url:
            yield open_storage(url)
        return
    urls = {
        "folder": str(tmp_path / "a b"),
        "file URL": (tmp_path / "a b").as_uri(),
        "bucket": "bucket://team/files",
    }
    yield open_storage(urls[request.param])


def test_files_are_read_as_they_were_written(storage: Storage) -> None:
    files = {f"{n % 3}/{n}": bytes([n]) * n for n in range(20)}
    storage.write(files)
    assert {path: storage.read(path) for path in files} == files
    assert storage.sizes([*files, "0/missing"]) == {path: len(files[path]) for path in files}
    storage.write({"0/0": b"another"})
    assert storage.read("0/0") == b"another"


def test_a_file_is_unchanged_while_each_byte_is(storage: Storage) -> None:
    files = {"a/1": b"one", "a/2": b"two", "a/3": b"", "a/4": b"four"}
    storage.write({**files, "a/2": b"tow", "a/4": b"fou"})
    assert storage.unchanged({**files, "a/5": b"missing"}) == {"a/1", "a/3"}


def test_a_missing_file_is_none_and_a_missing_folder_is_empty(storage: Storage) -> None:
    assert storage.read("0/0") is None
    assert storage.names("0") == []
    storage.delete(["0/0"])


def test_names_lists_the_files_and_folders_of_a_folder(storage: Storage) -> None:
    storage.write({"a/1": b"1", "a/2": b"2", "a/b/3": b"3"})
    assert storage.names("a") == ["1", "2", "b"]
    storage.delete(["a/1", "a/missing"])
    assert storage.names("a") == ["2", "b"]


def test_deleting_a_file_deletes_its_unfinished_versions_too(tmp_path: Path) -> None:
    empty_bucket()
    bucket, folder = open_storage("bucket://team/files"), open_storage(str(tmp_path))
    bucket.write({"a/1": b"1", "a/1.0123.part": b"2"})
    folder.write({"a/1": b"1", "a/.1.0123.vizsla-new": b"2"})
    for storage in (bucket, folder):
        assert storage.names("a") == ["1"]
        storage.delete(["a/1"])
    assert Bucket().find("/team") == []
    assert list((tmp_path / "a").iterdir()) == []


def test_a_url_in_memory_or_of_an_unknown_scheme_is_refused() -> None:
    for url, word in (
        ("memory://bucket", "memory"),
        ("MEMORY://bucket", "keeps nothing"),
        ("nonsense://bucket", "nonsense"),
    ):
        with pytest.raises(errors.OptionError, match=word):
            open_storage(url)


def test_the_error_for_a_missing_library_names_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(errors.MissingExtraError, match=r"vizsla\[s3\]"):
        open_storage("s3://bucket/files")


def test_the_error_for_a_file_in_place_of_the_folder_names_it(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(errors.WorkspaceError, match="taken"):
        open_storage(str(tmp_path / "taken")).write({"a": b""})


def test_a_local_folder_needs_no_library(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from vizsla.storage import open_storage\n"
        f"open_storage({str(tmp_path)!r}).write({{'a/b': b'c'}})\n"
        "assert 'fsspec' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert Path(tmp_path / "a" / "b").read_bytes() == b"c"
