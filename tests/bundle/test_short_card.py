"""A card in two sentences says what a function answers, how well, and how far to rely on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from vizsla.bundle import read_bundle
from vizsla.bundle.manifest_entries import AccuracyEntry, Threshold
from vizsla.bundle.shipped_bundles import shipped_bundle, shipped_names
from vizsla.bundle.short_card import short_card

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", shipped_names())
def test_the_card_of_each_shipped_function_has_two_sentences(name: str) -> None:
    manifest = shipped_bundle(name).manifest
    first, _, second = short_card(manifest).partition(". ")
    assert first.startswith(manifest.description.rstrip("."))
    assert "test examples" in first
    assert second.startswith("If `sure` is false")
    measured = manifest.threshold.precision is not None
    assert second.endswith("right)." if measured else "rely on the answer.")
    assert ". " not in second


def test_what_was_not_measured_is_said(bundle: Path) -> None:
    manifest = read_bundle(bundle).manifest
    untested = replace(manifest, test=None, threshold=Threshold(None))
    assert "(not tested). Its `sure` is always false" in short_card(untested)
    unmeasured = short_card(replace(manifest, threshold=Threshold(0.9)))
    assert unmeasured.endswith("rather than rely on the answer.")


def test_of_several_labels_all_had_to_be_right(bundle: Path) -> None:
    manifest = replace(
        read_bundle(bundle).manifest,
        kind="multi-label-image-classification",
        test=AccuracyEntry(0.9, 0.8, 0.95, 1, "a test"),
    )
    assert "(exactly the right labels for 90 % of 1 test example)" in short_card(manifest)
