"""JavaScript gives a text the same embedding as Python, to the last bit."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import pytest

from vizsla.encoders.encoder_folder import encoder_from_folder

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = (
    "",
    "no",
    "I still have not received my new card.",
    "Ünïcödé ΣΊΣΥΦΟΣ 東京 한국어 😀",
    "aardvark " * 10,
    "Where is the nearest park that lets dogs run free? 1,234.50 € $ % & ( [SEP]",
    *("!", "dog", "running", "?!", "ok", "0"),
)


@pytest.fixture(scope="module")
def check(twin: Callable[[str], Callable[[object], Any]]) -> Callable[[str], None]:
    (entry,) = entry_points(group="vizsla.encoders", name="all-minilm-l6-v2")
    folder, ask = entry.load()(), twin("textEncoder")
    encoder = encoder_from_folder(folder)
    weights = str(folder / "all-minilm-l6-v2.safetensors")

    def compare(text: str) -> None:
        found = ask({"weights": weights, "tokens": encoder.tokens(text)})
        assert found == encoder.embed(text).numbers.tolist()

    return compare


@pytest.mark.parametrize("text", TEXTS, ids=lambda each: ascii(each[:20]))
def test_a_text_has_the_same_bits(text: str, check: Callable[[str], None]) -> None:
    check(text)


@pytest.mark.parametrize("tokens", [3, 4, 7, 64, 255, 256])
def test_any_number_of_tokens_has_the_same_bits(tokens: int, check: Callable[[str], None]) -> None:
    check(" ".join(str(at * at % 7) for at in range(tokens - 2)))
