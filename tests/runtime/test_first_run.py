from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bundle.made_graph import every_operator, packed
from vizsla.errors import EngineError
from vizsla.runtime import first_run
from vizsla.runtime.first_run import run_first

if TYPE_CHECKING:
    from pathlib import Path

SMALL = packed(every_operator())
SHA256 = hashlib.sha256(SMALL).hexdigest()


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The processes that are started, one after the other."""
    found: list[object] = []
    run = subprocess.run

    def counted(*given: object, **how: object) -> object:
        found.append(given)
        return run(*given, **how)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)
    return found


def test_a_graph_runs_elsewhere_once(started: list[object]) -> None:
    run_first(SMALL, SHA256)
    run_first(SMALL, SHA256)
    assert len(started) == 1
    run_first(SMALL, "0" * 64)
    assert len(started) == 2


def test_another_engine_tries_it_again(
    started: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_first(SMALL, SHA256)
    monkeypatch.setattr("importlib.metadata.version", lambda _: "99")
    run_first(SMALL, SHA256)
    assert len(started) == 2


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows keeps rights elsewhere")
def test_a_record_that_others_could_have_written_is_not_believed(
    started: list[object], workspace: Path
) -> None:
    run_first(SMALL, SHA256)
    folder = workspace / "cache" / "graphs"
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    run_first(SMALL, SHA256)
    assert len(started) == 2


def test_a_graph_that_the_engine_refuses_is_refused() -> None:
    with pytest.raises(EngineError, match="the engine refuses the graph"):
        run_first(SMALL[:2000], SHA256)


CHILDREN = {
    "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)": "SIGSEGV",
    "raise SystemExit(1)": "without a word",
    "x = [0] * 2**40": "MemoryError",
    "while True: pass": "takes more than 1 seconds",
}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has other signals")
@pytest.mark.parametrize("child", CHILDREN)
def test_a_process_that_ends_or_hangs_is_an_error_of_the_engine(
    child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_run, "START", child)
    monkeypatch.setattr(first_run, "SECONDS", 1 if "while" in child else 60)
    with pytest.raises(EngineError, match=CHILDREN[child]):
        run_first(SMALL, SHA256)
    with pytest.raises(EngineError, match=CHILDREN[child]):  # it is not remembered
        run_first(SMALL, SHA256)


def test_a_program_without_a_python_of_its_own_starts_no_process(
    started: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    run_first(SMALL, SHA256)
    assert not started


def test_the_process_imports_what_it_needs_and_no_more() -> None:
    code = (
        "import sys, vizsla.runtime.first_run_child; "
        "print([each for each in sys.modules if each.startswith(('vizsla.', 'PIL.'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rooms = {each.split(".")[1] for each in eval(done.stdout)}  # noqa: S307
    assert "runtime" in rooms
    assert rooms.isdisjoint({"bundle", "encoders", "functions", "modalities", "PIL"})
