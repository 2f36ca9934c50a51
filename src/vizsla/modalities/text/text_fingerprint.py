"""Computes a text's fingerprint, by which exploring finds near-duplicates."""

from __future__ import annotations

import hashlib
import unicodedata

__all__ = ["text_fingerprint"]


def text_fingerprint(text: str) -> int:
    """Return 64 bits, unsigned: equal for texts that differ in case, marks and spaces alone.

    The bits of other texts differ as those of any two: how near texts of other words are, their
    embeddings tell. A text without letters and digits counts as it is.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(each if each.isalnum() else " " for each in folded).split()
    key = " ".join(words) or folded
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
