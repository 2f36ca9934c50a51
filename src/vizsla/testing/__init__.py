"""How well a function does on what it was not shown.

The rooms: ``tested`` is one example's result, ``counting`` makes a ``report`` of many, ``reading``
reads one; ``interval``, ``label_figures``, ``confusion``, ``calibration``, ``thresholds`` and
``apart`` hold the figures, ``verdict`` says them in words; ``compare`` puts two reports side by
side, with ``difference``; ``evaluate`` tests any function on labelled files, by ``labelled``,
``vocabulary`` and ``vocabularies``; ``report_page`` and ``comparison_page`` draw.
"""

from __future__ import annotations

from vizsla.testing.compare import Comparison, LabelChange, compare
from vizsla.testing.counting import report
from vizsla.testing.evaluate import evaluate, explainer
from vizsla.testing.report import Report
from vizsla.testing.tested import Tested

__all__ = [
    "Comparison",
    "LabelChange",
    "Report",
    "Tested",
    "compare",
    "evaluate",
    "explainer",
    "report",
]
