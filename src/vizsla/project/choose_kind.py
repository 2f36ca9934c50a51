"""Chooses the kind of function that a source's examples are for, where the user names none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputUnclearError
from vizsla.exchange import read_source
from vizsla.exchange.text_sources.text_files import TABLE_SUFFIXES

if TYPE_CHECKING:
    from vizsla.exchange import Texts
    from vizsla.exchange.hints import ReadOptions
    from vizsla.modalities.sources.find_files import Where

__all__ = ["IMAGES", "SOUNDS", "TEXTS", "choose_kind"]

FILE_SUFFIXES = {*TABLE_SUFFIXES, ".txt", ".text"}
IMAGES, TEXTS = "image-classification", "text-classification"
SOUNDS = "sound-classification"


def choose_kind(source: Where | Texts, options: ReadOptions) -> str:
    """Return the kind: of images where there are any, else of sounds, else of texts.

    A dict is one of texts. Where there is nothing, the kind is that of images.

    Of a folder or archive the texts must have labels: a note beside pictures that can't be read is
    no sign.

    Args:
        source: a folder, a .zip, a table, or texts by their labels.
        options: how to read it, where that is not clear.

    """
    if isinstance(source, Mapping) or options.get("text_column") is not None:
        return TEXTS
    if not isinstance(source, str | os.PathLike) or _holds(source, "image", options):
        return IMAGES
    if _holds(source, "audio", options):
        return SOUNDS
    is_file = Path(source).suffix.lower() in FILE_SUFFIXES
    return TEXTS if _holds(source, "text", options, labelled=not is_file) else IMAGES


def _holds(
    source: str | os.PathLike[str], modality: str, options: ReadOptions, *, labelled: bool = False
) -> bool:
    """Return whether a source has an example of a modality, with a label if that is asked for."""
    try:
        found = read_source(source, modality=modality, **options)
    except InputUnclearError as error:  # the next reading raises the same error, as a question
        return modality == "image" or error.option != "text_column"
    except InputError:
        return False
    return any(not labelled or each.label is not None for each in found)
