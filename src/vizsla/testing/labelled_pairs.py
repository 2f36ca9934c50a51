"""Pair files with their labels, each content once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from vizsla.testing.archive_file import ExampleFile
    from vizsla.testing.vocabulary import Target

__all__ = ["LabelledFiles", "distinct", "labelled_pairs", "short_names"]

LabelledFiles: TypeAlias = (
    "Mapping[str, Sequence[ExampleFile]] | Sequence[tuple[ExampleFile, str | None]]"
)


def labelled_pairs(files: LabelledFiles) -> list[tuple[ExampleFile, str | None]]:
    """Return each file with its label.

    Args:
        files: the files of each label; or the pairs themselves.

    """
    if isinstance(files, Mapping):
        return [(path, label) for label, paths in files.items() for path in paths]
    return list(files)


def distinct(
    pairs: Sequence[tuple[ExampleFile, Target]],
) -> tuple[list[tuple[ExampleFile, Target, str]], list[tuple[str, str]]]:
    """Drop copies, and examples with two labels.

    Args:
        pairs: each file with its target.

    Returns:
        Each file with its target and its key, the sha256; then the (name, reason) of each example
        with two labels.

    """
    first: dict[str, tuple[ExampleFile, Target]] = {}
    contradictory: set[str] = set()
    for file, target in pairs:
        key = _key(file)
        if first.setdefault(key, (file, target))[1].name != target.name:
            contradictory.add(key)
    names = short_names([file for file, _ in first.values()])
    left_out = [(names[first[key][0]], "this example has two labels") for key in contradictory]
    work = [
        (file, target, key) for key, (file, target) in first.items() if key not in contradictory
    ]
    return work, sorted(left_out)


def short_names(files: Sequence[ExampleFile]) -> dict[ExampleFile, str]:
    """Return files' names with their folders' alone: reports must not disclose whole paths."""
    return {each: "/".join(each.parts[-2:]) for each in files}


def _key(file: ExampleFile) -> str:
    try:
        if not isinstance(file, Path):
            return hashlib.sha256(file.read_bytes()).hexdigest()
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, ValueError):  # answering this file raises the error that explains it
        return os.fspath(file) if isinstance(file, Path) else file.name
