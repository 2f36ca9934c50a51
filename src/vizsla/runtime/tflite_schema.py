"""Reads and writes .tflite files, with the engine's generated classes of LiteRT's ``schema.fbs``.

Untrusted files are checked first, without an engine, by ``vizsla.bundle.operators``.
"""

from __future__ import annotations

import struct
from typing import Any, TypeAlias

import flatbuffers
from ai_edge_litert import schema_py_generated as schema

__all__ = ["ModelT", "read_model", "schema", "write_model"]

ModelT: TypeAlias = schema.ModelT
IDENTIFIER = b"TFL3"
ALIGNMENT = 16  # of a buffer's data: ``force_align`` in the schema


class _AlignedBuffer(schema.BufferT):  # type: ignore[misc] # the engine ships no types
    """A buffer whose data is aligned as the schema asks, which the generated code leaves out."""

    def Pack(self, builder: Any) -> Any:  # noqa: ANN401, N802 - the generated code's interface
        if self.data is not None:
            builder.Prep(ALIGNMENT, len(self.data))
        return super().Pack(builder)


def read_model(content: bytes) -> ModelT:
    """Return a .tflite file's model, as objects that can be changed.

    Raises:
        ValueError: the content is not a .tflite file.

    """
    if content[4:8] != IDENTIFIER:
        raise ValueError("its file identifier is not TFL3")
    try:
        return ModelT.InitFromObj(schema.Model.GetRootAs(content, 0))
    except (struct.error, IndexError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def write_model(model: ModelT) -> bytes:
    """Return a model's .tflite file; the same model gives the same bytes."""
    model.buffers = [_AlignedBuffer(each.data, each.offset, each.size) for each in model.buffers]
    size = sum(len(each.data) for each in model.buffers if each.data is not None)
    builder = flatbuffers.Builder(2 * size + 1024)
    builder.Finish(model.Pack(builder), IDENTIFIER)
    return bytes(builder.Output())
