"""Sentences that stopped a reader do not come back."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Each was in the docs, a card, a message or a docstring, and had to be read twice.
STOPPED_A_READER = (
    "one less the best box",
    "without a mistake that takes",
    "without a mistake it takes",
    "that was not shown it",
    "then stands for it",
    "stand for a version",
    "without doubles",
    "stays one example",
    "the confidence that they are",
    "than these alone would",
    "calibrated out of fold",
    "what is not a path may",
    "stand for ours",
    "the former is what was seen",
    "worth their while",
    "what the filters choose",
    "what somebody else has before them",
    "comes before the people who label",
)
READ = (
    ROOT.glob("*.md"),
    (ROOT / "docs").rglob("*.md"),
    (ROOT / "src/vizsla").rglob("*.py"),
    (ROOT / "src/vizsla/weights").rglob("*.md"),
    (ROOT / "web").glob("*/src/**/*.ts"),
    (ROOT / "web").glob("*/src/locales/en.json"),
)


def test_no_sentence_that_stopped_a_reader_is_back() -> None:
    pages = [each for each in chain(*READ) if each.name != "CHANGELOG.md"]
    assert len(pages) > 500
    found = []
    for page in pages:
        text = re.sub(r"[\s*#]+", " ", page.read_text("utf-8")).casefold()
        found += [(page.name, phrase) for phrase in STOPPED_A_READER if phrase in text]
    assert found == []
