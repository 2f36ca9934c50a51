from __future__ import annotations

from vizsla.exchange.label_words import part_of


def test_a_part_has_one_name() -> None:
    assert part_of(None, []) is None
    assert part_of("train", ["train"]) == "train"
    assert part_of("validation", ["train", "validation"]) == "test"
    assert part_of("validation", ["train", "validation", "test"]) == "train"
