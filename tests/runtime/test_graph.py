from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from vizsla.bundle.shipped_bundles import GRAPHS
from vizsla.errors import EngineError
from vizsla.modalities.image.image_modality import IMAGE
from vizsla.modalities.image.self_test_image import self_test_image
from vizsla.runtime import Graph
from vizsla.runtime.self_test import digest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def content() -> bytes:
    return min(GRAPHS.iterdir()).read_bytes()


def test_a_graph_that_fails_its_self_test_does_not_answer(content: bytes) -> None:
    graph = Graph(content, "0" * 64, "f" * 64, IMAGE.self_test_input)
    with pytest.raises(EngineError, match="other numbers on this device"):
        graph.self_test()


def test_bytes_that_are_no_graph_are_refused(content: bytes) -> None:
    with pytest.raises(EngineError, match="refuses the graph"):
        Graph(content[: len(content) // 2], "0" * 64, None, IMAGE.self_test_input).self_test()


def test_one_thread_and_all_threads_give_the_same_bits(content: bytes) -> None:
    graph = Graph(content, "0" * 64, None, IMAGE.self_test_input)
    image = IMAGE.self_test_input(graph.input_shape)
    one, all_ = (graph.run(image, threads) for threads in (1, None))
    assert digest([each.values for each in one]) == digest([each.values for each in all_])


def test_the_self_test_image_is_the_same_in_every_language() -> None:
    image = self_test_image(2, 2)
    # By hand: (3x + 5y + 85c) ^ (((y * 2 + x) * 3 + c) * 2654435761 mod 2**32 >> 27).
    by_hand = [
        ((3 * x + 5 * y + 85 * c) ^ ((((y * 2 + x) * 3 + c) * 2654435761 % 2**32) >> 27)) % 256
        for y in range(2)
        for x in range(2)
        for c in range(3)
    ]
    assert image.ravel().tolist() == by_hand


def test_every_thread_gets_its_own_answer(photographs: Path) -> None:
    names = ["chelsea.png", "coffee.png", "rocket.jpg", "astronaut.png"] * 4
    alone = {name: vizsla.classify_image(photographs / name) for name in set(names)}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda name: vizsla.classify_image(photographs / name), names))
    assert together == [alone[name] for name in names]


FORK = """
import os, sys, vizsla
image = sys.argv[1]
here = vizsla.classify_image(image)
child = os.fork()
if child == 0:
    # An ordinary exit, so that the child frees its objects too.
    sys.exit(vizsla.classify_image(image) != here)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_function_answers_after_a_fork_and_the_child_ends(photographs: Path) -> None:
    command = [sys.executable, "-c", FORK, str(photographs / "coffee.png")]
    assert subprocess.run(command, check=False, timeout=60).returncode == 0


def test_the_engine_logs_nothing(photographs: Path, capfd: pytest.CaptureFixture[str]) -> None:
    vizsla.load("classify-image")(photographs / "coffee.png")
    sys.stderr.write("mine\n")
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err == "mine\n"


def test_an_input_of_another_shape_is_refused(content: bytes) -> None:
    with pytest.raises(EngineError, match="shape"):
        Graph(content, "0" * 64, None, IMAGE.self_test_input).run(np.zeros((3, 3, 3), np.uint8))
