"""Computes a text's fingerprint, by which exploring finds near-duplicates."""

from __future__ import annotations

import hashlib
import unicodedata

import numpy as np

__all__ = ["text_fingerprint"]

PART = 3  # characters
MOST = 20_000  # characters that count


def text_fingerprint(text: str) -> int:
    """Return 64 bits, unsigned, that differ in few places for texts of nearly the same letters.

    It is a SimHash (Charikar, Similarity Estimation Techniques from Rounding Algorithms, 2002) of
    the runs of three characters, without case, marks and the length of spaces. So 'cancel my
    order' and 'Cancel my order!' have the same; 'cancle my order' differs in 10 places, and any
    other text in about 30. A text without letters and digits counts as it is.
    """
    folded = unicodedata.normalize("NFKC", text[:MOST]).casefold()
    words = "".join(each if each.isalnum() else " " for each in folded).split()
    padded = f" {' '.join(words) or folded} "
    parts = sorted({padded[at : at + PART] for at in range(max(1, len(padded) - PART + 1))})
    digests = b"".join(hashlib.blake2b(each.encode(), digest_size=8).digest() for each in parts)
    bits = np.unpackbits(np.frombuffer(digests, np.uint8).reshape(-1, 8), axis=1)
    return int.from_bytes(np.packbits(2 * bits.sum(axis=0) > len(parts)).tobytes(), "big")
