from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from vizsla.prefetch import ahead, cores

FORK = """
import os, sys
from vizsla.prefetch import ahead
assert ahead(lambda: 1, free=True)() == 1
child = os.fork()
if child == 0:
    sys.exit(ahead(lambda: 7, free=True)() != 7)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(cores() == 1, reason="there is no other core")
def test_work_ahead_begins_before_its_result_is_asked_for() -> None:
    begun = threading.Event()
    result = ahead(lambda: (begun.set(), 5), free=True)
    assert begun.wait(10)
    assert result()[1] == 5


def test_without_free_cores_work_waits_until_it_is_asked_for() -> None:
    done: list[int] = []
    result = ahead(lambda: done.append(1), free=False)
    assert not done
    result()
    assert done == [1]


def test_an_error_ahead_is_raised_where_the_result_is_asked_for() -> None:
    result = ahead(lambda: 1 // 0, free=True)
    with pytest.raises(ZeroDivisionError):
        result()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_work_goes_ahead_in_a_forked_child() -> None:
    assert subprocess.run([sys.executable, "-c", FORK], check=False, timeout=60).returncode == 0
