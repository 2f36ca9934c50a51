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
        output_shapes: the shape of each output.

    Raises:
        EngineError: the engine refuses the graph, or the graph takes several inputs or a batch.

    """

    def __init__(self, content: bytes, threads: int) -> None:
        try:
            with quiet():
                self._interpreter = Interpreter(model_content=content, num_threads=threads)
                self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise EngineError(
                f"the engine refuses the graph: {error}. Publish the function again, or "
                "reinstall ai-edge-litert if it is one that Vizsla ships"
            ) from error
        details = self._interpreter.get_input_details()
        self.shape: tuple[int, ...] = tuple(int(n) for n in details[0]["shape"])
        self.dtype: type[np.generic] = details[0]["dtype"]
        if len(details) != 1 or self.shape[:1] != (1,):
            raise EngineError(
                f"the graph takes {len(details)} inputs, the first of shape {self.shape}, and must "
                "take one input in a batch of 1; publish the function again"
            )
        self._input = details[0]["index"]
        self._outputs = self._interpreter.get_output_details()
        self.output_shapes = tuple(tuple(int(n) for n in each["shape"]) for each in self._outputs)

    def run(self, values: np.ndarray) -> tuple[Output, ...]:
        """Run the graph on an input of its shape and type, and return the outputs in order."""
        self._interpreter.set_tensor(self._input, values)
        self._interpreter.invoke()
        return tuple(
            Output(self._interpreter.get_tensor(each["index"]), *each["quantization"])
            for each in self._outputs
        )
