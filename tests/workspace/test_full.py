from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vizsla import errors
from vizsla.workspace import Workspace
from vizsla.workspace.feedback_records import (
    AnswerId,
    FeedbackAllowance,
    GivenAnswer,
    NewKeptInput,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vizsla.workspace import NewExample

    New = Callable[..., NewExample]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of 3 MB."""
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    folder = tmp_path / "disk"
    folder.mkdir()
    command = [
        shutil.which("mount") or "mount",
        "-t",
        "tmpfs",
        "-o",
        "size=3m",
        "tmpfs",
        str(folder),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    yield folder
    subprocess.run([shutil.which("umount") or "umount", "-l", str(folder)], check=True)


def big(new: New, number: int) -> NewExample:
    from dataclasses import replace

    return replace(new(number), content=new(number).content + os.urandom(100_000))


def test_a_full_disk_is_reported_and_nothing_is_stored_by_half(small: Path, new: New) -> None:
    stored: list[int] = []
    (small / "something else").write_bytes(bytes(500_000))
    with Workspace.open(small) as workspace:
        store = workspace.create("trees")

        def add_until_full() -> None:
            for start in range(0, 400, 4):
                added = store.add([big(new, start + n) for n in range(4)])
                stored.extend(each.id for each in added)

        with pytest.raises(errors.WorkspaceFullError, match="no room"):
            add_until_full()
        assert len(stored) >= 8
        check(small, workspace, stored)
    with Workspace.open(small) as workspace:
        check(small, workspace, stored)
        store = workspace.open_project("trees")
        (small / "something else").unlink()
        assert store.add([new(399)])[0].new, "there is room again"
        store.remove(stored)
        assert store.add([big(new, 398)])[0].new


def fill(path: Path, room: int) -> None:
    """Write a file that leaves so many bytes of a disk free."""
    with path.open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(bytes(4096))
        file.truncate(max(0, file.tell() - room))


def check(folder: Path, workspace: Workspace, stored: list[int]) -> None:
    store = workspace.open_project("trees")
    examples = list(store.examples())
    assert [each.id for each in examples] == stored
    for each in examples:
        store.read(each)
    files = {each.name for each in (folder / "files").rglob("*") if each.is_file()}
    assert files == {each.sha256 for each in examples}


@pytest.mark.parametrize("room", [0, 4096, 40_000, 100_000, 200_000])
def test_a_disk_with_no_room_for_a_workspace_is_reported(small: Path, room: int) -> None:
    fill(small / "filler", room)
    try:
        with Workspace.open(small / "home") as workspace:
            workspace.create("trees")
    except errors.WorkspaceFullError:
        (small / "filler").unlink()
    with Workspace.open(small / "home") as workspace:
        assert len(workspace.projects()) <= 1


def test_labelling_on_a_full_disk_changes_all_examples_or_none(small: Path, new: New) -> None:
    with Workspace.open(small) as workspace:
        store = workspace.create("trees")
        ids = [each.id for each in store.add([new(n) for n in range(300)])]

        def label_until_full() -> None:
            for number in range(100):
                store.label(ids, f"a label that is {number} and long {'x' * 150}")

        with pytest.raises(errors.WorkspaceFullError):
            label_until_full()
        expected = store.get(ids)[0].label
        assert {each.label for each in store.get(ids)} == {expected}, "all or none"


def test_a_file_larger_than_the_system_allows_is_reported(
    tmp_path: Path, new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    with Workspace.open(tmp_path) as workspace:
        store = workspace.create("trees")
        store.add([new(0)])
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
        try:
            with pytest.raises(errors.WorkspaceFullError):
                store.add([big(new, 1)])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert store.counts().examples == 1
        assert store.add([big(new, 1)])[0].new


@contextmanager
def nobody() -> Iterator[None]:
    """Go on without the rights of root, for whom nothing is read-only."""
    if os.geteuid():
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other things there")
def test_a_folder_that_may_not_be_written_is_named_and_left_unchanged(
    new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Workspace.open(folder) as workspace:
            workspace.create("trees").add([new(0)])
        before = (folder / "workspace.db").read_bytes()
        everything = [folder, *folder.rglob("*")]
        for each in everything:
            each.chmod(0o555 if each.is_dir() else 0o444)
        try:
            for place in (folder, folder / "new"):
                with (
                    nobody(),
                    pytest.raises(errors.WorkspaceError, match="VIZSLA_HOME") as raised,
                ):
                    Workspace.open(place).create("houses")
                assert raised.type is errors.WorkspaceError
        finally:
            for each in everything:
                each.chmod(0o755)
        assert (folder / "workspace.db").read_bytes() == before


def test_a_full_disk_keeps_no_input_by_half(small: Path) -> None:
    with Workspace.open(small) as workspace:
        store = workspace.create("trees")
        workspace.kept_inputs.allow(store.row_id, FeedbackAllowance())
        kept = 0

        def keep_until_full() -> None:
            nonlocal kept
            for number in range(100):
                new = NewKeptInput(
                    *("trees", AnswerId(f"{number:022}"), None, 1, GivenAnswer("oak", 0.9)),
                    *(os.urandom(100_000), "oak.jpg"),
                )
                kept += workspace.kept_inputs.keep([new])

        with pytest.raises(errors.WorkspaceFullError):
            keep_until_full()
        assert 8 <= workspace.kept_inputs.total(store.row_id).inputs == kept
    with Workspace.open(small) as workspace:
        files = [each for each in (small / "files").rglob("*") if each.is_file()]
        assert len(files) == kept
        assert workspace.kept_inputs.allow(store.row_id, None) == kept
        assert not any(each.is_file() for each in (small / "files").rglob("*"))
