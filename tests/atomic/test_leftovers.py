from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from vizsla.atomic import new_folder, staging_name

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
