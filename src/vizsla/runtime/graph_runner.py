"""Runs a graph on one interpreter of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_edge_litert.interpreter import Interpreter

from vizsla.errors import EngineError
from vizsla.runtime.quiet import quiet

if TYPE_CHECKING:
    import numpy as np

__all__ = ["GraphRunner", "Output"]


@dataclass(frozen=True, slots=True)
class Output:
    """One of a graph's outputs, as integers: a real value is (integer - zero_point) * scale.

    Attributes:
        values: the integers, in the output's own shape.
        scale: the factor.
        zero_point: the integer that stands for 0.

    """

    values: np.ndarray
    scale: float
    zero_point: int


class GraphRunner:
    """Runs a graph on an interpreter of its own, in one thread at a time.

    Args:
        content: the .tflite file's content.
        threads: the number of the engine's threads.

    Attributes:
        shape: the input's shape, with a batch of 1.
        dtype: the input's NumPy type.
        quantisation: the input's scale and zero point: an integer of it stands for the real value
            (integer - zero point) * scale.
        output_shapes: the shape of each output.

    Raises:
        EngineError: the engine refuses the graph, or the graph takes several inputs or a batch.

    """

    def __init__(self, content: bytes, threads: int) -> None:
        try:
            with quiet():
                self._interpreter = Interpreter(model_content=content, num_threads=threads)
                self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError, MemoryError) as error:
            raise EngineError(
                f"the engine refuses the graph: {str(error) or repr(error)}. Publish the function "
                "again, or reinstall ai-edge-litert if it is one that Vizsla ships"
            ) from error
        details = self._interpreter.get_input_details()
        shapes = [tuple(int(n) for n in each["shape"]) for each in details]
        if len(shapes) != 1 or shapes[0][:1] != (1,):
            raise EngineError(
                f"the graph takes inputs of shapes {shapes[:4]}, and must take one input in a "
                "batch of 1; publish the function again"
            )
        self.shape: tuple[int, ...] = shapes[0]
        self.dtype: type[np.generic] = details[0]["dtype"]
        self.quantisation: tuple[float, int] = details[0]["quantization"]
        self._index = details[0]["index"]
        # Returns the input's memory, which must not be held while the graph runs.
        self._input = self._interpreter.tensor(self._index)
        outputs = self._interpreter.get_output_details()
        self.output_shapes = tuple(tuple(int(n) for n in each["shape"]) for each in outputs)
        self._outputs = [(each["index"], *each["quantization"]) for each in outputs]

    def resize(self, rows: int) -> None:
        """Let the input have another number of rows, its first dimension without the batch.

        Raises:
            EngineError: the engine can't run the graph on so many.

        """
        shape = (1, rows, *self.shape[2:])
        try:
            self._interpreter.resize_tensor_input(self._index, shape)
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError, MemoryError) as error:
            raise EngineError(
                f"the engine can't run the graph on {rows} rows: {error!r}. Give it fewer at a time"
            ) from error
        self.shape = shape

    def run(self, values: np.ndarray) -> tuple[Output, ...]:
        """Run the graph, and return the outputs in order.

        Args:
            values: an input of the graph's shape and type, without the batch.

        Raises:
            EngineError: the engine can't run the graph on this input.

        """
        self._input()[0] = values
        try:
            self._interpreter.invoke()
        except (ValueError, RuntimeError, MemoryError) as error:
            raise EngineError(
                f"the engine can't run the graph: {error!r}. Publish the function again"
            ) from error
        read = self._interpreter.get_tensor
        return tuple(Output(read(index), scale, zero) for index, scale, zero in self._outputs)
