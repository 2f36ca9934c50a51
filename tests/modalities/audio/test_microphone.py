"""A microphone that is unplugged ends with an error, and one that nobody hears keeps the newest."""

from __future__ import annotations

import queue

import numpy as np
import pytest

from vizsla.errors import InputError
from vizsla.modalities.audio.microphone import next_block, put_newest


def test_a_microphone_that_gives_nothing_is_an_error_that_names_it() -> None:
    with pytest.raises(InputError, match="the device 'USB' gave no sound"):
        next_block(queue.Queue(), "the device 'USB'", 0.01)


def test_a_loop_that_falls_behind_gets_the_newest_in_order() -> None:
    waiting: queue.Queue[np.ndarray] = queue.Queue(3)
    for number in range(10):
        put_newest(waiting, np.full(4, number, np.float32))
    assert [next_block(waiting, "it")[0] for _ in range(3)] == [7, 8, 9]
