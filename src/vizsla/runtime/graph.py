"""One graph, ready to run from any thread, and after a fork."""

from __future__ import annotations

import ctypes
import os
import threading
import weakref
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from vizsla.errors import EngineError
from vizsla.runtime.quiet import quiet
from vizsla.runtime.self_test import digest, self_test_image

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Graph", "Output"]

CHANNELS = 3


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Output:
    """What one of the graph's outputs holds.

    Attributes:
        values: the integers, in the output's own shape.
        scale: a real value is (integer - zero_point) * scale.
        zero_point: see scale.

    """

    values: np.ndarray
    scale: float
    zero_point: int


class _Runner:
    """One interpreter, for one thread at a time."""

    def __init__(self, content: bytes, threads: int) -> None:
        try:
            with quiet():
                self._interpreter = Interpreter(model_content=content, num_threads=threads)
                self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise EngineError(
                f"the engine refuses the graph: {error}. Publish the function anew, or "
                "reinstall ai-edge-litert if it is one that Vizsla ships"
            ) from error
        details = self._interpreter.get_input_details()
        self.shape: tuple[int, ...] = tuple(int(n) for n in details[0]["shape"])
        one_picture = len(details) == 1 and self.shape == (1, *self.shape[1:3], CHANNELS)
        if not one_picture or details[0]["dtype"] is not np.uint8:
            raise EngineError("the graph does not take one uint8 picture; publish it anew")
        self._input = details[0]["index"]
        self._outputs = self._interpreter.get_output_details()
        self.output_shapes = tuple(tuple(int(n) for n in each["shape"]) for each in self._outputs)

    def run(self, picture: np.ndarray) -> tuple[Output, ...]:
        self._interpreter.set_tensor(self._input, picture)
        self._interpreter.invoke()
        return tuple(
            Output(self._interpreter.get_tensor(each["index"]), *each["quantization"])
            for each in self._outputs
        )


class Graph:
    """A graph of fixed shape: one uint8 picture in, integers out.

    Any number of threads may call it: each borrows an interpreter, and waits where all are in
    use. The first one proves itself before it answers.

    Args:
        content: the .tflite file.
        sha256: the file's hash, by which graphs are shared.
        self_test: the sha256 of what the graph gives for the test picture.

    """

    def __init__(self, content: bytes, sha256: str, self_test: str | None) -> None:
        self.sha256 = sha256
        self._content = content
        self._self_test = self_test
        self._reset()
        _living.add(self)

    def _reset(self) -> None:
        self._lock = threading.Condition()
        self._idle: dict[int, list[_Runner]] = {}
        self._busy = 0
        self._self_tested = False

    def after_fork(self) -> None:
        """Leave the parent's interpreters alone: their threads did not come along.

        To free one would wait for those threads for ever, so each is kept for good.
        """
        for runners in self._idle.values():
            for runner in runners:
                ctypes.pythonapi.Py_IncRef(ctypes.py_object(runner))
        self._reset()

    def run(self, picture: np.ndarray, threads: int | None = None) -> tuple[Output, ...]:
        """Run the graph.

        Args:
            picture: (H, W, 3) uint8, of the size that the graph takes.
            threads: how many of the engine's threads to use; all cores by default.

        Raises:
            EngineError: the engine refuses the graph, or gives other numbers than it must.

        """
        with self._runner(threads or cores()) as runner:
            return runner.run(self._checked(runner, picture))

    def self_test(self) -> None:
        """Run the self-test, unless this process has done so."""
        with self._runner(cores()):
            pass

    @property
    def output_shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shape of each output, in their order."""
        with self._runner(cores()) as runner:
            return runner.output_shapes

    @property
    def size(self) -> tuple[int, int]:
        """The height and width that the graph takes, in pixels."""
        with self._runner(cores()) as runner:
            return runner.shape[1], runner.shape[2]

    @staticmethod
    def _checked(runner: _Runner, picture: np.ndarray) -> np.ndarray:
        if picture.shape != runner.shape[1:] or picture.dtype != np.uint8:
            raise EngineError(
                f"the graph takes a uint8 picture of shape {runner.shape[1:]}, not "
                f"{picture.dtype} of shape {picture.shape}; this is a bug in Vizsla"
            )
        return picture[None]

    @contextmanager
    def _runner(self, threads: int) -> Iterator[_Runner]:
        with self._lock:
            self._lock.wait_for(lambda: self._idle.get(threads) or self._busy < 2 * cores())
            idle = self._idle.setdefault(threads, [])
            runner = idle.pop() if idle else None
            self._busy += 1
            # A fork in another thread exchanges these while this runner is out.
            lock, home = self._lock, idle
        try:
            if runner is None:
                runner = _Runner(self._content, threads)
            if not self._self_tested:
                self._run_self_test(runner)
            yield runner
        finally:
            with lock:
                if lock is self._lock:
                    self._busy -= 1
                if runner is not None:
                    home.append(runner)
                lock.notify()

    def _run_self_test(self, runner: _Runner) -> None:
        if self._self_test is not None:
            picture = self_test_image(*runner.shape[1:3])
            outputs = runner.run(picture[None])
            found = digest([each.values for each in outputs])
            if found != self._self_test:
                raise EngineError(
                    f"the engine computes other numbers on this device than the graph "
                    f"{self.sha256[:12]} must give (self-test {found[:12]}, expected "
                    f"{self._self_test[:12]}), so its answers could not be trusted. It does so "
                    "where XNNPACK is switched off or another delegate is on, and in some "
                    "emulators; run it on the device itself, or reinstall ai-edge-litert"
                )
        self._self_tested = True


_living: weakref.WeakSet[Graph] = weakref.WeakSet()


def _after_fork() -> None:
    for graph in list(_living):
        graph.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
