from __future__ import annotations

from vizsla.exchange.dataset_names import train_or_test


def test_validation_data_joins_the_training_set_unless_there_is_no_test_set() -> None:
    assert train_or_test(None, []) is None
    assert train_or_test("train", ["train"]) == "train"
    assert train_or_test("validation", ["train", "validation"]) == "test"
    assert train_or_test("validation", ["train", "validation", "test"]) == "train"
