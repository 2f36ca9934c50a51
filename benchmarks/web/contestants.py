"""The engines in the comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

US = "vizsla"
NAMES = {
    US: "Vizsla",
    "tfjs": "TensorFlow.js (wasm, float32)",
    "ort_fp32": "ONNX Runtime Web (wasm, float32)",
    "ort_int8": "ONNX Runtime Web (wasm, int8)",
}
PEERS = [each for each in NAMES if each != US]


def present(runtime: Path) -> tuple[list[str], dict[str, str]]:
    """Return the engines that can be measured, and the reasons why the others can't."""
    if (runtime / "index.js").is_file():
        return [US, *PEERS], {}
    return PEERS, {US: "web/runtime/dist is missing (npm run build makes it)"}
