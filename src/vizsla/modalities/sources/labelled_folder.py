"""Pictures in folders, always in the same order."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TypeAlias

from vizsla.errors import InputError, InputNotFoundError, InputTypeError, TrainingDataError
from vizsla.modalities.sources.source_names import is_url, shorten, without_secrets
from vizsla.modalities.sources.walk import (
    EXTENSIONS,
    folders_in,
    is_folder,
    is_pattern,
    matches,
    pictures_in,
)
from vizsla.wording import counted

__all__ = ["EXTENSIONS", "LabelledFiles", "Where", "labelled_files", "picture_files"]

Where: TypeAlias = "str | os.PathLike[str] | Iterable[str | os.PathLike[str]]"
_LAYOUT = "Put the pictures into one folder for each label, as in photos/beagle/1.jpg"


class LabelledFiles(dict[str, list[Path]]):
    """The pictures of each label, labels in the order of their letters.

    Attributes:
        loose: pictures that lie beside the labels' folders, and so have none.
        empty: labels whose folder holds no picture.

    """

    def __init__(self, files: dict[str, list[Path]], loose: list[Path], empty: list[str]) -> None:
        super().__init__(files)
        self.loose = loose
        self.empty = empty


def picture_files(where: Where) -> list[Path]:
    """Return the pictures that ``where`` names, in natural order (``2.jpg`` before ``10.jpg``).

    Args:
        where: a folder, with all in it; a pattern such as ``photos/**/*.jpg``; a file; or several
            of these, in the order given. In folders and patterns only files with a picture's
            extension count, and nothing hidden. A file named outright counts whatever it is
            called; among several, even where it is missing, so that one wrong name does not end
            the run: loading it tells.

    Raises:
        InputNotFoundError: there is no picture.
        InputError: a URL, which is no folder.
        InputTypeError: not a path, nor several.

    """
    if isinstance(where, str | os.PathLike):
        return _found(where)
    if not isinstance(where, Iterable):
        raise InputTypeError(
            f"Pictures are named by a folder, a pattern or a list of paths, not by {where!r:.80}."
        )
    files: list[Path] = []
    for each in where:
        if not isinstance(each, str | os.PathLike):
            raise InputTypeError(f"A list of pictures holds paths, not {each!r:.80}.")
        text = os.fspath(each)
        plain = not (is_url(text) or is_pattern(text) or is_folder(each))
        files.extend([Path(each)] if plain else _found(each))
    if not files:
        raise InputNotFoundError("The list of pictures is empty. Give at least one path.")
    return files


def labelled_files(folder: str | os.PathLike[str]) -> LabelledFiles:
    """Return the pictures of ``folder/LABEL/...``, by label.

    A label is the name of a sub-folder; pictures deeper inside count for it too. Labels without a
    picture and pictures without a label are left out, and told in ``empty`` and ``loose``.

    Raises:
        InputNotFoundError: there is no such folder.
        TrainingDataError: fewer than two labels have pictures.

    """
    root, name = Path(folder), shorten(os.fspath(folder)) or "An empty path"
    if not is_folder(folder):
        if os.path.lexists(folder):
            raise TrainingDataError(f"{name} is a file, not a folder of pictures. {_LAYOUT}.")
        raise InputNotFoundError(f"{name}: there is no such folder. Check its name.")
    files: dict[str, list[Path]] = {}
    empty: list[str] = []
    for place in folders_in(root):
        label = _label(place)
        found = pictures_in(place)
        if found:
            files.setdefault(label, []).extend(found)
        else:
            empty.append(label)
    loose = pictures_in(root, deep=False)
    if len(files) < 2:  # noqa: PLR2004 - two labels are the fewest to tell apart
        raise TrainingDataError(
            f"{name} has pictures for {_named(files, 'label')}; at least 2 are needed. "
            f"{_LAYOUT}. Without a picture: {_named(empty, 'sub-folder')}; "
            f"beside the sub-folders: {_named([each.name for each in loose], 'picture')}."
        )
    return LabelledFiles(dict(sorted(files.items())), loose, empty)


def _found(where: str | os.PathLike[str]) -> list[Path]:
    text, path = os.fspath(where), Path(where)
    if is_url(text):
        raise InputError(
            f"{without_secrets(text)} is a URL, not a folder. Call the function with it."
        )
    name = shorten(text) or "An empty path"
    if is_folder(text):  # text: an empty one would be the working folder as a Path
        files = pictures_in(path)
        what = f"The folder {name}"
    elif os.path.lexists(text):
        return [path]
    elif is_pattern(text):
        files = matches(text)
        what = f"What the pattern {name} finds"
    else:
        raise InputNotFoundError(
            f"{name}: there is no such file or folder, seen from {Path.cwd()}. Check its name."
        )
    if not files:
        raise InputNotFoundError(
            f"{what} has no picture: no file that ends in {', '.join(sorted(EXTENSIONS))}."
        )
    return files


def _label(place: Path) -> str:
    try:
        place.name.encode()
    except UnicodeEncodeError as error:  # bytes that are no UTF-8: they can't be written to JSON
        raise TrainingDataError(
            f"{place.name!r} can't be a label: its name is not valid Unicode. Rename the folder."
        ) from error
    # Some systems store an accent apart from its letter; one label is one string everywhere.
    return unicodedata.normalize("NFC", place.name)


def _named(names: Collection[str], noun: str) -> str:
    shown = f" ({', '.join(map(repr, names)):.160})" if names else ""
    return f"{counted(len(names), noun)}{shown}"
