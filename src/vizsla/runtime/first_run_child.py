"""The process in which a stranger's graph runs first; ``first_run.py`` starts it."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import numpy as np

from vizsla.errors import EngineError
from vizsla.runtime.graph_runner import GraphRunner

__all__ = ["run_in_child"]

RAN, REFUSED = 0, 3
MEMORY = 2**30  # bytes beyond those of the process before it opens the graph
THREADS = 2


def run_in_child(content: bytes, seconds: int) -> int:
    """Open a graph and run it on the least, the greatest and random inputs.

    Args:
        content: the .tflite file's content.
        seconds: the time that the processor may take.

    Returns:
        0 where the graph ran; 3 where the engine refuses it, with the reason on standard output.

    """
    _limit(seconds)
    try:
        runner = GraphRunner(content, THREADS)
        shape = runner.shape[1:]
        random = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
        for values in (np.zeros(shape, np.uint8), np.full(shape, 255, np.uint8), random):
            runner.run(values.astype(runner.dtype))
    except EngineError as error:
        sys.stdout.buffer.write(str(error).encode("utf-8", "replace"))
        return REFUSED
    return RAN


def _limit(seconds: int) -> None:
    """Let this process leave no core file, and take little time and memory, where it can."""
    with suppress(ImportError, OSError, ValueError, IndexError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (THREADS * seconds, THREADS * seconds))
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
