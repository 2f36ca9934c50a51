"""Describes the machine of a measurement."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from pathlib import Path
from typing import Any

from engines.cores import cores

SHOWN_FLAGS = (
    *("avx", "avx2", "fma", "f16c", "avx512f", "avx512bw", "avx512_vnni", "avx_vnni"),
    *("amx_int8", "asimd", "asimddp", "i8mm"),
)
PACKAGES = ("vizsla", "ai-edge-litert", "torch", "onnxruntime", "openvino", "numpy", "pillow")


def describe() -> dict[str, Any]:
    """Return the CPU, its cores and instructions, the system, and the versions."""
    info = _cpu_info()
    flags = _flags(info)
    return {
        "cpu": info.get("model name") or platform.processor() or platform.machine(),
        "family": info.get("cpu family"),
        "model": info.get("model"),
        "cores": cores(),
        "flags": [each for each in SHOWN_FLAGS if each in flags],
        "memory_gb": _memory_gb(),
        "system": platform.system(),
        "python": sys.version.split()[0],
        "packages": {each: version(each) for each in PACKAGES},
    }


def has_vnni() -> bool:
    """Tell whether the CPU multiplies 8-bit numbers without overflow."""
    flags = _flags(_cpu_info())
    return not flags.isdisjoint({"avx512_vnni", "avx_vnni", "amx_int8", "asimddp"})


def version(package: str) -> str | None:
    """Return the installed version, or None."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _cpu_info() -> dict[str, str]:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return {}
    pairs = (line.partition(":") for line in text.split("\n\n")[0].splitlines())
    return {key.strip(): value.strip() for key, _, value in pairs}


def _flags(info: dict[str, str]) -> frozenset[str]:
    return frozenset((info.get("flags") or info.get("Features") or "").split())


def _memory_gb() -> float | None:
    try:
        first = Path("/proc/meminfo").read_text(encoding="utf-8").split()
    except OSError:
        return None
    return round(int(first[1]) / 2**20, 1)
