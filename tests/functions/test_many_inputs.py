"""Calls with many inputs, and calls from an event loop."""

from __future__ import annotations

import asyncio
import time
from itertools import count, islice
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

import vizsla
from run_coroutine import run_coroutine
from vizsla import errors

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def image(photographs: Path) -> np.ndarray:
    return np.asarray(Image.open(photographs / "chelsea.png").convert("RGB"))


def test_over_pairs_each_input_with_its_answer_or_its_error(
    image: np.ndarray, photographs: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.jpg"
    damaged.write_bytes(b"\xff\xd8\xff")
    sources = [image, damaged, photographs / "coffee.png", 3]
    pairs = list(vizsla.classify_image.over(sources))
    assert [source for source, _ in pairs] == sources
    answers = [result for _, result in pairs]
    assert isinstance(answers[0], vizsla.Answer)
    assert isinstance(answers[1], errors.InputDamagedError)
    assert isinstance(answers[2], vizsla.Answer)
    assert isinstance(answers[3], errors.InputTypeError)


def test_over_reads_an_endless_iterator_only_a_little_in_advance(image: np.ndarray) -> None:
    taken = 0

    def forever() -> object:
        nonlocal taken
        for _ in count():
            taken += 1
            yield image

    answered = list(islice(vizsla.classify_image.over(forever()), 3))
    assert len(answered) == 3
    assert taken < 100


def test_a_string_in_a_list_is_a_path_and_never_letters(photographs: Path) -> None:
    (path, answer), *_ = vizsla.classify_image.over(str(photographs / "coffee.png"))
    assert path == photographs / "coffee.png"
    assert answer.answer == "espresso"


def test_over_takes_urls_in_a_list_and_goes_on_after_a_bad_one(photographs: Path) -> None:
    sources = ["http://127.0.0.1:9/a.jpg", str(photographs / "coffee.png")]
    (url, error), (path, answer) = vizsla.classify_image.over(sources)
    assert [url, path] == sources
    assert isinstance(error, errors.UrlError)
    assert answer.answer == "espresso"


def test_over_refuses_one_input_instead_of_answering_its_bytes_or_lines(photographs: Path) -> None:
    path = photographs / "coffee.png"
    with path.open("rb") as file:
        for one in (path.read_bytes(), file):
            with pytest.raises(errors.InputTypeError, match="is one image"):
                vizsla.classify_image.over(one)


def test_acall_leaves_the_event_loop_free(image: np.ndarray) -> None:
    vizsla.classify_image.warm_up()

    async def main() -> tuple[list[vizsla.Answer], int]:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0.001)
                ticks += 1

        ticking = asyncio.create_task(tick())
        calls = (vizsla.classify_image.acall(image, top=1, within="cat") for _ in range(20))
        answers = await asyncio.gather(*calls)
        ticking.cancel()
        return answers, ticks

    began = time.perf_counter()
    answers, ticks = run_coroutine(main())
    assert {each.answer for each in answers} == {vizsla.classify_image(image, within="cat").answer}
    assert ticks > 3, f"{ticks} ticks in {time.perf_counter() - began:.2f} s"


def test_embed_is_the_encoders_mean_in_float32(image: np.ndarray) -> None:
    found = vizsla.load("dog-breeds").embed(image)
    assert found.dtype == np.float32
    assert found.shape == (1280,)
    assert np.array_equal(found, vizsla.classify_image.embed(image)), "one encoder, one embedding"
    near = vizsla.classify_image.embed(np.roll(image, 2, axis=1))
    far = vizsla.classify_image.embed(255 - image[::-1])
    assert found @ near / np.linalg.norm(near) > found @ far / np.linalg.norm(far)
