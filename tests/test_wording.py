from __future__ import annotations

import pytest

from vizsla.wording import (
    between,
    counted,
    data_size,
    duration,
    listed,
    number,
    percent,
    signed_points,
)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.914, "91 %"), (0, "0 %"), (1, "100 %"), (0.996, "99.6 %"), (0.99999, "> 99.9 %"),
        (0.004, "0.4 %"), (0.0001, "< 0.1 %"), (None, "—"), (float("nan"), "—"),
    ],
)  # fmt: skip
def test_a_percentage_is_never_rounded_to_all_or_nothing(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("value", "text"), [(3, "3"), (12345.6, "12,346"), (0.12345, "0.123"), (None, "—")]
)
def test_a_number_has_no_more_digits_than_are_of_use(value: float, text: str) -> None:
    assert number(value) == text


def test_an_interval_is_rounded_outwards() -> None:
    assert between(0.8401, 0.9499) == "between 84 % and 95 %"
    assert between(0.84, 0.95) == "between 84 % and 95 %"


@pytest.mark.parametrize(
    ("difference", "text"), [(0.025, "+2.5"), (-0.3, "-30.0"), (0.0001, "0"), (-0.0001, "0")]
)
def test_a_difference_has_its_sign(difference: float, text: str) -> None:
    assert signed_points(difference) == text


def test_a_count_has_its_noun_in_the_right_form() -> None:
    assert counted(1, "image") == "1 image"
    assert counted(0, "image") == "0 images"
    assert counted(1200, "image is", "images are") == "1,200 images are"


def test_a_long_list_names_the_first_few() -> None:
    assert listed(["cherry"]) == "'cherry'"
    assert listed(["cherry", "oak"]) == "'cherry' and 'oak'"
    assert listed(["a", "b", "c", "d"]) == "'a', 'b', 'c' and 1 other"
    assert listed(["a", "b", "c", "d", "e"], 2) == "'a', 'b' and 3 others"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0042, "4.2 ms"), (1.5, "1.5 s"), (0.9996, "1 s"), (83, "83 s")]
)
def test_a_duration_has_three_figures_at_most(seconds: float, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("size", "text"), [(1, "1 byte"), (999, "999 bytes"), (5300, "5.3 kB"), (5_310_000, "5.31 MB")]
)
def test_a_size_has_its_unit(size: int, text: str) -> None:
    assert data_size(size) == text
