"""Adds operators behind those of a .tflite graph, without TensorFlow.

Numbers of fields, operators and types are of LiteRT's ``schema.fbs``. Every operator here is in
its first version, for float32, which LiteRT has had since 1.13.1 at the latest (its
``runtime_version.cc``): less than 1.14.0, which an int8 graph needs. So the least version of the
runtime that the graph names stays right.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import BundleDamagedError
from vizsla.publish.standalone.table_reader import TableReader
from vizsla.publish.standalone.table_writer import Field, TableWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["NONE", "Model"]

NONE = -1  # in place of an operator's optional input
METADATA = "TFLITE_METADATA"
SIGNATURE = "serving_default"
TYPES = {"float32": 0, "int32": 2}  # TensorType


class Model:
    """A .tflite graph of one picture in and one tensor out, to which more is added.

    Args:
        graph: the .tflite file, whose own bytes are kept unchanged.
        where: its name, for messages.

    Attributes:
        input: the input's number among the tensors.
        input_shape: (1, height, width, channels).
        output: the output's number among the tensors.
        output_shape: its shape.

    Raises:
        BundleDamagedError: it is not such a graph.

    """

    def __init__(self, graph: bytes, where: str) -> None:
        self._tables = TableWriter(graph)
        try:
            self._read(graph)
        except (struct.error, IndexError, TypeError, ValueError) as error:
            raise BundleDamagedError(
                f"{where} is not a .tflite graph of one input and one output ({error}); publish "
                "the function anew"
            ) from error

    def _read(self, graph: bytes) -> None:
        root = TableReader(graph, int.from_bytes(graph[:4], "little"))
        (subgraph,) = root.tables(2)
        tensors = subgraph.tables(0)
        (self.input,), (self.output,) = subgraph.numbers(1), subgraph.numbers(2)
        self.input_shape = tensors[self.input].numbers(0)
        self.output_shape = tensors[self.output].numbers(0)
        self._version = root.uint32(0)
        kept = self._tables.kept
        self._codes = [kept(each.Pos) for each in root.tables(1)]
        self._buffers = [kept(each.Pos) for each in root.tables(4)]
        self._metadata = [kept(each.Pos) for each in root.tables(6)]
        self._tensors = [kept(each.Pos) for each in tensors]
        self._operators = [kept(each.Pos) for each in subgraph.tables(3)]

    def tensor(
        self, name: str, shape: Sequence[int], values: NDArray[np.generic] | None = None
    ) -> int:
        """Add a tensor.

        Args:
            name: what it is called.
            shape: its shape.
            values: what it holds, float32 or int32; None for a float32 that is computed.

        Returns:
            Its number.

        """
        dtype = "float32" if values is None else str(values.dtype)
        # The first buffer is empty by the schema, and stands for no data.
        buffer = 0 if values is None else self._buffer(_little_endian(values))
        self._tensors.append(
            self._tables.table(
                Field(0, "offset", self._tables.numbers(np.array(shape, np.int32))),
                Field(1, "int8", TYPES[dtype]),
                Field(2, "uint32", buffer),
                Field(3, "offset", self._tables.text(name)),
            )
        )
        return len(self._tensors) - 1

    def operator(
        self, code: int, inputs: Sequence[int], output: int, options: int, *fields: Field
    ) -> None:
        """Add an operator, in its first version.

        Args:
            code: its ``BuiltinOperator``, below 127.
            inputs: the numbers of its tensors.
            output: the number of the tensor that it computes.
            options: the number of its options' table in the union ``BuiltinOptions``.
            *fields: of that table.

        """
        # Old runtimes read the first of the two, new ones the greater.
        self._codes.append(
            self._tables.table(
                Field(0, "int8", code), Field(2, "int32", 1), Field(3, "int32", code)
            )
        )
        self._operators.append(
            self._tables.table(
                Field(0, "uint32", len(self._codes) - 1),
                Field(1, "offset", self._tables.numbers(np.array(inputs, np.int32))),
                Field(2, "offset", self._tables.numbers(np.array([output], np.int32))),
                Field(3, "uint8", options),
                Field(4, "offset", self._tables.table(*fields)),
            )
        )

    def finish(self, output: int, names: tuple[str, str], title: str, metadata: bytes) -> bytes:
        """Return the .tflite file; nothing may be added.

        Args:
            output: the number of the tensor that is its output now.
            names: of input and output, in the signature.
            title: says which model it is.
            metadata: for the field ``TFLITE_METADATA``.

        """
        tables = self._tables
        self._metadata.append(
            tables.table(
                Field(0, "offset", tables.text(METADATA)),
                Field(1, "uint32", self._buffer(metadata)),
            )
        )
        subgraph = tables.table(
            Field(0, "offset", tables.vector(self._tensors)),
            Field(1, "offset", tables.numbers(np.array([self.input], np.int32))),
            Field(2, "offset", tables.numbers(np.array([output], np.int32))),
            Field(3, "offset", tables.vector(self._operators)),
            Field(4, "offset", tables.text("main")),
        )
        root = tables.table(
            Field(0, "uint32", self._version),
            Field(1, "offset", tables.vector(self._codes)),
            Field(2, "offset", tables.vector([subgraph])),
            Field(3, "offset", tables.text(title)),
            Field(4, "offset", tables.vector(self._buffers)),
            Field(6, "offset", tables.vector(self._metadata)),
            Field(7, "offset", tables.vector([self._signature(output, *names)])),
        )
        return tables.finish(root, b"TFL3")

    def _signature(self, output: int, input_name: str, output_name: str) -> int:
        tables = self._tables
        entries = [
            tables.vector(
                [tables.table(Field(0, "offset", tables.text(name)), Field(1, "uint32", number))]
            )
            for name, number in ((input_name, self.input), (output_name, output))
        ]
        return tables.table(
            Field(0, "offset", entries[0]),
            Field(1, "offset", entries[1]),
            Field(2, "offset", tables.text(SIGNATURE)),
        )

    def _buffer(self, content: bytes) -> int:
        self._buffers.append(self._tables.table(Field(0, "offset", self._tables.data(content))))
        return len(self._buffers) - 1


def _little_endian(values: NDArray[np.generic]) -> bytes:
    return values.astype(values.dtype.newbyteorder("<")).tobytes()
