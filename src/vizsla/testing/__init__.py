"""Test a function on labelled examples, and report how well it does.

``evaluate_files`` tests any function, with ``labelled_pairs``, ``vocabulary`` and the answer
matchers. A ``Report`` is made of ``TestResult``s: ``result_figures`` counts the figures,
``report_data`` adds the circumstances, ``report_summary``, ``report_json`` and ``report_page``
write them as sentences, JSON and HTML. A ``Comparison`` of two reports is made in the same way.
"""

from __future__ import annotations

from vizsla.testing.comparison import Comparison, compare
from vizsla.testing.costs import TIMED, answer_times, sizes
from vizsla.testing.evaluate_files import evaluate
from vizsla.testing.example_source import ExampleSource
from vizsla.testing.label_change import LabelChange
from vizsla.testing.report import Report
from vizsla.testing.test_result import TestResult

__all__ = [
    "TIMED",
    "Comparison",
    "ExampleSource",
    "LabelChange",
    "Report",
    "TestResult",
    "answer_times",
    "compare",
    "evaluate",
    "sizes",
]
