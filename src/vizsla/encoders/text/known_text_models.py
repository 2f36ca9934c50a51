"""The models of texts that Vizsla knows, by the hash of their weights: a bundle may bring these.

``contract/text_models.json`` is the same list. Each is the files of a package ``vizsla-...``.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["KNOWN_TEXT_MODELS", "KnownTextModel"]


@dataclass(frozen=True, slots=True)
class KnownTextModel:
    """A model of texts.

    Attributes:
        name: the encoder's name.
        dimension: the length of its embeddings.
        vocabulary: the sha256 of its vocabulary.
        code_points: the sha256 of its table of code points.

    """

    name: str
    dimension: int
    vocabulary: str
    code_points: str


KNOWN_TEXT_MODELS = {
    "50a45b720a0c0ebd728a5c747c1c43a84e50d4659a30c2e07d49b4ba4d517637": KnownTextModel(
        "all-minilm-l6-v2",
        384,
        "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
        "d6cc2ab7f7cd3fd7036cd8d5c73f25eec1bfcaadcb34423995ac2081e29deab4",
    ),
}
