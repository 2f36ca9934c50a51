"""Limit linear algebra to one thread for each fit, and check that training is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from vizsla.errors import MissingExtraError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

__all__ = ["one_thread", "require_training"]


def one_thread() -> AbstractContextManager[object]:
    """Limit BLAS to one thread: fits run beside each other, and always give the same bits.

    Raises:
        MissingExtraError: scikit-learn is not installed.

    """
    require_training()
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - an extra

    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits


def require_training() -> None:
    """Check before any work that the packages for training are installed.

    Raises:
        MissingExtraError: scikit-learn is not installed.

    """
    # Found, not imported: importing takes a second, and most of it is not needed.
    for package in ("scipy", "sklearn", "threadpoolctl"):
        if find_spec(package) is None:
            raise MissingExtraError(
                f"training needs {package}, which is not installed: pip install 'vizsla[train]'"
            )
