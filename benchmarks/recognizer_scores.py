"""Measure how often the entities of recognize_text are right: ``contract/text/scores.json``.

Run: VIZSLA_TEST_DATA=FOLDER python benchmarks/recognizer_scores.py

Each case of Recognizers-Text says what one model finds in a text. An entity is right if the case
has it, with its place, kind and value. Scores are the lower ends of Wilson's 95 % intervals,
rounded down: our packs were written with these cases in sight, and other texts are harder.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "recognizers"))

from reference_cases import FAMILIES, MODELS, found_in, reference_cases, wrong_among

import vizsla
from vizsla.errors import InputUnclearError
from vizsla.functions.entity_scores import NOTHING, SCORES
from vizsla.recognizers.recognize import USUAL_KINDS
from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reference_cases import ReferenceCase

LEAST_EXAMPLES = 30  # for a score of a language's own
UNMEASURED = 0.5
ALL = "all"  # languages together
# Kinds that are written alike in all languages, with few cases each, count together.
ADDRESSES = ("email", "guid", "hashtag", "ip", "mention", "url")
DECIMALS = 1000


def main() -> None:
    """Measure all cases, with the language given and detected, and write the table."""
    folder = Path(os.environ["VIZSLA_TEST_DATA"]) / "recognizers"
    cases = [each for family in FAMILIES for each in reference_cases(folder, family)]
    table = {
        "unmeasured": UNMEASURED,
        "given": scores(Counter(answered(cases, "given"))),
        "detected": scores(Counter(answered(cases, "auto"))),
    }
    SCORES.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def answered(cases: list[ReferenceCase], language: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the kind and language of each entity that is found, and whether it is right.

    Args:
        cases: the cases.
        language: ``given`` or ``auto``.

    """
    for case in cases:
        wanted = case.language if language == "given" else language
        try:
            whole = vizsla.recognize_text(case.text, language=wanted)
        except InputUnclearError:
            continue  # which is no answer
        read_in = whole.language or case.language
        if whole.answer is None and MODELS.get(case.model) in USUAL_KINDS:
            yield NOTHING, read_in, not case.expected
        found = found_in(case._replace(language=read_in))
        wrong = wrong_among(case, found)
        yield from ((each.kind, read_in, each not in wrong) for each in found)


def scores(counts: Counter[tuple[str, str, bool]]) -> dict[str, dict[str, float]]:
    """Return a score for each kind and language with enough examples, and for all together."""
    for (kind, _, right), count in list(counts.items()):
        for each in ADDRESSES if kind in ADDRESSES else (kind,):
            counts[each, ALL, right] += count
    table: dict[str, dict[str, float]] = {}
    for kind, language in sorted({(kind, language) for kind, language, _ in counts}):
        right, wrong = counts[kind, language, True], counts[kind, language, False]
        if language == ALL or right + wrong >= LEAST_EXAMPLES:
            low, _ = wilson(right, right + wrong)
            table.setdefault(kind, {})[language] = math.floor(low * DECIMALS) / DECIMALS
    return table


if __name__ == "__main__":
    main()
