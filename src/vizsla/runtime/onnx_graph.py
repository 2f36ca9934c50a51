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
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["OnnxGraph"]


class OnnxGraph:
    """A graph that any number of threads may run at once.

    It is opened when it is first run, and again in a process that was forked.

    Args:
        content: the file's content, ``.onnx``, or ``.ort`` of ONNX Runtime's own format; or its
            path, which for a large graph saves the memory of the content.
        name: the graph's name, for messages.
        threads: the engine's threads for one run.
        plans_memory: whether the values within a run share memory that is planned beforehand, and
            given back after it. A graph whose values are large needs it: Kokoro takes 0.4 GB with
            it for 10 seconds of sound, and 2 GB without.

    """

    def __init__(
        self, content: bytes | Path, name: str, *, threads: int = 1, plans_memory: bool = False
    ) -> None:
        self._content = content
        self._name = name
        self._threads = threads
        self._plans_memory = plans_memory
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
            outputs: list[NDArray[Any]] = session.run(None, dict(inputs), self._run_options())
        except Exception as error:  # the engine has a class of its own for each kind
            raise EngineError(f"{self._name} can't be run: {error}") from error
        return outputs

    def _run_options(self) -> Any:  # noqa: ANN401
        if not self._plans_memory:
            return None
        import onnxruntime  # noqa: PLC0415 - an extra

        options = onnxruntime.RunOptions()
        options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        return options

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
        options.enable_cpu_mem_arena = self._plans_memory
        # Threads that wait by spinning take a third more of the processor, from others, too.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        content = self._content if isinstance(self._content, bytes) else str(self._content)
        try:
            return onnxruntime.InferenceSession(
                content, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise EngineError(f"{self._name} can't be opened: {error}") from error
