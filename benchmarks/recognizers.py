"""Print the share of Recognizers-Text's own cases that pass, by family and language.

Run: VIZSLA_TEST_DATA=FOLDER python benchmarks/recognizers.py
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "recognizers"))

from reference_cases import FAMILIES, LANGUAGES, found_in, passes, reference_cases


def main() -> None:
    """Print a row a family, a column a language, and the milliseconds of a case."""
    folder = Path(os.environ["VIZSLA_TEST_DATA"]) / "recognizers"
    print("| percent | all |", " | ".join(LANGUAGES.values()), "| ms a case |")
    print("|---" * (len(LANGUAGES) + 3) + "|")
    for family in FAMILIES:
        total: Counter[str] = Counter()
        passed: Counter[str] = Counter()
        seconds = 0.0
        for case in reference_cases(folder, family):
            start = time.perf_counter()
            found = found_in(case)
            seconds += time.perf_counter() - start
            total[case.language] += 1
            passed[case.language] += passes(case, found)
        shares = [_percent(passed[each], total[each]) for each in LANGUAGES.values()]
        everything = _percent(passed.total(), total.total())
        speed = f"{1000 * seconds / max(1, total.total()):.2f}"
        print(f"| {family} |", " | ".join([everything, *shares, speed]), "|")


def _percent(passed: int, total: int) -> str:
    return f"{100 * passed / total:.1f}" if total else "-"


if __name__ == "__main__":
    main()
