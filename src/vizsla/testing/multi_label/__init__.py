"""Test a multi-label function: each label by itself, and all labels of an example together."""

from __future__ import annotations

from vizsla.testing.multi_label.multi_label_report import MultiLabelReport
from vizsla.testing.multi_label.multi_label_result import MultiLabelResult

__all__ = ["MultiLabelReport", "MultiLabelResult"]
