from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from vizsla.zip_files import holds_file, zip_entry

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_files_give_the_same_zip(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(zip_entry("deep/1"), b"1" * 1000)
            archive.writestr(zip_entry("2", compress=False), b"2" * 1000)
    first, second = ((tmp_path / name).read_bytes() for name in ("a.zip", "b.zip"))
    assert first == second
    assert b"2" * 1000 in first
    assert b"1" * 1000 not in first


def test_a_file_is_found_in_a_folder_and_in_a_zip_only(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "1").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("1", b"")
    (tmp_path / "broken.zip").write_bytes(b"PK")
    for name in ("folder", "a.zip"):
        assert holds_file(tmp_path / name, "1")
        assert not holds_file(tmp_path / name, "2")
    for name in ("broken.zip", "absent", "folder/1"):
        assert not holds_file(tmp_path / name, "1")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_no_file_is_found_in_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    assert not holds_file(tmp_path / "pipe.zip", "1")
