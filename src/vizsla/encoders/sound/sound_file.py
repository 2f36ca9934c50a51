"""Finds the file of the encoder of sounds, and checks it before use."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import import_module

from vizsla.errors import BundleDamagedError, MissingExtraError

__all__ = ["FILE", "SHA256", "SIZE", "sound_file"]

FILE = "sound.safetensors"  # scripts/make_sound_encoder.py makes it
SHA256 = "d5fd4d86c1a49117e5a5b9c5c0a0aa535053731a3026cfe1c3c7ee2b772fb3ed"
SIZE = 683_648  # bytes
_AGAIN = "Install it again: pip install --force-reinstall vizsla-sound"


@lru_cache(maxsize=1)
def sound_file() -> bytes:
    """Return the file's content, which the package vizsla-sound brings.

    Raises:
        MissingExtraError: the package is not installed, or the file not in it.
        BundleDamagedError: the file is altered.

    """
    try:
        path = import_module("vizsla_sound").folder() / FILE
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "functions of sounds need the package vizsla-sound, which is not installed: "
            "pip install 'vizsla[sound]'"
        ) from error
    try:
        content: bytes = path.read_bytes()
    except OSError as error:
        raise MissingExtraError(f"{path} can't be read: {error.strerror}. {_AGAIN}") from error
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise BundleDamagedError(
            f"{path} is not the file that this version of Vizsla knows: it was altered. {_AGAIN}"
        )
    return content
