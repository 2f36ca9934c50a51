from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.errors import OptionError
from vizsla.json_fields import JsonFields

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[["Fields"], object]


class Fields(JsonFields):
    """The fields of a document for these tests."""

    ERROR = OptionError
    WAY_OUT = "Write it again"


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda fields: fields.text("a"), "x"),
        (lambda fields: fields.boolean("a"), True),
        (lambda fields: fields.integer("a"), 3),
        (lambda fields: fields.number("a"), 0.5),
        (lambda fields: fields.share("a"), 1),
        (lambda fields: fields.sha256("a"), "0" * 64),
        (lambda fields: fields.items("a"), [1, "x"]),
        (lambda fields: list(fields.texts("a")), ["x", "y"]),
        (lambda fields: list(fields.numbers("a")), [1, 2.5]),
        (lambda fields: fields.named_texts("a"), {"x": "y"}),
        (lambda fields: [[p.text("first"), p.share("second")] for p in fields.pairs("a")],
         [["x", 0.5]]),
        (lambda fields: [{"b": each.text("b")} for each in fields.objects("a")], [{"b": "x"}]),
        (lambda fields: {key: {"b": each.text("b")} for key, each in fields.named("a").items()},
         {"x": {"b": "y"}}),
        (lambda fields: {"b": fields.inner("a").text("b")}, {"b": "x"}),
    ],
)  # fmt: skip
def test_a_field_of_the_right_type_is_read_and_any_other_is_refused(
    read: Read, value: object
) -> None:
    assert read(Fields({"a": value}, "it")) == value
    for wrong in (None, object(), float("nan")):
        with pytest.raises(OptionError, match=r"^it: .* Write it again$"):
            read(Fields({"a": wrong}, "it"))
    with pytest.raises(OptionError, match="it is missing"):
        read(Fields({}, "it"))


def test_true_is_not_read_as_a_number() -> None:
    with pytest.raises(OptionError, match=r"it: 'a' must be a whole number; it is True\."):
        Fields({"a": True}, "it").integer("a")
    with pytest.raises(OptionError, match="must be a number"):
        Fields({"a": [True]}, "it").numbers("a")


def test_a_missing_field_may_be_none() -> None:
    assert Fields({"a": None}, "it").text_or_none("a") is None
    assert Fields({}, "it").share_or_none("a") is None
    assert Fields({"a": "x"}, "it").text_or_none("a") == "x"


def test_bounds_are_checked_and_named() -> None:
    with pytest.raises(OptionError, match=r"'a' must be from 0 to 1; it is 2\."):
        Fields({"a": 2}, "it").share("a")
    with pytest.raises(OptionError, match="must be at least 1"):
        Fields({"a": 0}, "it").integer("a", 1)


def test_a_value_that_is_no_object_is_refused() -> None:
    with pytest.raises(OptionError, match=r"^it must be an object; it is \[\]\. Write it again$"):
        Fields([], "it")


def test_a_long_value_is_shortened_in_the_message() -> None:
    with pytest.raises(OptionError, match=r"x{70,80}\.\.\.\. Write"):
        Fields({"a": "x" * 1000}, "it").integer("a")


ODD = st.sampled_from([10**400, -(10**400), 2**63, 1e308, float("inf"), "\ud800", "0" * 64])
ANY = st.text(st.characters(exclude_categories=[]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY | ODD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
def test_any_value_of_json_is_read_or_refused_and_nothing_else(value: object) -> None:
    readers: list[Read] = [
        *(lambda f: f.text("a"), lambda f: f.boolean("a"), lambda f: f.integer("a")),
        *(lambda f: f.number("a"), lambda f: f.share("a"), lambda f: f.sha256("a")),
        *(lambda f: f.items("a"), lambda f: f.texts("a"), lambda f: f.numbers("a")),
        *(lambda f: f.pairs("a"), lambda f: f.objects("a"), lambda f: f.named_texts("a")),
        *(lambda f: f.named("a"), lambda f: f.inner("a"), lambda f: f.scalars()),
        *(lambda f: f.text_or_none("a"), lambda f: f.share_or_none("a")),
    ]
    for read in readers:
        try:
            found = read(Fields({"a": value}, "it"))
        except OptionError:
            pass
        else:
            if isinstance(found, int):
                float(found)  # no number is too large to count with


def test_a_number_of_400_digits_is_refused() -> None:
    for read in (lambda f: f.integer("a"), lambda f: f.number("a"), lambda f: f.scalars()):
        with pytest.raises(OptionError, match="must be"):
            read(Fields({"a": 10**400}, "it"))
    with pytest.raises(OptionError, match="too large to show"):
        Fields({"a": 10**5000}, "it").text("a")
