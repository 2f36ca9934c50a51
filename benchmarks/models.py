"""Converts the same weights for every engine, once, into ``.build/benchmarks``."""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

HERE = Path(__file__).parent
ROOT = HERE.parent
BUILD_WEIGHTS = ROOT / "scripts" / "build_weights"
FOLDER = ROOT / ".build" / "benchmarks"
MADE_BY = tuple(HERE / name for name in ("layers.py", "onnx_graph.py", "int8.py"))
EVERY = 3  # one of so many calibration crops: enough for the ranges, and more would take long


def _fingerprint() -> str:
    """Return a hash that changes when the models must be converted again."""
    total = hashlib.sha256()
    for each in MADE_BY:
        total.update(each.read_bytes())
    total.update(importlib.metadata.version("onnxruntime").encode())
    return total.hexdigest()


def make_models() -> Path:
    """Return the folder with state.pt (where PyTorch is), fp32.onnx, int8.onnx and labels.txt."""
    stamp = FOLDER / "fingerprint"
    if not stamp.exists() or stamp.read_text() != _fingerprint():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for make in (_weights, _labels):
            make(FOLDER)
        stamp.write_text(_fingerprint())
    if importlib.util.find_spec("torch") and not (FOLDER / "state.pt").exists():
        _for_torch(FOLDER)
    return FOLDER


def read_state() -> dict[str, np.ndarray]:
    """Return the checkpoint of Vizsla's own weights."""
    packages, checkpoint = _builder("packages"), _builder("checkpoint")
    path = packages.python_file(packages.CHECKPOINT)
    state: dict[str, np.ndarray] = checkpoint.read_checkpoint(path)
    return state


def calibration_crops(side: int) -> list[np.ndarray]:
    """Return the images that calibrate Vizsla's own int8 graph."""
    return list(_builder("photographs").crops(side))


def photographs() -> list[np.ndarray]:
    """Return the photographs of the installed packages, for machines without the test data."""
    found: list[np.ndarray] = _builder("photographs").photographs()
    return found


def _builder(name: str) -> Any:  # noqa: ANN401 - a module
    if str(BUILD_WEIGHTS) not in sys.path:
        sys.path.append(str(BUILD_WEIGHTS))
    return importlib.import_module(name)


def _weights(folder: Path) -> None:
    from int8 import write_int8  # noqa: PLC0415 - slow, and needed only once
    from layers import SIDE  # noqa: PLC0415
    from onnx_graph import write_onnx  # noqa: PLC0415

    print("making the models for the other engines, once", flush=True)
    write_onnx(read_state(), folder / "fp32.onnx")
    write_int8(folder / "fp32.onnx", folder / "int8.onnx", calibration_crops(SIDE)[::EVERY])


def _for_torch(folder: Path) -> None:
    import torch  # noqa: PLC0415 - it may not be installed

    state = {name: torch.from_numpy(each.copy()) for name, each in read_state().items()}
    torch.save(state, folder / "state.pt")


def _labels(folder: Path) -> None:
    import vizsla  # noqa: PLC0415 - only here

    manifest = vizsla.classify_image.manifest
    ids = [str(each.id) for each in manifest.labels]
    (folder / "labels.txt").write_text("\n".join(ids) + "\n", encoding="utf-8")
