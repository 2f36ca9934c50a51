from __future__ import annotations

import json
import sys

from bundle import fuzz_bundles
from bundle.fuzz_bundles import fuzz, is_fault


def test_a_damaged_bundle_answers_or_raises_an_error_of_the_bundle_or_the_engine() -> None:
    """``make fuzz`` opens more of them."""
    lines = list(fuzz(1, 120))
    assert [each["seed"] for each in lines] == [*range(1, 121)]
    assert [each for each in lines if is_fault(each)] == []
    assert {"answers", "BundleDamagedError"} <= {each["outcome"] for each in lines}


def test_a_process_that_ends_is_told_by_its_seed() -> None:
    begin, end = json.dumps({"begin": 7}), "import os; os.abort()"
    command = [sys.executable, "-c", f"print({begin!r}, flush=True); {end}"]
    (line,) = fuzz_bundles.watched(7, 9, command)
    assert line["seed"] == 7
    assert is_fault(line)
