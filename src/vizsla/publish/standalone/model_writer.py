"""Adds operators behind those of a .tflite graph, without TensorFlow.

Every operator here is in its first version, for float32, which LiteRT has had since 1.13.1 at the
latest (its ``runtime_version.cc``): less than 1.14.0, which an int8 graph needs. So the least
version of the runtime that the graph names stays right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import BundleDamagedError
from vizsla.runtime.tflite_schema import read_model, schema, write_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["NO_TENSOR", "GraphExtender"]

NO_TENSOR = -1  # in place of an operator's optional input
METADATA = "TFLITE_METADATA"
SIGNATURE = "serving_default"
NO_DATA = 0  # the first buffer, which is empty by the schema: its tensor is computed
TYPES = {"float32": schema.TensorType.FLOAT32, "int32": schema.TensorType.INT32}


class GraphExtender:
    """A .tflite graph of one input and one output, to which operators are added.

    Args:
        graph: the .tflite file. Its tensors, operators and metadata stay as they are.
        where: the graph's name, for messages.

    Attributes:
        input: the input's number among the tensors.
        input_shape: (1, height, width, channels).
        output: the output's number among the tensors.
        output_shape: the output's shape.

    Raises:
        BundleDamagedError: the file is not such a graph.

    """

    def __init__(self, graph: bytes, where: str) -> None:
        try:
            self._model = read_model(graph)
            (self._subgraph,) = self._model.subgraphs
            (self.input,), (self.output,) = self._subgraph.inputs, self._subgraph.outputs
            self.input_shape = self._shape(self.input)
            self.output_shape = self._shape(self.output)
        except (ValueError, TypeError, IndexError) as error:
            raise BundleDamagedError(
                f"{where} is not a .tflite graph of one input and one output ({error}); publish "
                "the function again"
            ) from error

    def _shape(self, tensor: int) -> tuple[int, ...]:
        return tuple(int(n) for n in self._subgraph.tensors[tensor].shape)

    def add_tensor(
        self, name: str, shape: Sequence[int], values: NDArray[np.generic] | None = None
    ) -> int:
        """Add a tensor.

        Args:
            name: the tensor's name.
            shape: the tensor's shape.
            values: the tensor's values, float32 or int32; None for a float32 tensor that an
                operator computes.

        Returns:
            The tensor's number.

        """
        tensor = schema.TensorT()
        tensor.name = name
        tensor.shape = np.array(shape, np.int32)
        tensor.type = TYPES["float32" if values is None else str(values.dtype)]
        tensor.buffer = NO_DATA if values is None else self._add_buffer(_little_endian(values))
        self._subgraph.tensors.append(tensor)
        return len(self._subgraph.tensors) - 1

    def add_operator(self, name: str, inputs: Sequence[int], output: int, options: object) -> None:
        """Add an operator, in its first version.

        Args:
            name: the operator's name in the schema's ``BuiltinOperator``.
            inputs: the numbers of its input tensors.
            output: the number of the tensor that it computes.
            options: its options, an object of one of the schema's ``...OptionsT`` classes.

        """
        code = schema.OperatorCodeT()
        code.builtinCode = getattr(schema.BuiltinOperator, name)
        # Old runtimes read this field, new ones the greater of the two.
        code.deprecatedBuiltinCode = code.builtinCode
        self._model.operatorCodes.append(code)
        operator = schema.OperatorT()
        operator.opcodeIndex = len(self._model.operatorCodes) - 1
        operator.inputs = np.array(inputs, np.int32)
        operator.outputs = np.array([output], np.int32)
        operator.builtinOptions = options
        operator.builtinOptionsType = getattr(
            schema.BuiltinOptions, type(options).__name__.removesuffix("T")
        )
        self._subgraph.operators.append(operator)

    def finish(self, output: int, names: tuple[str, str], title: str, metadata: bytes) -> bytes:
        """Return the .tflite file; afterwards nothing may be added.

        Args:
            output: the number of the tensor that is the output now.
            names: the names of input and output in the signature.
            title: the model's description.
            metadata: the content of the metadata ``TFLITE_METADATA``.

        """
        entry = schema.MetadataT()
        entry.name, entry.buffer = METADATA, self._add_buffer(metadata)
        self._model.metadata = [*(self._model.metadata or []), entry]
        self._model.description = title
        self._model.signatureDefs = [self._signature(output, *names)]
        self._subgraph.outputs = np.array([output], np.int32)
        self._subgraph.name = "main"
        return write_model(self._model)

    def _signature(self, output: int, input_name: str, output_name: str) -> object:
        signature = schema.SignatureDefT()
        signature.signatureKey = SIGNATURE
        signature.inputs = [_named(input_name, self.input)]
        signature.outputs = [_named(output_name, output)]
        return signature

    def _add_buffer(self, content: bytes) -> int:
        buffer = schema.BufferT()
        buffer.data = np.frombuffer(content, np.uint8)
        self._model.buffers.append(buffer)
        return len(self._model.buffers) - 1


def _named(name: str, tensor: int) -> object:
    entry = schema.TensorMapT()
    entry.name, entry.tensorIndex = name, tensor
    return entry


def _little_endian(values: NDArray[np.generic]) -> bytes:
    return values.astype(values.dtype.newbyteorder("<")).tobytes()
