"""How well a function does on what it was not shown.

The rooms: ``tested`` is one example's result, ``counting`` makes a ``report`` of many, ``reading``
reads one; ``interval``, ``label_figures``, ``confusion``, ``calibration``, ``thresholds`` and
``apart`` hold the figures, ``verdict`` says them in words; ``compare`` puts two reports side by
side, with ``difference``; ``costs`` measures bytes and seconds; ``evaluate`` tests any function
on labelled files, by ``labelled``, ``vocabulary`` and ``vocabularies``; ``report_page`` and
``comparison_page`` draw.
"""

from __future__ import annotations

from vizsla.testing.build_report import report
from vizsla.testing.comparison import Comparison, LabelChange, compare
from vizsla.testing.costs import TIMED, answer_times, sizes
from vizsla.testing.evaluate_folder import evaluate, explainer
from vizsla.testing.report import Report
from vizsla.testing.test_result import TestResult

__all__ = [
    "TIMED",
    "Comparison",
    "LabelChange",
    "Report",
    "TestResult",
    "answer_times",
    "compare",
    "evaluate",
    "explainer",
    "report",
    "sizes",
]
