from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vizsla.errors import InputError, OptionError
from vizsla.exchange.label_words import clean_label, part_of


@given(st.text(max_size=210))
@example("a\u2028b")
@example("\udcff")
@example("e\u0301" * 200)
@example("x" * 201)
@example("\x00")
def test_a_label_that_comes_in_is_one_that_the_store_takes(text: str) -> None:
    from vizsla.workspace.name_rules import check_label

    try:
        kept = check_label(text)
    except OptionError:
        with pytest.raises(InputError):
            clean_label(text)
    else:
        assert clean_label(text) == kept


def test_a_part_has_one_name() -> None:
    assert part_of(None, []) is None
    assert part_of("train", ["train"]) == "train"
    assert part_of("validation", ["train", "validation"]) == "test"
    assert part_of("validation", ["train", "validation", "test"]) == "train"
