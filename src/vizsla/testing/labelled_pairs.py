"""Labelled files: a folder, a mapping or pairs, each picture once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from vizsla.errors import TrainingDataError
from vizsla.modalities.sources.walk import files_in, folders_in, is_folder

if TYPE_CHECKING:
    from vizsla.modalities.base import Modality
    from vizsla.testing.vocabulary import Target

__all__ = ["Files", "distinct", "labelled_pairs", "short_names"]

Files: TypeAlias = (
    "str | os.PathLike[str] | Mapping[str, Sequence[Path]] | Sequence[tuple[Path, str | None]]"
)
_LAYOUT = "put pictures into one sub-folder for each label, as in labelled/beagle/1.jpg"


def labelled_pairs(files: Files, modality: Modality[Any]) -> list[tuple[Path, str | None]]:
    """Return each file with its label.

    Args:
        files: a folder with one sub-folder for each label; or the files of each label; or the
            pairs themselves.
        modality: the modality of the files in a folder.

    Raises:
        TrainingDataError: it is not a folder, or has no picture in a sub-folder.
        InputError: a folder can't be read.

    """
    if isinstance(files, Mapping):
        return [(Path(path), label) for label, paths in files.items() for path in paths]
    if not isinstance(files, str | os.PathLike):
        return [(Path(path), label) for path, label in files]
    root = Path(files)
    if not is_folder(files):
        raise TrainingDataError(f"{str(root)!r} is not a folder of labelled pictures; {_LAYOUT}")
    found: list[tuple[Path, str | None]] = [
        (path, each.name) for each in folders_in(root) for path in files_in(each, modality.suffixes)
    ]
    if not found:
        raise TrainingDataError(f"{str(root)!r} has no picture in a sub-folder; {_LAYOUT}")
    return found


def distinct(
    pairs: Sequence[tuple[Path, Target]],
) -> tuple[list[tuple[Path, Target, str]], list[tuple[str, str]]]:
    """Drop copies, and pictures that are there under two labels.

    Returns:
        Each file with what it shows and its key, the sha256; then the (name, reason) of what is
        left out.

    """
    first: dict[str, tuple[Path, Target]] = {}
    doubtful: set[str] = set()
    for path, target in pairs:
        key = _key(path)
        if first.setdefault(key, (path, target))[1].name != target.name:
            doubtful.add(key)
    names = short_names([path for path, _ in first.values()])
    left_out = [
        (names[first[key][0]], "the same picture is there under two labels") for key in doubtful
    ]
    work = [(path, target, key) for key, (path, target) in first.items() if key not in doubtful]
    return work, sorted(left_out)


def short_names(paths: Sequence[Path]) -> dict[Path, str]:
    """Name files by folder and name: enough to find them, and nobody's business beyond."""
    return {each: "/".join(each.parts[-2:]) for each in paths}


def _key(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):  # answering it says what is wrong
        return os.fspath(path)
