"""A file outside of the allowed folders is never read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vizsla.errors import (
    AccessDeniedError,
    InputError,
    InputNotFoundError,
    InputTooLargeError,
    OptionError,
)
from vizsla.modalities.limits import Limits
from vizsla.modalities.sources import allowed_folders
from vizsla.modalities.sources.allowed_folders import AllowedFolders

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = Limits(max_bytes=1000)
SECRET = b"a secret"


@pytest.fixture(params=[True, False], ids=["beneath", "checked"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Both ways to open: that of most systems, and the one for those that have no better."""
    if request.param and not allowed_folders.WALKS:
        pytest.skip("this system can't open beneath a folder")
    monkeypatch.setattr(allowed_folders, "WALKS", request.param)
    return bool(request.param)


@pytest.fixture
def place(tmp_path: Path, way: bool) -> Path:  # noqa: ARG001, FBT001 - a fixture
    """A folder that is allowed, ``mine``, beside one that is not."""
    (tmp_path / "mine" / "deep").mkdir(parents=True)
    (tmp_path / "mine" / "a.jpg").write_bytes(b"a")
    (tmp_path / "mine" / "deep" / "b.jpg").write_bytes(b"b")
    (tmp_path / "mine2").mkdir()
    for each in (tmp_path, tmp_path / "mine2"):
        (each / "secret.jpg").write_bytes(SECRET)
    return tmp_path


def read(place: Path, path: str) -> bytes:
    return AllowedFolders([place / "mine"]).read(path, LIMITS)


def test_a_file_within_is_read_by_its_whole_path_or_from_the_folder(place: Path) -> None:
    mine = place / "mine"
    for path in (f"{mine}/a.jpg", "a.jpg", "./a.jpg", (mine / "a.jpg").as_uri()):
        assert read(place, path) == b"a"
    for path in (f"{mine}//deep/./b.jpg", "deep/b.jpg"):
        assert read(place, path) == b"b"


def test_one_of_several_folders_is_enough(place: Path) -> None:
    folders = AllowedFolders([place / "mine", place / "mine2"])
    assert folders.read("secret.jpg", LIMITS) == SECRET
    assert folders.read(str(place / "mine" / "a.jpg"), LIMITS) == b"a"
    assert folders.names == (str(place / "mine"), str(place / "mine2"))


def test_a_folder_may_be_given_by_a_link_and_named_by_both_paths(place: Path) -> None:
    (place / "link").symlink_to(place / "mine")
    folders = AllowedFolders([place / "link"])
    assert folders.read(str(place / "link" / "a.jpg"), LIMITS) == b"a"
    assert folders.read(str(place / "mine" / "a.jpg"), LIMITS) == b"a"


@pytest.mark.parametrize(
    "path",
    [
        "{0}/secret.jpg",
        "{0}/mine2/secret.jpg",  # begins with the same letters
        "{0}/mine/../secret.jpg",
        "{0}/mine/deep/../../secret.jpg",
        "../secret.jpg",
        "deep/../../secret.jpg",
        "/{0}/mine/a.jpg",
        "{0}/MINE/a.jpg",
        "/etc/passwd",
        "/proc/self/environ",
        "/proc/self/fd/0",
        "/dev/zero",
        "/dev/stdin",
        "file://{0}/secret.jpg",
        "file://{0}/mine/%2e%2e/secret.jpg",
        "file://elsewhere{0}/mine/a.jpg",
        "https://example.org/a.jpg",
        "http://localhost{0}/mine/a.jpg",
    ],
)
def test_a_path_that_leads_outside_is_refused(place: Path, path: str) -> None:
    with pytest.raises(AccessDeniedError):
        read(place, path.format(place))


@pytest.mark.parametrize(
    "link",
    [
        lambda place: (place / "mine" / "l.jpg").symlink_to(place / "secret.jpg"),
        lambda place: (place / "mine" / "l.jpg").symlink_to("../secret.jpg"),
        lambda place: (place / "mine" / "l.jpg").symlink_to(place / "mine" / "a.jpg"),
        lambda place: (place / "mine" / "l.jpg").symlink_to("/proc/self/environ"),
    ],
    ids=["outside", "relative", "inside", "proc"],
)
def test_no_link_is_followed(place: Path, link: Callable[[Path], None]) -> None:
    link(place)
    for path in ("l.jpg", str(place / "mine" / "l.jpg")):
        with pytest.raises(AccessDeniedError, match="link"):
            read(place, path)


def test_no_folder_that_is_a_link_is_followed(place: Path) -> None:
    (place / "mine" / "out").symlink_to(place)
    (place / "mine" / "same").symlink_to(place / "mine" / "deep")
    for path in ("out/secret.jpg", "out/mine/a.jpg", "same/b.jpg"):
        with pytest.raises(AccessDeniedError, match="link"):
            read(place, path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_neither_a_folder_nor_a_pipe_is_read(place: Path) -> None:
    os.mkfifo(place / "mine" / "pipe.jpg")
    for path in ("", ".", "deep", str(place / "mine"), "pipe.jpg"):
        with pytest.raises(InputError):
            read(place, path)


def test_a_name_that_no_file_has_is_said_not_to_be_there(place: Path) -> None:
    for path in ("none.jpg", "none/a.jpg", f"{place}/mine/none.jpg", "a\0.jpg", "\ud800.jpg"):
        with pytest.raises(InputNotFoundError):
            read(place, path)
    for path in ("a.jpg/b.jpg", "x" * 5000):
        with pytest.raises(InputError):
            read(place, path)


def test_a_file_of_too_many_bytes_is_refused(place: Path) -> None:
    (place / "mine" / "large.jpg").write_bytes(bytes(1001))
    with pytest.raises(InputTooLargeError, match=r"large\.jpg"):
        read(place, "large.jpg")


def test_without_a_folder_the_error_says_how_to_allow_one(place: Path) -> None:
    with pytest.raises(AccessDeniedError, match="--allow-folder"):
        AllowedFolders().read(str(place / "mine" / "a.jpg"), LIMITS)


def test_a_folder_that_is_none_or_the_systems_own_can_not_be_allowed(place: Path) -> None:
    for folder in ("", place / "none", place / "mine" / "a.jpg", "\0"):
        with pytest.raises(OptionError, match="no such folder"):
            AllowedFolders([folder])
    (place / "root").symlink_to("/")
    for folder in (
        "/",
        place / "root",
        *(each for each in ("/proc", "/dev") if Path(each).exists()),
    ):
        with pytest.raises(OptionError, match="the system's own files"):
            AllowedFolders([folder])


@pytest.mark.skipif(not allowed_folders.WALKS, reason="this system can't open beneath a folder")
def test_a_folder_that_becomes_a_link_while_a_file_is_opened_leads_nowhere(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exchange the folder after it was looked at, and before it is opened."""
    monkeypatch.setattr(allowed_folders, "WALKS", True)
    (place / "outside").mkdir()
    (place / "outside" / "b.jpg").write_bytes(SECRET)
    look = os.stat

    def exchange(path: str, **options: object) -> os.stat_result:
        found = look(path, **options)  # type: ignore[arg-type]
        if path == "deep" and not (place / "mine" / "deep").is_symlink():
            (place / "mine" / "deep").rename(place / "mine" / "before")
            (place / "mine" / "deep").symlink_to(place / "outside")
        return found

    monkeypatch.setattr(os, "stat", exchange)
    with pytest.raises(InputError):
        read(place, "deep/b.jpg")
    monkeypatch.undo()
    assert (place / "mine" / "deep" / "b.jpg").read_bytes() == SECRET  # it was exchanged
