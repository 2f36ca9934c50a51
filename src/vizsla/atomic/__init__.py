"""Writes files and folders whole: a reader sees the old version or the new one, never a part.

The new version is written beside the old one under a hidden name, flushed to the disk, and renamed
in one step. This holds even when the process is killed at any moment: its unfinished version is
hidden, and the next write of the same name removes it.

Some systems can't exchange two folders' names in one step (see ``swap_folders``). There, a reader
calls ``recover`` before it looks for a folder.
"""

from __future__ import annotations

from vizsla.atomic.leftovers import staging_name
from vizsla.atomic.swap_folders import recover
from vizsla.atomic.write_errors import write_errors
from vizsla.atomic.write_whole import new_file, new_folder, write_file, write_files, write_folder

__all__ = [
    "new_file",
    "new_folder",
    "recover",
    "staging_name",
    "write_errors",
    "write_file",
    "write_files",
    "write_folder",
]
