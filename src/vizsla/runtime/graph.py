"""Runs a graph from any thread, and after a fork."""

from __future__ import annotations

import ctypes
import os
import threading
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vizsla.cached_value import cached_property
from vizsla.errors import EngineError
from vizsla.fork_gate import PATIENCE, forked_amid_work, no_fork
from vizsla.prefetch import cores, thread_cores
from vizsla.runtime.first_run import run_first
from vizsla.runtime.graph_runner import GraphRunner
from vizsla.runtime.self_test import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np

    from vizsla.runtime.graph_runner import Output

__all__ = ["Graph"]


class Graph:
    """A graph with one input, such as a uint8 image, and outputs of integers.

    Any number of threads may call it: each borrows an interpreter, and waits where all are in
    use. The graph runs its self-test before its first answer.

    Args:
        content: the .tflite file's content.
        sha256: the file's hash, by which functions share graphs.
        self_test: the sha256 of the outputs for the self-test input; None for no self-test.
        self_test_input: computes that input from the input's shape without the batch.
        is_strange: whether somebody else made the graph, so that it first runs elsewhere.
        any_rows: whether the input may have any number of rows, its first dimension.

    """

    def __init__(
        self,
        content: bytes,
        sha256: str,
        self_test: str | None,
        self_test_input: Callable[[tuple[int, ...]], np.ndarray],
        *,
        is_strange: bool = False,
        any_rows: bool = False,
    ) -> None:
        self.sha256 = sha256
        self._is_strange = is_strange
        self._any_rows = any_rows
        self._refusal: str | None = None
        self._content = content
        self._self_test = self_test
        self._self_test_input = self_test_input
        self._reset()
        _living.add(self)

    def _reset(self) -> None:
        self._lock = threading.Condition()
        self._idle: dict[int, list[GraphRunner]] = {}
        self._busy = 0
        self._self_tested = False
        self._first = threading.Lock()

    def after_fork(self) -> None:
        """Forget the parent's interpreters, whose threads do not exist in the child.

        Freeing one would wait for those threads for ever, so their memory is never freed.
        """
        for runners in self._idle.values():
            for runner in runners:
                ctypes.pythonapi.Py_IncRef(ctypes.py_object(runner))
        self._reset()

    def run(self, values: np.ndarray, threads: int | None = None) -> tuple[Output, ...]:
        """Run the graph.

        Args:
            values: the input, of the shape and type that the graph takes, without the batch.
            threads: the number of the engine's threads; by default all cores, or those that
                ``using_cores`` leaves to this thread.

        Raises:
            EngineError: the engine refuses the graph, or fails the self-test.

        """
        with self._runner(threads or thread_cores()) as runner:
            return self._run(runner, values)

    def self_test(self) -> None:
        """Run the self-test, unless this process has run it.

        Raises:
            EngineError: the engine refuses the graph, or fails the self-test.

        """
        with self._runner(thread_cores()):
            pass

    @cached_property
    def output_shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shape of each output, in their order."""
        with self._runner(thread_cores()) as runner:
            return runner.output_shapes

    @cached_property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of the input without the batch, such as (height, width, 3)."""
        with self._runner(thread_cores()) as runner:
            return runner.shape[1:]

    @cached_property
    def input_quantisation(self) -> tuple[float, int]:
        """The input's scale and zero point: a number stands for (number - zero point) * scale."""
        with self._runner(thread_cores()) as runner:
            return runner.quantisation

    def _run(self, runner: GraphRunner, values: np.ndarray) -> tuple[Output, ...]:
        if self._any_rows and len(values) != runner.shape[1]:
            runner.resize(len(values))
        if values.shape != runner.shape[1:] or values.dtype != runner.dtype:
            raise EngineError(
                f"the graph takes {runner.dtype} of shape {runner.shape[1:]}, not "
                f"{values.dtype} of shape {values.shape}; this is a bug in Vizsla"
            )
        return runner.run(values)

    @contextmanager
    def _runner(self, threads: int) -> Iterator[GraphRunner]:
        with self._lock:
            self._lock.wait_for(lambda: self._idle.get(threads) or self._busy < 2 * cores())
            idle = self._idle.setdefault(threads, [])
            runner = idle.pop() if idle else None
            self._busy += 1
            # A fork in another thread replaces these while this runner is borrowed.
            lock, origin = self._lock, idle
        try:
            if runner is None:
                runner = self._open(threads)
            if not self._self_tested:
                self._run_self_test(runner)
            yield runner
        finally:
            with lock:
                if lock is self._lock:
                    self._busy -= 1
                if runner is not None:
                    origin.append(runner)
                lock.notify()

    def _open(self, threads: int) -> GraphRunner:
        if forked_amid_work():
            raise EngineError(
                "the engine can't start in this process, which was forked while another thread had "
                f"been busy for more than {PATIENCE:.0f} s; fork before such work begins, or start "
                "processes afresh (the method 'spawn')"
            )
        with self._first:
            if self._refusal is not None:
                raise EngineError(self._refusal)
            if self._is_strange:
                try:
                    run_first(self._content, self.sha256)
                except EngineError as error:
                    self._refusal = str(error)
                    raise
                self._is_strange = False
        with no_fork():
            return GraphRunner(self._content, threads)

    def _run_self_test(self, runner: GraphRunner) -> None:
        if self._self_test is not None:
            outputs = self._run(runner, self._self_test_input(runner.shape[1:]))
            found = digest([each.values for each in outputs])
            if found != self._self_test:
                raise EngineError(
                    f"the engine computes other numbers on this device than the graph "
                    f"{self.sha256[:12]} must give (self-test {found[:12]}, expected "
                    f"{self._self_test[:12]}), so its answers could not be trusted. The cause may "
                    "be that XNNPACK is switched off, that another delegate is on, or an "
                    "emulator; run it on the device itself, or reinstall ai-edge-litert"
                )
        self._self_tested = True


_living: weakref.WeakSet[Graph] = weakref.WeakSet()


def _after_fork() -> None:
    for graph in list(_living):
        graph.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
