"""The models of texts that Vizsla knows, by the hash of their weights: a bundle may bring these.

``contract/text_models.json`` is the same list. Each is the weights of a package ``vizsla-...``.
"""

from __future__ import annotations

__all__ = ["KNOWN_TEXT_MODELS"]

KNOWN_TEXT_MODELS = {
    "50a45b720a0c0ebd728a5c747c1c43a84e50d4659a30c2e07d49b4ba4d517637": "all-minilm-l6-v2",
}
