"""JavaScript gives a text and its words the same embeddings as Python, to the last bit."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from vizsla.encoders.encoder_folder import encoder_from_folder
from vizsla.recognizers.text_tokens import cut_tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.encoders.text.text_encoder import TextEncoder

MOST = 256  # tokens that the model reads
TEXTS = (
    "",
    "no",
    "I still have not received my new card.",
    "Ünïcödé ΣΊΣΥΦΟΣ 東京 한국어 😀",
    "aardvark " * 10,
    "Where is the nearest park that lets dogs run free? 1,234.50 € $ % & ( [SEP]",
    *("!", "dog", "running", "?!", "ok", "0"),
)


@pytest.fixture(
    scope="module", params=["all-minilm-l6-v2", "bge-small-en-v1.5", "multilingual-e5-small"]
)
def folder(request: pytest.FixtureRequest) -> Path:
    (entry,) = entry_points(group="vizsla.encoders", name=request.param)
    found: Path = entry.load()()
    return found


@pytest.fixture(scope="module")
def encoder(folder: Path) -> TextEncoder:
    found: TextEncoder = encoder_from_folder(folder)
    return found


@pytest.fixture(scope="module")
def ask(twin: Callable[[str], Callable[[object], Any]], folder: Path) -> Callable[..., Any]:
    asked = twin("textEncoder")
    (weights,) = folder.glob("*.safetensors")
    (vocabulary,) = folder.glob("vocabulary.*")
    same = {"folder": str(folder), "weights": weights.name, "vocabulary": vocabulary.name}
    return lambda **request: asked({**same, **request})


@pytest.fixture(scope="module")
def check(ask: Callable[..., Any], encoder: TextEncoder) -> Callable[[str], None]:
    def compare(text: str) -> None:
        found = ask(tokens=encoder.tokens(text))
        assert found == encoder.embed(text).numbers.tolist()

    return compare


@pytest.mark.parametrize("text", TEXTS, ids=lambda each: ascii(each[:20]))
def test_a_text_has_the_same_bits(text: str, check: Callable[[str], None]) -> None:
    check(text)


@pytest.mark.parametrize("tokens", [3, 4, 7, 64, 255, 256])
def test_any_number_of_tokens_has_the_same_bits(tokens: int, check: Callable[[str], None]) -> None:
    check(" ".join(str(at * at % 7) for at in range(tokens - 2)))


WORDS_OF_TEXTS = (
    *([each.raw for each in cut_tokens(text)] for text in TEXTS),
    ["", "\u200b", "two words", "", "[SEP]"],  # parts without a piece, and with several
    *(["internationalisation"] * count for count in (50, 51, 126, 300)),
)


@pytest.mark.parametrize("words", WORDS_OF_TEXTS, ids=lambda each: f"{len(each)} words")
def test_the_words_of_a_text_have_the_same_bits(
    words: list[str], ask: Callable[..., Any], encoder: TextEncoder
) -> None:
    found = ask(parts=words, most=MOST)
    (expected,) = encoder.embed_parts([words])
    numbers = np.array(found["vectors"]).reshape(-1, encoder.dimension)
    read = len(found["counts"])
    assert np.array_equal(numbers, expected[:read])
    assert not expected[read:].any()


@pytest.mark.parametrize("most", [3, 4, 5, 9])
def test_as_much_of_the_words_is_read(
    most: int, ask: Callable[..., Any], encoder: TextEncoder
) -> None:
    words = ["dog", "tokenisation", "", "aardvark", "no"]
    _, counts = encoder._loaded.tokenizer.tokens_of_parts(words, most)
    found = ask(parts=words, most=most)["counts"]
    assert found + [0] * (len(words) - len(found)) == counts
