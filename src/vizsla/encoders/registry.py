"""The table of encoders. A new encoder is a file beside this one, and one row here.

A package of its own may also bring an encoder: its entry point in the group ``vizsla.encoders``
names a function that returns the folder with the encoder's files (see ``encoder_folder.py``).
"""

from __future__ import annotations

from importlib import metadata
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from vizsla.encoders.encoder_folder import encoder_from_folder
from vizsla.errors import MissingExtraError, OptionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.encoders.base import Encoder

__all__ = ["encoder_named", "encoder_names", "register_encoder"]

_ENTRY_POINTS = "vizsla.encoders"

# name -> a function that opens the encoder, or the function's import path.
_ENCODERS: dict[str, Callable[[], Encoder[Any]] | str] = {
    "efficientnet-lite0": "vizsla.encoders.shipped_encoders:efficientnet_lite0",
    "sound": "vizsla.encoders.sound.sound_encoder:sound_encoder",
}
_DEFAULTS = {  # by modality
    "audio": "sound",
    "image": "efficientnet-lite0",
    "text": "all-minilm-l6-v2",
}
_OPTIONS = {  # short names for users, by modality
    ("image", "accurate"): "efficientnet-lite2",
    ("text", "accurate"): "bge-small-en-v1.5",
    ("text", "multilingual"): "multilingual-e5-small",
}
_EXTRAS = {  # encoders that an extra installs
    "efficientnet-lite2": "accurate",
    "all-minilm-l6-v2": "text",
    "bge-small-en-v1.5": "text-accurate",
    "multilingual-e5-small": "text-multilingual",
}


def register_encoder(
    name: str, open_encoder: Callable[[], Encoder[Any]], *, default_for: str | None = None
) -> None:
    """Add an encoder to the table, or replace the one of its name.

    Args:
        name: the encoder's name.
        open_encoder: opens the encoder; called once for each function or project that uses it.
        default_for: the name of the modality whose projects use the encoder by default.

    """
    _ENCODERS[name] = open_encoder
    if default_for is not None:
        _DEFAULTS[default_for] = name


def encoder_names() -> tuple[str, ...]:
    """Return the names of the encoders that are installed, in order."""
    return tuple(sorted({*_ENCODERS, *(each.name for each in _entry_points())}))


def encoder_named(name: str | None, modality: str) -> Encoder[Any]:
    """Open an encoder.

    Args:
        name: the encoder's name, a short name such as ``accurate``, or None for the modality's
            default.
        modality: the name of the modality of its inputs.

    Raises:
        OptionError: there is no such encoder for the modality.
        MissingExtraError: the encoder's package is not installed.

    """
    known = _DEFAULTS.get(modality) if name is None else _OPTIONS.get((modality, name), name)
    if known is None:
        raise OptionError(
            f"there is no encoder of modality {modality!r}; register one, or name one of "
            f"{', '.join(encoder_names())}"
        )
    encoder = _open(known)
    if encoder.modality != modality:
        raise OptionError(
            f"the encoder {known!r} takes inputs of modality {encoder.modality!r}, not {modality!r}"
        )
    return encoder


def _open(name: str) -> Encoder[Any]:
    found = _ENCODERS.get(name)
    if isinstance(found, str):
        found = _ENCODERS[name] = resolve_name(found)
    if callable(found):
        return found()
    for each in _entry_points():
        if each.name == name:
            return encoder_from_folder(each.load()())
    if name in _EXTRAS:
        raise MissingExtraError(
            f"the encoder {name!r} is not installed: pip install 'vizsla[{_EXTRAS[name]}]'"
        )
    raise OptionError(f"there is no encoder {name!r}; installed are {', '.join(encoder_names())}")


def _entry_points() -> metadata.EntryPoints:
    return metadata.entry_points(group=_ENTRY_POINTS)
