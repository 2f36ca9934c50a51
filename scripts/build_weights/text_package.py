"""Builds the data of the packages with an encoder of texts: its weights in whole numbers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import packages
import safetensors.numpy
from code_points import code_points
from e5_weights import read_e5, tensors_of_e5
from onnx_weights import of_onnx
from text_weights import MOST_TOKENS, WIDTH, BertWeights, of_floats, tensors
from unigram_vocabulary import some_words, unigram_vocabulary

from vizsla.bundle.manifest_entries import Licence
from vizsla.encoders.text.exact_transformer import ExactTransformer
from vizsla.encoders.text.loaded_text_model import digest
from vizsla.encoders.text.tokenizer import is_unigram, tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGES = Path(__file__).parents[2] / "packages"
SELF_TEST_TEXTS = (
    "Where is the nearest park that lets dogs run free?",
    "Żółw, ΣΊΣΥΦΟΣ, straße & 한국어 - 東京!",
    "no",
    "",
)


@dataclass(frozen=True)
class ModelParts:
    """The parts of a model, as the package holds them.

    Attributes:
        weights: the tensors of the weights' file.
        vocabulary_name: the name of the vocabulary's file.
        vocabulary: its content.
        code_points: the content of ``code_points.json``.

    """

    weights: dict[str, np.ndarray]
    vocabulary_name: str
    vocabulary: bytes
    code_points: bytes


@dataclass(frozen=True)
class TextPackage:
    """A package with an encoder of texts.

    Attributes:
        folder: the folder of its files.
        name: the encoder's name.
        licence: the licence of the model.
        model: makes the model's parts.
        sources: the published files that they are made from.

    """

    folder: Path
    name: str
    licence: Licence
    model: Callable[[], ModelParts]
    sources: tuple[packages.Source, ...]

    def build(self, target: Path) -> None:
        """Write the weights, the vocabulary, the table of code points and encoder.json."""
        print(f"{self.name}: rounding", flush=True)
        model = self.model()
        pieces = tokenizer(model.vocabulary_name, model.vocabulary, model.code_points)
        tokens = [pieces.tokens(each, MOST_TOKENS) for each in SELF_TEST_TEXTS]
        files = {
            "weights": (f"{self.name}.safetensors", safetensors.numpy.save(model.weights)),
            "vocabulary": (model.vocabulary_name, model.vocabulary),
            "code_points": ("code_points.json", model.code_points),
        }
        entry = {
            "format": 2 if is_unigram(model.vocabulary_name) else 1,
            "name": self.name,
            "input": {"modality": "text", "tokens": MOST_TOKENS},
            **{
                part: {"file": file, "sha256": hashlib.sha256(content).hexdigest()}
                for part, (file, content) in files.items()
            },
            "self_test": {
                "texts": SELF_TEST_TEXTS,
                "sha256": digest(ExactTransformer(model.weights).embed(tokens)),
            },
            "dimension": WIDTH,
            "licences": [asdict(self.licence)],
            "provenance": {
                "made_by": "scripts/build_weights",
                "sources": [asdict(each) for each in self.sources],
            },
        }
        target.mkdir(parents=True)
        for file, content in files.values():
            (target / file).write_bytes(content)
        text = json.dumps(entry, indent=1, ensure_ascii=False) + "\n"
        (target / "encoder.json").write_text(text, encoding="utf-8")


def _minilm() -> ModelParts:
    state = safetensors.numpy.load_file(packages.python_file(packages.MINILM))
    return _english(of_floats(state, layers=6), packages.MINILM_SOURCES)


def _bge() -> ModelParts:
    weights = of_onnx(packages.python_file(packages.BGE), layers=12)
    return _english(weights, packages.BGE_SOURCES)


def _english(weights: BertWeights, sources: tuple[packages.Source, ...]) -> ModelParts:
    _, vocabulary, settings = sources
    return ModelParts(
        tensors(weights),
        "vocabulary.txt",
        packages.python_file(vocabulary).read_bytes(),
        code_points(packages.python_file(settings)),
    )


def _e5() -> ModelParts:
    file = read_e5(packages.python_file(packages.E5))
    weights = tensors_of_e5(file)
    vocabulary = unigram_vocabulary(file)
    table = code_points(packages.python_file(packages.MINILM_TOKENIZER))
    pieces = tokenizer("vocabulary.json", vocabulary, table)
    words = [pieces.tokens(each, MOST_TOKENS) for each in some_words(file.pieces)]
    vectors = ExactTransformer(weights).embed(words)
    weights["middle"] = np.rint(vectors.mean(axis=0)).astype(np.int16)
    return ModelParts(weights, "vocabulary.json", vocabulary, table)


TEXT_PACKAGES = (
    TextPackage(
        PACKAGES / "vizsla-text" / "src" / "vizsla_text",
        "all-minilm-l6-v2",
        Licence(
            "all-MiniLM-L6-v2, trained on a billion pairs of English sentences",
            "Apache-2.0",
            "sentence-transformers/all-MiniLM-L6-v2",
        ),
        _minilm,
        packages.MINILM_SOURCES,
    ),
    TextPackage(
        PACKAGES / "vizsla-text-accurate" / "src" / "vizsla_text_accurate",
        "bge-small-en-v1.5",
        Licence(
            "bge-small-en-v1.5, trained on pairs of English texts", "MIT", "BAAI/bge-small-en-v1.5"
        ),
        _bge,
        packages.BGE_SOURCES,
    ),
    TextPackage(
        PACKAGES / "vizsla-text-multilingual" / "src" / "vizsla_text_multilingual",
        "multilingual-e5-small",
        Licence(
            "multilingual-e5-small, trained on pairs of texts in about a hundred languages",
            "MIT",
            "intfloat/multilingual-e5-small",
        ),
        _e5,
        packages.E5_SOURCES,
    ),
)
