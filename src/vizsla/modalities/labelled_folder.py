"""Finds the labelled files of a folder that has one sub-folder for each label."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputNotFoundError, TrainingDataError
from vizsla.modalities.sources.source_names import shorten
from vizsla.modalities.sources.walk import files_in, folders_in, is_folder
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.modalities.base import Modality

__all__ = ["LabelledFiles", "labelled_files"]


class LabelledFiles(dict[str, list[Path]]):
    """The files of each label, in alphabetical order of the labels.

    Attributes:
        unlabelled: the files beside the labels' folders.
        empty: the labels whose folder holds no file of the modality.

    """

    def __init__(
        self, files: dict[str, list[Path]], unlabelled: list[Path], empty: list[str]
    ) -> None:
        super().__init__(files)
        self.unlabelled = unlabelled
        self.empty = empty


def labelled_files(folder: str | os.PathLike[str], modality: Modality[Any]) -> LabelledFiles:
    """Return the files of ``folder/LABEL/...``, by label.

    A label is the name of a sub-folder, for the files in deeper folders too.

    Args:
        folder: the folder.
        modality: the modality of its files.

    Raises:
        InputNotFoundError: there is no such folder.
        TrainingDataError: fewer than two labels have files.

    """
    layout = (
        f"Put the {modality.plural} into one folder for each label, as in {modality.example_path}"
    )
    root, name = Path(folder), shorten(os.fspath(folder)) or "An empty path"
    if not is_folder(folder):
        if os.path.lexists(folder):
            raise TrainingDataError(
                f"{name} is a file, not a folder of {modality.plural}. {layout}."
            )
        raise InputNotFoundError(f"{name}: there is no such folder. Check its name.")
    files: dict[str, list[Path]] = {}
    empty: list[str] = []
    for sub_folder in folders_in(root):
        label = _label(sub_folder)
        found = files_in(sub_folder, modality.suffixes)
        if found:
            files.setdefault(label, []).extend(found)
        else:
            empty.append(label)
    unlabelled = files_in(root, modality.suffixes, deep=False)
    if len(files) < 2:  # noqa: PLR2004 - two labels are the fewest to tell apart
        raise TrainingDataError(
            f"{name} has {modality.plural} for {_named(files, 'label')}; at least 2 are needed. "
            f"{layout}. Without {modality.plural}: {_named(empty, 'sub-folder')}; "
            "beside the sub-folders: "
            f"{_named([each.name for each in unlabelled], modality.singular)}."
        )
    return LabelledFiles(dict(sorted(files.items())), unlabelled, empty)


def _label(folder: Path) -> str:
    try:
        folder.name.encode()
    except UnicodeEncodeError as error:  # bytes that are not UTF-8 can't be written to JSON
        raise TrainingDataError(
            f"{folder.name!r} can't be a label: its name is not valid Unicode. Rename the folder."
        ) from error
    # Some systems store an accent apart from its letter; a label is one string everywhere.
    return unicodedata.normalize("NFC", folder.name)


def _named(names: Collection[str], noun: str) -> str:
    shown = f" ({', '.join(map(repr, names)):.160})" if names else ""
    return f"{counted(len(names), noun)}{shown}"
