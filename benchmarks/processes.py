"""Measures whole processes: importing, answering one image, memory."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from crew import environment

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
IMPORTS = {
    "nothing": "pass",
    "numpy": "import numpy",
    "vizsla": "import vizsla",
    "vizsla_function": "import vizsla; vizsla.classify_image",
    "torch_eager": "import torch",
    "ort": "import onnxruntime",
    "openvino": "import openvino",
}
HEAVY = ("ai_edge_litert", "PIL", "numpy", "typer", "rich")


def run(*command: str | Path) -> tuple[float, str]:
    """Run a command, and return its seconds and its output.

    Raises:
        subprocess.CalledProcessError: the command failed.

    """
    start = time.perf_counter()
    done = subprocess.run(
        [str(each) for each in command],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - start, done.stdout


def import_seconds(what: str) -> float:
    """Return the seconds of a process that imports a package and ends."""
    return run(sys.executable, "-c", IMPORTS[what])[0]


def loaded_by_import() -> list[str]:
    """Return the heavy packages that ``import vizsla`` loads; there should be none."""
    script = f"import sys, vizsla; print(*(n for n in {HEAVY!r} if n in sys.modules))"
    return run(sys.executable, "-c", script)[1].split()


def one_image_seconds(name: str, models: Path, photo: Path) -> float:
    """Return the seconds of a process that classifies one photograph."""
    if name == "vizsla":
        return run(BIN / "vizsla", "classify", photo)[0]
    return run(sys.executable, HERE / "classify_one.py", name, models, photo)[0]


def peak_memory(name: str, models: Path, way: str, photos: list[Path]) -> int:
    """Return the most bytes used by a process that classifies photographs."""
    script = HERE / "classify_many.py"
    return int(run(sys.executable, script, name, models, way, *photos)[1])
