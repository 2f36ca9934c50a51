"""Word tokens are placed where hiding the sound costs them most, and in order."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vizsla.speech.listening.token_times import FRAME, frames_to_hide, times_of


@given(st.integers(0, 600))
def test_every_vector_is_hidden_and_some_are_always_left(count: int) -> None:
    stretches = frames_to_hide(count)
    hidden = {at for start, end in stretches for at in range(start, end)}
    assert hidden == (set(range(count)) if count > 1 else set())
    assert len({end - start for start, end in stretches}) <= 1
    assert all(end - start < count for start, end in stretches)


@given(
    st.lists(st.floats(0, 9.9), min_size=1, max_size=20),
    st.integers(0, 2**32 - 1),
    st.floats(0, 0.05),
)
def test_pieces_stand_where_hiding_costs_most_and_in_order(
    spoken: list[float], seed: int, noise: float
) -> None:
    stretches = frames_to_hide(round(10 / FRAME))
    edges = np.array(stretches) * FRAME
    right = np.sort(np.array(spoken))
    costs = ((edges[:, :1] <= right) & (right < edges[:, 1:])).astype(np.float64)
    costs += np.random.default_rng(seed).random(costs.shape) * noise
    found = times_of(costs, stretches)
    assert (np.diff(found) >= 0).all()
    assert (np.abs(found - right) < 0.75).all()
