"""What a text means depends on no version of Unicode."""

from __future__ import annotations

import sys
import unicodedata

from vizsla.recognizers.known_characters import is_known, known_only
from vizsla.recognizers.recognize import find_entities
from vizsla.recognizers.text_tokens import cut_tokens

NEWER = "\U0001fae8"  # a shaking face, of Unicode 15.0


def test_the_table_has_the_characters_of_its_version() -> None:
    assigned = [unicodedata.category(chr(code)) != "Cn" for code in range(sys.maxunicode + 1)]
    known = [is_known(chr(code)) for code in range(sys.maxunicode + 1)]
    assert all(now for now, then in zip(assigned, known, strict=True) if then)
    if unicodedata.unidata_version == "14.0.0":
        assert assigned == known


def test_a_newer_character_is_a_sign_without_a_meaning() -> None:
    assert known_only(f"1{NEWER}é") == "1\uffffé"
    (token,) = cut_tokens(NEWER)
    assert (token.raw, token.plain, token.kind) == (NEWER, "\uffff", "symbol")
    (found,) = find_entities(f'"{NEWER}"', "en", ["quotedText"])
    assert found.value == {"value": f'"{NEWER}"'}
