"""Says what to do with data of another modality than the project's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import InputFormatError
from vizsla.functions.registry import classifier_kind
from vizsla.modalities.registry import modality_named, modality_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.modalities.base import Modality

__all__ = ["TEXTS_GO", "modality_of_files", "project_for", "refuse_file_names"]

TEXTS_GO = "Texts go into a project of texts: kind='text-classification'."
_SAMPLE = 200  # names that show what files they are of


def modality_of_files(names: Sequence[str]) -> Modality[Any] | None:
    """Return the modality, other than texts, whose files most names are of; None for none."""
    filled = [each.strip() for each in names[:_SAMPLE] if each.strip()]
    for each in map(modality_named, modality_names()):
        if not each.str_is_content and 2 * sum(map(each.is_file, filled)) > len(filled):
            return each
    return None


def refuse_file_names(cells: Sequence[str], title: str) -> None:
    """Refuse a table whose texts are the names of files, such as images.

    Raises:
        InputFormatError: most cells are; the message says where such a table goes.

    """
    other = modality_of_files(cells)
    if other is not None:
        raise InputFormatError(
            f"{title} is a table of {other.plural}, and texts are wanted here. Add it to "
            f"{project_for(other)}."
        )


def project_for(modality: Modality[Any]) -> str:
    """Return which project takes a modality: ``a project of images: kind='…'``."""
    kind = classifier_kind(modality.name)
    return f"a project of {modality.plural}" + ("" if kind is None else f": kind={kind!r}")
