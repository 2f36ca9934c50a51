"""Functions: each kind reads input -> tensor -> model -> answer."""

from __future__ import annotations

from vizsla.functions.base import Function
from vizsla.functions.explanation import Explanation
from vizsla.functions.loading import list_functions, load
from vizsla.functions.registry import register_kind

__all__ = ["Explanation", "Function", "list_functions", "load", "register_kind"]
