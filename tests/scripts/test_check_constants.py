from __future__ import annotations

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "check_constants.py"


def test_no_module_binds_a_name_twice() -> None:
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A = 1\nB = 2\nA = 3", [(3, "A")]),
        ("A: int = 1\nA: int = 2", [(2, "A")]),
        ("A, B = 1, 2\nB = 3", [(2, "B")]),
        ("A: int\nA = 1", []),
        ("if x:\n    A = 1\nelse:\n    A = 2", []),
        ("A = {}\nA['b'] = 1\nA.c = 2", []),
        ("def f():\n    a = 1\n    a = 2", []),
    ],
)
def test_a_second_binding_at_the_top_level_is_found(
    source: str, expected: list[tuple[int, str]]
) -> None:
    spec = spec_from_file_location("check_constants", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.rebound(source) == expected
