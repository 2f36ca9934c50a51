"""The models of texts that Vizsla knows, by the hash of their weights: a bundle may bring these.

``contract/text_models.json`` is the same list. Each is the files of a package ``vizsla-...``.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ENGLISH_ENCODERS", "KNOWN_TEXT_MODELS", "KnownTextModel"]

ENGLISH_ENCODERS = frozenset({"all-minilm-l6-v2", "bge-small-en-v1.5"})  # know English alone


@dataclass(frozen=True, slots=True)
class KnownTextModel:
    """A model of texts.

    Attributes:
        name: the encoder's name.
        dimension: the length of its embeddings.
        vocabulary: the sha256 of its vocabulary.
        code_points: the sha256 of its table of code points.
        package: what brings its files: the extra of that name, and the package ``vizsla-PACKAGE``
            on PyPI, ``@vizsla/PACKAGE`` on npm.

    """

    name: str
    dimension: int
    vocabulary: str
    code_points: str
    package: str


KNOWN_TEXT_MODELS = {
    "50a45b720a0c0ebd728a5c747c1c43a84e50d4659a30c2e07d49b4ba4d517637": KnownTextModel(
        "all-minilm-l6-v2",
        384,
        "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
        "d6cc2ab7f7cd3fd7036cd8d5c73f25eec1bfcaadcb34423995ac2081e29deab4",
        "text",
    ),
    "fb2cd8b4974f4f1c137e71492416da989d8279d05b55febccd844cbe1bb63eb4": KnownTextModel(
        "bge-small-en-v1.5",
        384,
        "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
        "d6cc2ab7f7cd3fd7036cd8d5c73f25eec1bfcaadcb34423995ac2081e29deab4",
        "text-accurate",
    ),
    "475e074fbcc0bf6008a13ed19489cc43843a3bbda17ffa8f9cd3381b93eac229": KnownTextModel(
        "multilingual-e5-small",
        384,
        "45dc884f885d0c6bdb49a41d101951e16fceb64ecb204ecdc38df34e97f9b218",
        "d6cc2ab7f7cd3fd7036cd8d5c73f25eec1bfcaadcb34423995ac2081e29deab4",
        "text-multilingual",
    ),
}
