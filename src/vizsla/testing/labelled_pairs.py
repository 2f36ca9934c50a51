"""Pair files with their labels, each content once."""

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

__all__ = ["LabelledSources", "distinct", "labelled_pairs", "short_names"]

LabelledSources: TypeAlias = (
    "str | os.PathLike[str] | Mapping[str, Sequence[Path]] | Sequence[tuple[Path, str | None]]"
)


def labelled_pairs(
    sources: LabelledSources, modality: Modality[Any]
) -> list[tuple[Path, str | None]]:
    """Return each file with its label.

    Args:
        sources: a folder with one sub-folder for each label; or the files of each label; or the
            pairs themselves.
        modality: the modality of the files in a folder.

    Raises:
        TrainingDataError: the path is not a folder, or no sub-folder has an example.
        InputError: a folder can't be read.

    """
    if isinstance(sources, Mapping):
        return [(Path(path), label) for label, paths in sources.items() for path in paths]
    if not isinstance(sources, str | os.PathLike):
        return [(Path(path), label) for path, label in sources]
    root = Path(sources)
    layout = f"put the examples into one sub-folder for each label, as in {modality.example_path}"
    if not is_folder(sources):
        raise TrainingDataError(f"{str(root)!r} is not a folder of labelled examples; {layout}")
    found: list[tuple[Path, str | None]] = [
        (path, each.name) for each in folders_in(root) for path in files_in(each, modality.suffixes)
    ]
    if not found:
        raise TrainingDataError(f"{str(root)!r} has no example in a sub-folder; {layout}")
    return found


def distinct(
    pairs: Sequence[tuple[Path, Target]],
) -> tuple[list[tuple[Path, Target, str]], list[tuple[str, str]]]:
    """Drop copies, and examples with two labels.

    Args:
        pairs: each file with its target.

    Returns:
        Each file with its target and its key, the sha256; then the (name, reason) of each example
        with two labels.

    """
    first: dict[str, tuple[Path, Target]] = {}
    contradictory: set[str] = set()
    for path, target in pairs:
        key = _key(path)
        if first.setdefault(key, (path, target))[1].name != target.name:
            contradictory.add(key)
    names = short_names([path for path, _ in first.values()])
    left_out = [(names[first[key][0]], "this example has two labels") for key in contradictory]
    work = [
        (path, target, key) for key, (path, target) in first.items() if key not in contradictory
    ]
    return work, sorted(left_out)


def short_names(paths: Sequence[Path]) -> dict[Path, str]:
    """Return files' names with their folders' alone: reports must not disclose whole paths."""
    return {each: "/".join(each.parts[-2:]) for each in paths}


def _key(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):  # answering this file raises the error that explains it
        return os.fspath(path)
