"""Runs the graphs of speech, which are of ONNX's format, by ONNX Runtime.

LiteRT runs all other graphs. The models of speech have parts whose size changes with each step, and
are published in this format alone.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

from vizsla.errors import EngineError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["OnnxGraph"]


class OnnxGraph:
    """A graph that any number of threads may run at once.

    It is opened when it is first run, and again in a process that was forked.

    Args:
        content: the file's content: ``.onnx``, or ``.ort`` of ONNX Runtime's own format.
        name: the graph's name, for messages.
        threads: the engine's threads for one run.

    """

    def __init__(self, content: bytes, name: str, *, threads: int = 1) -> None:
        self._content = content
        self._name = name
        self._threads = threads
        self._lock = threading.Lock()
        self._session: Any = None
        self._process = 0

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of the graph's inputs, in order."""
        return tuple(each.name for each in self._opened().get_inputs())

    @property
    def output_names(self) -> tuple[str, ...]:
        """The names of the graph's outputs, in order."""
        return tuple(each.name for each in self._opened().get_outputs())

    def run(self, inputs: Mapping[str, NDArray[np.generic]]) -> list[NDArray[Any]]:
        """Return the graph's outputs, in order.

        Args:
            inputs: the values by the inputs' names.

        Raises:
            EngineError: the engine refuses the graph or the inputs.
            MissingExtraError: the engine is not installed.

        """
        session = self._opened()
        try:
            outputs: list[NDArray[Any]] = session.run(None, dict(inputs))
        except Exception as error:  # the engine has a class of its own for each kind
            raise EngineError(f"{self._name} can't be run: {error}") from error
        return outputs

    def _opened(self) -> Any:  # noqa: ANN401 - the engine has no types
        with self._lock:
            if self._session is None or self._process != os.getpid():
                self._session, self._process = self._open(), os.getpid()
            return self._session

    def _open(self) -> Any:  # noqa: ANN401
        try:
            import onnxruntime  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise MissingExtraError(
                "speech needs onnxruntime, which is not installed: pip install 'vizsla[speech]'"
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # it keeps the memory of the longest sound
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                self._content, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise EngineError(f"{self._name} can't be opened: {error}") from error
