"""Builds the data of the packages with an encoder of texts: its weights in whole numbers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import packages
import safetensors.numpy
from code_points import code_points
from onnx_weights import of_onnx
from text_weights import MOST_TOKENS, WIDTH, BertWeights, of_floats, tensors

from vizsla.bundle.manifest_entries import Licence
from vizsla.encoders.text.code_points import CodePoints
from vizsla.encoders.text.exact_transformer import ExactTransformer
from vizsla.encoders.text.loaded_text_model import digest
from vizsla.encoders.text.word_pieces import WordPieces

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
class TextPackage:
    """A package with an encoder of texts.

    Attributes:
        folder: the folder of its files.
        name: the encoder's name.
        licence: the licence of the model.
        weights: reads the model's weights.
        sources: the published files with the weights, the vocabulary and the tokenizer's settings.

    """

    folder: Path
    name: str
    licence: Licence
    weights: Callable[[], BertWeights]
    sources: tuple[packages.Source, packages.Source, packages.Source]

    def build(self, target: Path) -> None:
        """Write the weights, the vocabulary, the table of code points and encoder.json."""
        print(f"{self.name}: rounding", flush=True)
        weights = tensors(self.weights())
        _, vocabulary_source, tokenizer = self.sources
        vocabulary = packages.python_file(vocabulary_source).read_bytes()
        table = code_points(packages.python_file(tokenizer))
        word_pieces = WordPieces(CodePoints(table), vocabulary)
        tokens = [word_pieces.tokens(each, MOST_TOKENS) for each in SELF_TEST_TEXTS]
        files = {
            "weights": (f"{self.name}.safetensors", safetensors.numpy.save(weights)),
            "vocabulary": ("vocabulary.txt", vocabulary),
            "code_points": ("code_points.json", table),
        }
        entry = {
            "format": 1,
            "name": self.name,
            "input": {"modality": "text", "tokens": MOST_TOKENS},
            **{
                part: {"file": file, "sha256": hashlib.sha256(content).hexdigest()}
                for part, (file, content) in files.items()
            },
            "self_test": {
                "texts": SELF_TEST_TEXTS,
                "sha256": digest(ExactTransformer(weights).embed(tokens)),
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


def _minilm() -> BertWeights:
    path = packages.python_file(packages.MINILM)
    return of_floats(safetensors.numpy.load_file(path), layers=6)


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
        lambda: of_onnx(packages.python_file(packages.BGE), layers=12),
        packages.BGE_SOURCES,
    ),
)
