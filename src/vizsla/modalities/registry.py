"""The table of modalities. A new one is a folder beside this file, and one row here."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from vizsla.modalities.base import Modality

__all__ = ["modality_named", "modality_names", "register_modality"]

# A row holds the modality or its import path: looking up a name imports no decoder.
_MODALITIES: dict[str, Modality[Any] | str] = {
    "audio": "vizsla.modalities.audio.audio_modality:AUDIO",
    "image": "vizsla.modalities.image.image_modality:IMAGE",
    "text": "vizsla.modalities.text.text_modality:TEXT",
}


def register_modality(modality: Modality[Any]) -> None:
    """Add a modality to the table, or replace the one of its name."""
    _MODALITIES[modality.name] = modality


def modality_names() -> tuple[str, ...]:
    """Return the names of the modalities, in order."""
    return tuple(sorted(_MODALITIES))


def modality_named(name: str) -> Modality[Any]:
    """Return a modality by its name.

    Raises:
        OptionError: no modality has that name.

    """
    found = _MODALITIES.get(name)
    if found is None:
        raise OptionError(
            f"{name!r} is no modality of this version of Vizsla; it knows "
            f"{', '.join(modality_names())}"
        )
    if isinstance(found, str):
        found = _MODALITIES[name] = resolve_name(found)
    return found
