"""Powers are rounded correctly."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from vizsla.recognizers.exact_power import exact_power


@given(st.floats(0.001, 1e6), st.integers(-90, 40))
def test_a_power_is_the_nearest_float(base: float, exponent: int) -> None:
    assert exact_power(base, exponent) == float(Fraction(base) ** exponent)


def test_a_power_beyond_all_floats_is_none() -> None:
    assert exact_power(10, 309) is None
    assert exact_power(2, 1024) is None
    assert exact_power(0, -1) is None
    assert exact_power(0, 0) == 1
    assert exact_power(10, -400) == 0
