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

from reference_cases import FAMILIES, MODELS, found_in, passes, reference_cases, wrong_among

import vizsla
from vizsla.errors import InputUnclearError
from vizsla.functions import entity_scores
from vizsla.functions.entity_scores import NOTHING, SCORES, entity_score
from vizsla.recognizers.language_pack import LANGUAGES
from vizsla.recognizers.recognize import USUAL_KINDS
from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reference_cases import ReferenceCase

LEAST_EXAMPLES = 30  # for a score of a language's own
UNMEASURED = 0.5
SURE, LIKELY = 0.95, 0.8
ALL = "all"  # languages together
# Kinds that are written alike in all languages, with few cases each, count together.
ADDRESSES = ("email", "guid", "hashtag", "ip", "mention", "url")
DECIMALS = 1000


def main() -> None:
    """Measure all cases, with the language given and detected, and write the table."""
    folder = Path(os.environ["VIZSLA_TEST_DATA"]) / "recognizers"
    cases = [each for family in FAMILIES for each in reference_cases(folder, family)]
    given = Counter(answered(cases, "given"))
    table = {
        "unmeasured": UNMEASURED,
        "given": scores(Counter(given)),
        "detected": scores(Counter(answered(cases, "auto"))),
    }
    SCORES.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    entity_scores._table.cache_clear()  # noqa: SLF001 - the file is new
    for least in (SURE, LIKELY):
        print(f"from a score of {least} on: {promise(given, least)}")
    passed = sum(passes(case, found_in(case)) for case in cases)
    low, high = wilson(passed, len(cases))
    print(
        f"{passed} of {len(cases)} cases pass: {passed / len(cases):.4f}, {low:.4f} to {high:.4f}"
    )


def promise(counts: Counter[tuple[str, str, bool]], least: float) -> str:
    """Print the number of answers with a score, and how many of them are right."""
    right = total = everything = 0
    for (kind, language, is_right), count in counts.items():
        everything += count
        if entity_score(kind, language, given=True) >= least:
            total += count
            right += count * is_right
    return f"{right} of {total} are right, {right / total:.4f}; {total / everything:.4f} of all"


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
    """Return a score for each kind and language, and for all languages together."""
    for (kind, _, right), count in list(counts.items()):
        for each in ADDRESSES if kind in ADDRESSES else (kind,):
            counts[each, ALL, right] += count
    return {
        kind: {each: score(counts, kind, each) for each in (ALL, *LANGUAGES)}
        for kind in sorted({kind for kind, _, _ in counts})
    }


def score(counts: Counter[tuple[str, str, bool]], kind: str, language: str) -> float:
    """Return the lower end of the interval, of a language's own examples where these are enough.

    Else that of all languages counts: at most the share of its few own examples, and without any
    at most what is likely.
    """
    right, wrong = counts[kind, language, True], counts[kind, language, False]
    total = right + wrong
    if language == ALL or total >= LEAST_EXAMPLES:
        low, _ = wilson(right, total)
    else:
        low, _ = wilson(
            counts[kind, ALL, True], sum(counts[kind, ALL, each] for each in (True, False))
        )
        if kind not in ADDRESSES:
            low = min(low, right / total if total else LIKELY)
    return math.floor(low * DECIMALS) / DECIMALS


if __name__ == "__main__":
    main()
