from __future__ import annotations

import hashlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vizsla.training.data_split import choose_split


def keys(count: int, start: int = 0) -> list[str]:
    return [hashlib.sha256(str(n).encode()).hexdigest() for n in range(start, start + count)]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", None]),
        st.integers(0, 12),
        st.sampled_from(["train", "test", None]),
    ),
    max_size=40,
)


@given(ROWS, st.floats(0.05, 0.9))
def test_earlier_assignments_stay_and_near_duplicates_stay_together(
    rows: list[tuple[str | None, int, str | None]], share: float
) -> None:
    labels, groups, before = ([each[n] for each in rows] for n in range(3))
    after = choose_split(keys(len(rows)), labels, np.array(groups, int), before, share)
    assert all(old is None or old == new for old, new in zip(before, after, strict=True))
    for group in set(groups):
        own = [n for n, each in enumerate(groups) if each == group]
        fresh = {after[n] for n in own if before[n] is None}
        old = {before[n] for n in own} - {None}
        assert len(fresh) <= 1
        if fresh and old:
            assert fresh == (old if len(old) == 1 else {None}), (
                "near-duplicates are never in both sets"
            )


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 30), min_size=1))
def test_each_label_gets_into_both_sets_where_it_has_two_groups(counts: dict[str, int]) -> None:
    labels = [label for label, count in counts.items() for _ in range(count)]
    after = choose_split(
        keys(len(labels)), labels, np.arange(len(labels)), [None] * len(labels), 0.2
    )
    for label, count in counts.items():
        parts = [part for part, own in zip(after, labels, strict=True) if own == label]
        tested = parts.count("test")
        assert tested == min(max(round(0.2 * count), 1), count - 1)
        assert parts.count("train") == count - tested


def test_the_split_depends_on_content_alone() -> None:
    names, labels = keys(50), ["a", "b"] * 25
    once = choose_split(names, labels, np.arange(50), [None] * 50, 0.2)
    order = np.random.default_rng(0).permutation(50)
    again = choose_split(
        [names[n] for n in order], [labels[n] for n in order], np.arange(50), [None] * 50, 0.2
    )
    assert [once[n] for n in order] == again


def test_the_test_set_grows_with_the_examples() -> None:
    first = choose_split(keys(10), ["a"] * 10, np.arange(10), [None] * 10, 0.2)
    second = choose_split(keys(50), ["a"] * 50, np.arange(50), [*first, *[None] * 40], 0.2)
    assert second[:10] == first
    assert second.count("test") == 10
