from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vizsla.errors import InputError, OptionError
from vizsla.label_rules import LONGEST_LABEL, clean_label


@given(st.text(max_size=LONGEST_LABEL + 10))
@example("e\u0301" * LONGEST_LABEL)
@example(f" {'x' * LONGEST_LABEL} ")
def test_a_label_is_normalised_text_and_cleaning_it_again_changes_nothing(text: str) -> None:
    try:
        label = clean_label(text)
    except OptionError:
        return
    assert label == clean_label(label) == unicodedata.normalize("NFC", text).strip()
    assert 0 < len(label) <= LONGEST_LABEL
    label.encode()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "can't be empty"),
        (" \n", "can't be empty"),
        ("x" * (LONGEST_LABEL + 1), "has 201 characters; take at most 200"),
        ("a\u2028b", "control characters"),
        ("\udcff", "invalid Unicode"),
        ("a\x00b", "control characters"),
        (7, "a label is text"),
    ],
)
def test_a_text_that_is_no_label_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(OptionError, match=reason):
        clean_label(text)
    with pytest.raises(InputError, match=reason):
        clean_label(text, InputError)
