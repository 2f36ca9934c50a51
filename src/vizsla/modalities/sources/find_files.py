"""Finds the files that a folder, a pattern or a list of paths names, always in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

from vizsla.errors import InputError, InputNotFoundError, InputTypeError
from vizsla.modalities.sources.source_names import is_url, shorten, without_secrets
from vizsla.modalities.sources.walk import files_in, is_folder, is_pattern, matches

__all__ = ["Where", "find_files"]

Where: TypeAlias = "str | os.PathLike[str] | Iterable[str | os.PathLike[str]]"


def find_files(
    where: Where, wanted: Callable[[Path], bool], singular: str = "file", plural: str = "files"
) -> list[Path]:
    """Return the files that ``where`` names, in natural order (``2.jpg`` before ``10.jpg``).

    Args:
        where: a folder, with its sub-folders; a pattern such as ``photos/**/*.jpg``; a file; or a
            list of these, in that order. Of folders and patterns only visible files count that
            are wanted. A file named by its path counts whatever it is; in a list even where it is
            missing, so that one wrong name does not end the run: loading that file raises the
            error.
        wanted: whether a file of a folder or pattern counts.
        singular: the word for one file in messages, such as ``image``.
        plural: the word for several files in messages.

    Raises:
        InputNotFoundError: there is no such file.
        InputError: ``where`` is a URL, which is no folder.
        InputTypeError: ``where`` is neither a path nor a list of paths.

    """
    if isinstance(where, str | os.PathLike):
        return _find(where, wanted, singular)
    if not isinstance(where, Iterable):
        raise InputTypeError(
            f"Name {plural} by a folder, a pattern or a list of paths, not by {where!r:.80}."
        )
    files: list[Path] = []
    for each in where:
        if not isinstance(each, str | os.PathLike):
            raise InputTypeError(f"A list of {plural} holds paths, not {each!r:.80}.")
        text = os.fspath(each)
        plain = not (is_url(text) or is_pattern(text) or is_folder(each))
        files.extend([Path(each)] if plain else _find(each, wanted, singular))
    if not files:
        raise InputNotFoundError(f"The list of {plural} is empty. Give at least one path.")
    return files


def _find(
    where: str | os.PathLike[str], wanted: Callable[[Path], bool], singular: str
) -> list[Path]:
    text, path = os.fspath(where), Path(where)
    if is_url(text):
        raise InputError(
            f"{without_secrets(text)} is a URL, not a folder. Call the function with it."
        )
    name = shorten(text) or "An empty path"
    if is_folder(text):  # text: an empty one would be the working folder as a Path
        files = files_in(path, wanted)
        place = f"The folder {name}"
    elif os.path.lexists(text):
        return [path]
    elif is_pattern(text):
        files = matches(text, wanted)
        place = f"The pattern {name}"
    else:
        raise InputNotFoundError(
            f"{name}: there is no such file or folder, seen from {Path.cwd()}. Check its name."
        )
    if not files:
        raise InputNotFoundError(f"{place} has no {singular}. Give another one, or check its name.")
    return files
