"""The normal form of texts: what is replaced, and what is composed, by small tables."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.encoders.text.normal_form import NormalForm

ACUTE, CIRCUMFLEX = "\u0301", "\u0302"
REPLACED = {"\t": " ", "\u200b": "", "\ufb01": "fi", "\uff21": "A", "\u0340": "\u0300"}
COMPOSED = {
    "A\u0301": "\u00c1",
    "A\u0302": "\u00c2",
    "A\u0302\u0301": "\u1ea4",
    "A\u0300": "\u00c0",
}
JAMO = st.sampled_from([*"\u1100\u1112\u1113\u1161\u1175\u1176\u11a7\u11a8\u11c2\u11c3", "a"])
FORM = NormalForm(REPLACED, COMPOSED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain", "plain"),
        ("a\tb\u200bc\ufb01", "a bcfi"),
        (f"A{ACUTE}", "\u00c1"),
        (f"A{CIRCUMFLEX}{ACUTE}", "\u1ea4"),
        (f"\uff21{CIRCUMFLEX}{ACUTE}b", "\u1ea4b"),  # of what stands for the characters
        ("A\u0340", "\u00c0"),
        (f"\u00c2{ACUTE}", f"\u00c2{ACUTE}"),  # a composed character is not composed again
        (f"\ufb01{ACUTE}", f"fi{ACUTE}"),
        (f"{ACUTE}A", f"{ACUTE}A"),
        (f"A\u200b{ACUTE}", f"A{ACUTE}"),  # not what stands apart
    ],
    ids=ascii,
)
def test_the_longest_sequence_is_composed(text: str, expected: str) -> None:
    assert FORM.of(text) == expected


@given(st.text(JAMO))
def test_jamo_make_the_syllables_that_unicode_makes_of_them(text: str) -> None:
    assert FORM.of(text) == unicodedata.normalize("NFC", text)


@given(st.text(), st.text())
def test_a_space_parts_what_is_composed(first: str, second: str) -> None:
    assert FORM.of(f"{first} {second}") == f"{FORM.of(first)} {FORM.of(second)}"
