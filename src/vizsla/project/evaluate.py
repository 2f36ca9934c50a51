"""The test report of any function on a labelled folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.functions.base import Function
from vizsla.functions.loading import load
from vizsla.progress import ProgressReporter
from vizsla.testing import evaluate as evaluate_files

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from vizsla.progress import Cancel, Progress
    from vizsla.testing import Report

__all__ = ["evaluate"]


def evaluate(
    function: Function[Any, Any] | str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    map_labels: Mapping[str, str | None] | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancel: Cancel | None = None,
) -> Report:
    """Test any function on images of your own, before you rely on it.

    Args:
        function: a function, or the name of one: ``dog-breeds``, ``trees@2``, a bundle's path.
        folder: ``folder/LABEL/*``; a label may be a kind that the function knows, such as
            ``dog``, or ``none of these``.
        map_labels: the function's names for labels of the folder, where they differ.
        progress: called with each Progress.
        cancel: stops the work once it is set, such as a ``threading.Event``.

    Returns:
        A Report (``accuracy``, ``low``, ``high``, ``mistakes``, ``to_dict()``), with ``show()``.

    Raises:
        OptionError: the function has no such label; the message has the nearest ones.
        TrainingDataError: there is no image that can be tested on.
        InputError: the folder can't be read.

    """
    if not isinstance(function, Function):
        function = load(function)
    reporter = ProgressReporter(progress, cancel)
    return evaluate_files(
        function,
        folder,
        map_labels=map_labels,
        progress=lambda done, total: reporter.report("testing", done, total),
    )
