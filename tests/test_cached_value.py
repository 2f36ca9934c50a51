from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from vizsla.cached_value import cached_property


class Slow:
    """An object whose value takes as long as another thread wants."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.count = 0

    @cached_property
    def value(self) -> int:
        """The number of computations, once it may go on."""
        self.count += 1
        self.begun.set()
        assert self.go_on.wait(60)
        return self.count


def test_a_value_is_computed_once() -> None:
    slow = Slow()
    slow.go_on.set()
    assert slow.value == slow.value == 1


def test_nobody_waits_for_the_value_of_another_object() -> None:
    first, second = Slow(), Slow()
    second.go_on.set()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: first.value)
        assert first.begun.wait(60)
        assert second.value == 1
        first.go_on.set()
        assert waiting.result() == 1
