"""Makes the table of code points from the reference: the normaliser of the model's tokenizer."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HANGUL = range(0xAC00, 0xD7A4)  # composed by a rule, which both languages know
SURROGATES = range(0xD800, 0xE000)  # are none of UTF-8's; dropped


def code_points(tokenizer_file: Path) -> bytes:
    """Return ``code_points.json``: what the tokenizer does with each code point by itself.

    Args:
        tokenizer_file: the model's ``tokenizer.json``.

    """
    from tokenizers import Tokenizer  # noqa: PLC0415 - beside a folder of another name

    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    kinds: dict[str, list[int]] = {"dropped": [], "spaces": [], "alone": []}
    replaced = {}
    for code in range(sys.maxunicode + 1):
        folded = "" if code in SURROGATES else _folded(tokenizer, chr(code))
        kind = {"": "dropped", " ": "spaces", f" {chr(code)} ": "alone"}.get(folded)
        if kind:
            kinds[kind].append(code)
        elif folded != chr(code) and code not in HANGUL:
            replaced[chr(code)] = folded
    table = {**{kind: _ranges(codes) for kind, codes in kinds.items()}, "replaced": replaced}
    return (json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _folded(tokenizer: object, character: str) -> str:
    """Return what stands for a character, with a space where a word ends."""
    normal = tokenizer.normalizer.normalize_str(f"a{character}a")
    words = [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal)]
    return " ".join(words).removeprefix("a").removesuffix("a")


def _ranges(codes: list[int]) -> list[int]:
    """Return the first and the last code point of each range, in one list."""
    firsts = sorted(set(codes) - {each + 1 for each in codes})
    lasts = sorted(set(codes) - {each - 1 for each in codes})
    return [each for pair in zip(firsts, lasts, strict=True) for each in pair]
