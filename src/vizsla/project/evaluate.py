"""The test report of any function on a labelled folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError
from vizsla.functions.base import Function
from vizsla.functions.loading import load
from vizsla.multi_label_kinds import is_multi_label
from vizsla.progress import ProgressReporter
from vizsla.project.evaluate_multi_label import test_multi_label_on_source
from vizsla.project.labelled_source import about_source, columns_of, read_labelled, test_pairs
from vizsla.testing import evaluate as evaluate_files

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from vizsla.exchange.hints import ReadOptions
    from vizsla.progress import Cancel, Progress
    from vizsla.testing import Report
    from vizsla.testing.multi_label import MultiLabelReport

__all__ = ["evaluate"]


def evaluate(
    function: Function[Any, Any] | str | os.PathLike[str],
    source: str | os.PathLike[str],
    *,
    map_labels: Mapping[str, str | None] | None = None,
    layout: str | None = None,
    label_column: str | None = None,
    encoding: str | None = None,
    text_column: str | None = None,
    on_read: Callable[[str], None] | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancel: Cancel | None = None,
) -> Report | MultiLabelReport:
    """Test any function on images of your own, before you rely on it.

    Args:
        function: a function, or the name of one: ``dog-breeds``, ``trees@2``, a bundle's path.
        source: ``folder/LABEL/*``, or anything with labels that ``Project.add`` takes; of a
            source with a test part, that part. A label may be a kind that the function knows, such
            as ``dog``, or ``none of these``.
        map_labels: the function's names for labels of the source, where they differ.
        layout: the source's layout; by default it is recognised.
        label_column: the column, question or key that holds the labels; as in ``Project.add``.
        encoding: the encoding of a table's text or of a zip's names; as in ``Project.add``.
        text_column: the column that holds the texts; as in ``Project.add``.
        on_read: called with the line that says how the source was understood.
        progress: called with each Progress.
        cancel: stops the work once it is set, such as a ``threading.Event``.

    Returns:
        A Report (``accuracy``, ``low``, ``high``, ``mistakes``, ``to_dict()``), with ``show()``; of
        a multi-label function a MultiLabelReport.

    Raises:
        OptionError: the function has no such label; the message has the nearest ones. Or labels
            are mapped for a multi-label function.
        TrainingDataError: there is no image that can be tested on.
        InputUnclearError: the source can be read in several ways.
        InputError: the source can't be read.

    """
    if not isinstance(function, Function):
        function = load(function)
    reporter = ProgressReporter(progress, cancel)
    options: ReadOptions = {
        "layout": layout,
        "label_column": label_column,
        "encoding": encoding,
        "text_column": text_column,
    }
    if is_multi_label(function.kind):
        if map_labels:
            raise OptionError(
                "map_labels is not for multi-label functions: rename the labels of the source"
            )
        return test_multi_label_on_source(function, source, options, on_read, function.name, None)
    found = read_labelled(source, function.modality_name, options, on_read)
    pairs = test_pairs(found.examples)
    report = evaluate_files(
        function,
        pairs,
        map_labels=map_labels,
        columns=columns_of(found.examples, function),
        progress=lambda done, total: reporter.report("testing", done, total),
    )
    return about_source(report, source, found)
