from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")

START = """
import os, signal, sys, threading, time, warnings
from vizsla import fork_gate
from vizsla.fork_gate import forked_amid_work, no_fork
warnings.simplefilter("ignore")  # Python warns of forks beside threads

def fork(work):
    pid = os.fork()
    if pid == 0:
        signal.alarm(60)  # ends a child that hangs
        os._exit(0 if work() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

inside, left = threading.Event(), []
"""
WORK = """
def work():
    with no_fork(), no_fork():
        inside.set()
        time.sleep(0.3)
        left.append(True)

threading.Thread(target=work).start()
inside.wait()
print(fork(lambda: left and not forked_amid_work()))
"""
IMPORT = """
sys.inside = inside
threading.Thread(target=lambda: __import__("slow")).start()
inside.wait()
print(fork(lambda: __import__("slow").value == 7 and not forked_amid_work()))
"""
OWN_BLOCK = """
with no_fork():
    ends = fork(lambda: not forked_amid_work())
print(ends + fork(lambda: not forked_amid_work()))
"""
TOO_LONG = """
fork_gate.PATIENCE = 0.1
go_on = threading.Event()

def work():
    with no_fork():
        inside.set()
        go_on.wait()

thread = threading.Thread(target=work)
thread.start()
inside.wait()
said = fork(forked_amid_work)
go_on.set()
thread.join()
print(said + fork(lambda: not forked_amid_work()))
"""


@pytest.mark.parametrize(
    "code",
    [WORK, IMPORT, OWN_BLOCK, TOO_LONG],
    ids=["work", "import", "own block", "too long"],
)
def test_a_fork_waits_for_other_threads_or_its_child_knows(code: str, tmp_path: Path) -> None:
    slow = "import sys, time\nsys.inside.set()\ntime.sleep(0.3)\nvalue = 7\n"
    (tmp_path / "slow.py").write_text(slow)
    done = subprocess.run(
        [sys.executable, "-c", START + code],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
    )
    assert (done.stdout, done.stderr) == ("0\n", "")
