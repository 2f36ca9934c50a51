"""Computes an attribute once, when it is first asked for."""

from __future__ import annotations

import functools
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["cached_property"]

T = TypeVar("T")


class cached_property(functools.cached_property[T]):  # noqa: N801 - as in functools
    """``functools.cached_property`` without the lock that it has in Python 3.11.

    That lock is one for all objects of a class. A thread that held it while another one forked does
    not exist in the child, which would wait for it for ever. Without the lock two threads may
    compute the value at once, as in later versions of Python.
    """

    def __init__(self, function: Callable[[Any], T]) -> None:
        super().__init__(function)
        self.lock = nullcontext()
