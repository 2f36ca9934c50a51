"""The options of one call, checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, cast

from vizsla.errors import OptionError
from vizsla.modalities.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from vizsla.functions.column_values import Cells

__all__ = ["DEFAULT_TOP", "CallOptions"]

DEFAULT_TOP = 5


@dataclass(frozen=True, slots=True)
class CallOptions:
    """The options of one call.

    Attributes:
        top: the number of alternatives to return, at least 1.
        threshold: the least score of a sure answer (of a detector: of a box), 0 to 1; None for
            the one that the function was published with.
        within: a kind, such as ``dog``, or a WordNet id, to which answers are limited; or None.
        limits: the bytes, pixels and seconds that reading an input may cost.
        cells: the cells of the input's columns of metadata, by the columns, checked.

    Raises:
        OptionError: an option is out of its range.

    """

    top: int = DEFAULT_TOP
    threshold: float | None = None
    within: str | None = None
    limits: Limits = DEFAULT_LIMITS
    cells: Cells = field(default_factory=dict, hash=False, kw_only=True)

    def __post_init__(self) -> None:
        """Check the ranges, and turn NumPy's numbers into Python's."""
        if type(self.top) is int and self.top >= 1 and self.threshold is None:
            return  # the usual options, for which the checks below take long
        top: object = self.top
        threshold: Any = self.threshold
        if isinstance(top, bool) or not isinstance(top, Integral) or int(top) < 1:
            raise OptionError(f"top must be a whole number from 1, not {top!r}")
        if threshold is not None and (
            isinstance(threshold, bool)
            or not isinstance(threshold, Real)
            or not 0 <= cast("float", threshold) <= 1  # compared as it is: float() may overflow
        ):
            raise OptionError(f"threshold must be a number from 0 to 1, not {threshold!r}")
        object.__setattr__(self, "top", int(top))
        if threshold is not None:
            object.__setattr__(self, "threshold", float(threshold))
