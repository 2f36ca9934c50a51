"""Looks into folders of this computer, for a person who chooses one to add."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vizsla.errors import InputError, InputNotFoundError, OptionError
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.system_names import is_system_name
from vizsla.modalities.sources.walk import folders_in

__all__ = ["FolderContent", "look_into"]


@dataclass(frozen=True, slots=True)
class FolderContent:
    """What is directly in a folder.

    Attributes:
        path: its whole path.
        parent: the folder that it is in; None for the topmost.
        folders: the folders in it, without hidden ones and a system's own.
        images: the number of images in it.
        other_files: the number of other files.

    """

    path: Path
    parent: Path | None
    folders: tuple[Path, ...]
    images: int
    other_files: int


def look_into(path: str | None = None) -> FolderContent:
    """Return what is directly in a folder.

    Args:
        path: its whole path; by default the folder of the user of this computer.

    Raises:
        OptionError: the path is not whole.
        InputNotFoundError: there is no such folder.
        InputError: it may not be read.

    """
    folder = Path.home() if path is None else Path(path).expanduser()
    if not folder.is_absolute():
        raise OptionError(f"{path!r:.200} is no whole path; write it from / or a drive on")
    try:
        if not folder.is_dir():
            raise InputNotFoundError(f"there is no folder {folder}: check the path").because(
                "path", path=str(folder)
            )
        files = [
            each.name
            for each in folder.iterdir()
            if not is_system_name(each.name) and each.is_file()
        ]
        folders = tuple(folders_in(folder))
    except (OSError, ValueError) as error:
        raise InputError(f"{folder} may not be read: choose another folder") from error
    images = sum(map(modality_named("image").is_file, files))
    parent = None if folder.parent == folder else folder.parent
    return FolderContent(folder, parent, folders, images, len(files) - images)
