from __future__ import annotations

from vizsla.answer import Entity
from vizsla.entities_html import value_in_words
from vizsla.functions.entity_parts import with_parts

TEXT = "🌳 two old oaks, three elms"


def entity(kind: str, words: str, **value: object) -> Entity:
    start = TEXT.index(words)
    return Entity(words, kind, value, start, start + len(words), 0.9, sure=True)


TWO = entity("number", "two", value="2")
OAKS = entity("tree", "old oaks", values=["oak"], role="new")
THREE = entity("number", "three", value="3")


def test_a_composite_lists_the_parts_within_it_from_left_to_right() -> None:
    order = entity("order", "two old oaks")
    (whole, *others) = with_parts([order, TWO, OAKS, THREE], {"order": ("tree", "number")})
    assert whole.value == {"parts": [TWO.to_dict(), OAKS.to_dict()]}
    assert [TEXT[each["start"] : each["end"]] for each in whole.value["parts"]] == [
        "two",
        "old oaks",
    ]
    assert others == [TWO, OAKS, THREE]
    assert value_in_words(whole.value) == "number 'two' and tree 'old oaks'"


def test_what_reaches_out_of_a_composite_or_is_of_another_name_is_no_part() -> None:
    old = entity("age", "old")
    order = entity("order", "two old", role="first")
    found = with_parts([order, TWO, OAKS, old], {"order": ("tree",)})
    assert found[0].value == {"role": "first", "parts": []}
    assert value_in_words(found[0].value) == "role first"


def test_entities_that_are_parts_of_each_other_list_each_other_once() -> None:
    inner, outer = entity("inner", "two old oaks"), entity("outer", "two old oaks")
    found = with_parts([inner, outer, TWO], {"outer": ("inner",), "inner": ("outer", "number")})
    assert [each.value["parts"] for each in found if each.kind != "number"] == [
        [outer.to_dict(), TWO.to_dict()],
        [inner.to_dict()],
    ]
