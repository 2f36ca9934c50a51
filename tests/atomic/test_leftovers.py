from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from vizsla.atomic import new_file, new_folder, staging_name

if TYPE_CHECKING:
    from pathlib import Path


def test_what_a_killed_process_staged_is_removed_a_day_later(tmp_path: Path) -> None:
    finished, unfinished = staging_name(tmp_path), tmp_path / f"..{'0' * 32}.0a.vizsla-new"
    with new_folder(finished) as folder:
        (folder / "file").write_bytes(b"x")
    unfinished.mkdir()
    kept = [tmp_path / "trees", tmp_path / ".DS_Store"]
    for each in kept:
        each.mkdir()
    staging_name(tmp_path)
    assert len([*tmp_path.iterdir()]) == 4
    for each in tmp_path.iterdir():
        os.utime(each, (time.time() - 90_000,) * 2)
    staging_name(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(kept)


def test_what_a_killed_writer_left_is_removed_by_the_next_one_beside_it(tmp_path: Path) -> None:
    left, new = tmp_path / ".trees.0a1b2c3d4e5f.vizsla-new", tmp_path / ".a.0a1b2c3d4e5f.vizsla-new"
    other = tmp_path / ".trees.vizsla-next"
    for each in (left, new, other):
        each.mkdir()
    (left / "1.png").write_bytes(b"x")
    os.utime(left, (time.time() - 100,) * 2)
    with new_folder(tmp_path / "running") as running:
        os.utime(running, (time.time() - 100,) * 2)
        with new_file(tmp_path / "b") as file:
            file.write(b"b")
        # A writer that has just begun may not have its lock yet; a running one has it.
        assert {*tmp_path.iterdir()} == {new, other, running, tmp_path / "b"}
