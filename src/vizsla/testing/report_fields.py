"""Read the typed fields of a report's JSON."""

from __future__ import annotations

from vizsla.errors import OptionError
from vizsla.json_fields import JsonFields

__all__ = ["ReportFields"]


class ReportFields(JsonFields):
    """A JSON object of a test report.

    Raises:
        OptionError: the value is not an object, or a field is missing or has another type.

    """

    ERROR = OptionError
    WAY_OUT = "Give a test report that Vizsla wrote, or test again"
