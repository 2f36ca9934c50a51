"""Finds the files of the speech models, and checks them before use."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from vizsla.errors import BundleDamagedError, MissingExtraError

__all__ = ["FILES", "model_file"]

# The sha256 of each file; scripts/fetch_speech_models.py says where it comes from.
FILES = {
    "moonshine-tiny/encoder.ort": (
        "94e90a4654fc45cdfedb77c4c08e1739f48862998e58fada384b25118134f221"
    ),
    "moonshine-tiny/decoder.ort": (
        "cf524c4862d36e9e5ab032eddc73637efd822d70e868ac575cf1a46e1e4708a0"
    ),
    "moonshine-tiny/word-pieces.bin": (
        "6884b35fd6377d4c4d32336a0bc152f36b64d1e45b6503683cdc238250a8472d"
    ),
    "silero-vad.onnx": "7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49",
}


@lru_cache(maxsize=len(FILES))
def model_file(name: str) -> bytes:
    """Return the content of a file of ``FILES``.

    It is taken from the folder that ``VIZSLA_MODELS`` names, else from the package vizsla-speech.

    Raises:
        MissingExtraError: it is not there.
        BundleDamagedError: it is altered.

    """
    path = _folder() / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingExtraError(
            f"the speech model {name} is not in {path.parent}: {error.strerror}. "
            "Install it again: pip install --force-reinstall vizsla-speech"
        ) from error
    if hashlib.sha256(content).hexdigest() != FILES[name]:
        raise BundleDamagedError(
            f"{path} is not the file that this version of Vizsla knows: it was altered. "
            "Install it again: pip install --force-reinstall vizsla-speech"
        )
    return content


def _folder() -> Path:
    chosen = os.environ.get("VIZSLA_MODELS")
    if chosen:
        return Path(chosen)
    try:
        found: Path = import_module("vizsla_speech").folder()
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "speech needs the package vizsla-speech, which is not installed: "
            "pip install 'vizsla[speech]'"
        ) from error
    return found
