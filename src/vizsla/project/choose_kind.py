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

__all__ = ["IMAGES", "TEXTS", "choose_kind"]

IMAGES, TEXTS = "image-classification", "text-classification"


def choose_kind(source: Where | Texts, options: ReadOptions) -> str:
    """Return the kind: of texts for a dict, or for a table with texts and no images; else images.

    A folder with text files is no sign: such files often stand beside images.

    Args:
        source: a folder, a .zip, a table, or texts by their labels.
        options: how to read it, where that is not clear.

    """
    if isinstance(source, Mapping):
        return TEXTS
    if not isinstance(source, str | os.PathLike):
        return IMAGES
    if Path(source).suffix.lower() not in TABLE_SUFFIXES:
        return IMAGES
    named = options.get("text_column") is not None
    is_texts = named or (
        not _can_hold(source, "image", options) and _can_hold(source, "text", options)
    )
    return TEXTS if is_texts else IMAGES


def _can_hold(source: str | os.PathLike[str], modality: str, options: ReadOptions) -> bool:
    try:
        read_source(source, modality=modality, **options)
    except InputUnclearError:  # the next reading raises the same error, with its question
        return True
    except InputError:
        return False
    return True
