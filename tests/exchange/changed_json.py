"""Changes a JSON value in one or a few places, as a damaged export is."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

__all__ = ["changed"]

_VALUES = (
    *(None, True, 0, -1, 10**30, 1.5, "", "5", "x" * 300, "\ud800", [], {}, [[]], [None], [1]),
    *({"": ""}, {"text": 1}, ["x"]),
)


@st.composite
def changed(draw: st.DrawFn, value: object) -> Any:
    """Draw a copy of a JSON value in which some parts are left out or are something else."""
    made: Any = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 3))):
        made = _change(draw, made)
    return made


def _change(draw: st.DrawFn, value: Any) -> Any:
    if not (isinstance(value, dict | list) and value) or draw(st.integers(0, 9)) == 0:
        return copy.deepcopy(draw(st.sampled_from(_VALUES)))
    places = list(value) if isinstance(value, dict) else list(range(len(value)))
    place = draw(st.sampled_from(places))
    if draw(st.integers(0, 5)) == 0:
        del value[place]
    else:
        value[place] = _change(draw, value[place])
    return value
