"""Builds the data of packages/vizsla-text: all-MiniLM-L6-v2 in whole numbers, and encoder.json."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import packages
import safetensors.numpy
from code_points import code_points
from text_weights import MOST_TOKENS, WIDTH, tensors

from vizsla.bundle.manifest_entries import Licence
from vizsla.encoders.text.code_points import CodePoints
from vizsla.encoders.text.exact_transformer import ExactTransformer
from vizsla.encoders.text.loaded_text_model import digest
from vizsla.encoders.text.word_pieces import WordPieces

TEXT_PACKAGE = Path(__file__).parents[2] / "packages" / "vizsla-text" / "src" / "vizsla_text"
NAME = "all-minilm-l6-v2"
LICENCE = Licence(
    "all-MiniLM-L6-v2, trained on a billion pairs of English sentences",
    "Apache-2.0",
    "sentence-transformers/all-MiniLM-L6-v2",
)
SELF_TEST_TEXTS = (
    "Where is the nearest park that lets dogs run free?",
    "Żółw, ΣΊΣΥΦΟΣ, straße & 한국어 - 東京!",
    "no",
    "",
)


def build_text_package(target: Path) -> None:
    """Write the weights, the vocabulary, the table of code points and encoder.json."""
    print("the encoder of texts: quantising", flush=True)
    state = safetensors.numpy.load_file(packages.python_file(packages.MINILM))
    weights = tensors(state)
    vocabulary = packages.python_file(packages.MINILM_VOCABULARY).read_bytes()
    table = code_points(packages.python_file(packages.MINILM_TOKENIZER))
    word_pieces = WordPieces(CodePoints(table), vocabulary)
    tokens = [word_pieces.tokens(each, MOST_TOKENS) for each in SELF_TEST_TEXTS]
    files = {
        "weights": (f"{NAME}.safetensors", safetensors.numpy.save(weights)),
        "vocabulary": ("vocabulary.txt", vocabulary),
        "code_points": ("code_points.json", table),
    }
    entry = {
        "format": 1,
        "name": NAME,
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
        "licences": [asdict(LICENCE)],
        "provenance": {
            "made_by": "scripts/build_weights",
            "sources": [asdict(each) for each in packages.TEXT_SOURCES],
        },
    }
    target.mkdir(parents=True)
    for file, content in files.values():
        (target / file).write_bytes(content)
    text = json.dumps(entry, indent=1, ensure_ascii=False) + "\n"
    (target / "encoder.json").write_text(text, encoding="utf-8")
