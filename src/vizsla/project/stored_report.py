"""Reads a test report from the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.testing import Report
from vizsla.testing.multi_label import MultiLabelReport

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read_stored_report"]


def read_stored_report(stored: Mapping[str, Any]) -> Report | MultiLabelReport:
    """Read a report; examples that were removed since have lost their key, and get one."""
    results = [
        {**each, "key": f"removed {n}"} if not each["key"].strip("0") else each
        for n, each in enumerate(stored["results"])
    ]
    if "multi_label_format" in stored:
        return MultiLabelReport.from_dict({**stored, "results": results})
    return Report.from_dict({**stored, "results": results})
