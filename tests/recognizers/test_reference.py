"""What share of the reference's own cases is answered as it answers them."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from recognizers.reference_cases import found_in, passes, reference_cases

FOLDER = (
    Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
    / "recognizers"
)

# Percent, rounded down; raise a figure when more is reached.
FLOORS = {
    "Choice": {
        "de": 100, "en": 100, "es": 100, "fr": 100, "it": 100, "ja": 100, "nl": 100, "pt": 100,
        "zh": 94,
    },
    "DateTime": {
        "de": 94, "en": 98, "es": 95, "fr": 88, "it": 92, "ja": 92, "nl": 91, "pt": 88, "zh": 90,
    },
    "Number": {
        "de": 95, "en": 100, "es": 99, "fr": 98, "it": 99, "ja": 92, "nl": 95, "pt": 99, "zh": 96,
    },
    "NumberWithUnit": {
        "de": 96, "en": 99, "es": 99, "fr": 100, "it": 100, "ja": 89, "nl": 96, "pt": 100, "zh": 97,
    },
    "Sequence": {
        "en": 100, "es": 100, "fr": 100, "it": 100, "ja": 100, "nl": 100, "pt": 100, "zh": 99,
    },
}  # fmt: skip


@pytest.mark.skipif(not FOLDER.is_dir(), reason="VIZSLA_TEST_DATA has no folder recognizers")
@pytest.mark.parametrize("family", FLOORS)
def test_as_many_cases_pass_as_ever(family: str) -> None:
    total: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for case in reference_cases(FOLDER, family):
        total[case.language] += 1
        passed[case.language] += passes(case, found_in(case))
    shares = {language: 100 * passed[language] / total[language] for language in sorted(total)}
    assert shares.keys() == FLOORS[family].keys()
    low = {each: share for each, share in shares.items() if share < FLOORS[family][each]}
    assert not low
