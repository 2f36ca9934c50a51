from __future__ import annotations

import errno
import os
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from vizsla.atomic import (
    new_file,
    new_folder,
    recover,
    swap_folders,
    write_errors,
    write_file,
    write_files,
    write_folder,
)
from vizsla.atomic.leftovers import new_name, next_name
from vizsla.errors import BundleError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["exchange", "steps"])
def how(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test both where the system can exchange names and where it can't."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    if request.param == "steps":
        monkeypatch.setattr(swap_folders, "exchange_names", refuse)
    return str(request.param)


@pytest.mark.usefixtures("how")
def test_a_folder_replaces_an_old_file_or_folder(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "it"
    write_folder(path, {"a": b"1", "b/c": b"1"})
    write_folder(path, {"a": b"2"})
    assert [each.read_bytes() for each in path.rglob("*")] == [b"2"]
    path = tmp_path / "file"
    path.write_bytes(b"")
    write_folder(path, {"a": b"1"})
    assert (path / "a").read_bytes() == b"1"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["deep", "file"]


def test_a_link_is_replaced_and_its_target_stays(tmp_path: Path) -> None:
    write_folder(tmp_path / "real", {"a": b"1"})
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_folder(tmp_path / "link", {"a": b"2"})
    assert (tmp_path / "real" / "a").read_bytes() == b"1"
    assert (tmp_path / "link" / "a").read_bytes() == b"2"


def test_a_file_never_replaces_a_folder(tmp_path: Path) -> None:
    write_folder(tmp_path / "it", {"a": b"1"})
    with pytest.raises(IsADirectoryError):
        write_file(tmp_path / "it", b"2")
    assert [each.name for each in tmp_path.iterdir()] == ["it"]


@pytest.mark.usefixtures("how")
def test_an_error_in_the_block_leaves_the_old_version(tmp_path: Path) -> None:
    write_folder(tmp_path / "it", {"a": b"1"})
    write_file(tmp_path / "file", b"1")

    def stop_in_folder() -> None:
        with new_folder(tmp_path / "it") as folder:
            (folder / "a").write_bytes(b"2")
            raise KeyboardInterrupt

    def stop_in_file() -> None:
        with new_file(tmp_path / "file") as file:
            file.write(b"2")
            raise KeyboardInterrupt

    for stop in (stop_in_folder, stop_in_file):
        with pytest.raises(KeyboardInterrupt):
            stop()
    assert (tmp_path / "it" / "a").read_bytes() == b"1"
    assert (tmp_path / "file").read_bytes() == b"1"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "it"]


@pytest.mark.parametrize("failing", ["path", "new", "next"])
def test_a_failed_swap_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "it"
    write_folder(path, {"a": b"1"})
    rename = type(path).rename

    def refused(self: Path, target: Path) -> Path:
        last = {"path": self == path, "next": self == next_name(path) and target == path}
        if last.get(failing, target == next_name(path)):
            raise PermissionError(errno.EACCES, "Permission denied")
        return rename(self, target)

    def refuse(*_: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(swap_folders, "exchange_names", refuse)
    monkeypatch.setattr(type(path), "rename", refused)
    with pytest.raises(PermissionError):
        write_folder(path, {"a": b"2"})
    assert (path / "a").read_bytes() == b"1"
    assert [each.name for each in tmp_path.iterdir()] == ["it"]


def test_the_name_is_never_missing_while_a_folder_is_replaced(tmp_path: Path) -> None:
    write_folder(tmp_path / "it", {"a": b"0"})
    stopped = threading.Event()
    seen: set[bytes] = set()
    missed: list[OSError] = []

    def read() -> None:
        while not stopped.is_set():
            try:
                seen.add((tmp_path / "it" / "a").read_bytes())
            except OSError as error:
                missed.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(200):
        write_folder(tmp_path / "it", {"a": str(number % 2).encode()})
    stopped.set()
    reader.join()
    if swap_folders._exchange is not None:
        assert not missed
    assert seen == {b"0", b"1"}


@pytest.mark.usefixtures("how")
def test_writers_of_one_name_do_not_disturb_each_other(tmp_path: Path) -> None:
    failed: list[OSError] = []

    def write(number: int) -> None:
        for _ in range(20):
            try:
                write_folder(tmp_path / "it", {"a": b"%d" % number, "b": b"%d" % number})
            except OSError as error:
                failed.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert not failed
    assert [each.name for each in tmp_path.iterdir()] == ["it"]
    assert len({each.read_bytes() for each in (tmp_path / "it").iterdir()}) == 1


def test_a_writer_that_comes_later_meanwhile_leaves_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    rename = type(tmp_path).rename

    def rename_late(one: Path, other: Path) -> Path:
        if one == next_name(tmp_path / "it"):
            (tmp_path / "it").mkdir()
            (tmp_path / "it" / "a").write_bytes(b"later")
        return rename(one, other)

    write_folder(tmp_path / "it", {"a": b"old"})
    monkeypatch.setattr(swap_folders, "exchange_names", refuse)
    monkeypatch.setattr(type(tmp_path), "rename", rename_late)
    write_folder(tmp_path / "it", {"a": b"new"})
    assert [each.name for each in tmp_path.iterdir()] == ["it"]
    assert (tmp_path / "it" / "a").read_bytes() == b"later"


def test_only_unfinished_versions_of_killed_processes_are_removed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "it"
    with new_folder(path) as running:
        (running / "a").write_bytes(b"1")
        for dead in (new_name(path), next_name(path)):
            dead.mkdir()
            (dead / "a").write_bytes(b"half")
        path.mkdir()
        write_folder(path, {"a": b"2"})
        assert sorted(tmp_path.iterdir()) == sorted([path, running])
    assert (path / "a").read_bytes() == b"1"


def test_a_reader_finishes_the_swap_of_a_killed_process(tmp_path: Path) -> None:
    path = tmp_path / "it"
    write_folder(next_name(path), {"a": b"2"})
    recover(path)
    assert (path / "a").read_bytes() == b"2"
    recover(path)
    recover(tmp_path / "absent")
    assert [each.name for each in tmp_path.iterdir()] == ["it"]


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_permissions_follow_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_file(tmp_path / "shared", b"1")
        write_file(tmp_path / "private", b"1", mode=0o600)
    finally:
        os.umask(old)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("shared", "private")]
    assert modes == [0o640, 0o600]


def test_long_names_can_be_written(tmp_path: Path) -> None:
    for name in ("x" * 255, "日" * 80):
        write_file(tmp_path / name, b"1")
        (tmp_path / name).unlink()
        write_folder(tmp_path / name, {"a": b"1"})
        write_folder(tmp_path / name, {"a": b"2"})


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "file/it", ""])
def test_the_error_for_an_impossible_path_names_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / name if name else tmp_path.parents[len(tmp_path.parents) - 1]
    with (
        pytest.raises(BundleError, match=r"can't be written .*nothing was changed"),
        write_errors(path, BundleError),
    ):
        write_folder(path, {"a": b"1"})


def test_many_files_are_written_at_once_with_their_folders(tmp_path: Path) -> None:
    files = {tmp_path / str(n % 3) / str(n): bytes([n]) * 1000 for n in range(40)}
    write_files(files)
    assert {path: path.read_bytes() for path in files} == files
    write_files(dict.fromkeys(files, b"new"))
    assert {path.read_bytes() for path in files} == {b"new"}
    assert sorted(each for each in tmp_path.rglob("*") if each.is_file()) == sorted(files)
    write_files({})
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(OSError, match="taken"):
        write_files({tmp_path / "taken" / "file": b""})
