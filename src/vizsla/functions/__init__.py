"""Functions: each reads input -> tensor -> model -> answer."""

from __future__ import annotations

from vizsla.functions.base import Function, Options
from vizsla.functions.explanation import Explanation
from vizsla.functions.loading import load, names

__all__ = ["Explanation", "Function", "Options", "load", "names"]
