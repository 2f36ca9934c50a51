from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.errors import OptionError
from vizsla.features.pattern_parser import compile_pattern
from vizsla.features.phrase_list import PhraseList
from vizsla.recognizers.text_tokens import cut_tokens

PEOPLE = PhraseList((("Jill Jones", "jill"), ("Jill", "jill"), ("John W. Smith", "john")))
PLACES = PhraseList((("Oslo", "Oslo"), ("Rome", "Rome")))


def matches(
    pattern: str, text: str, anything: tuple[str, ...] = ()
) -> list[tuple[str, dict[str, str]]]:
    tokens = cut_tokens(text)
    entities = {
        "Person": [(each.start, each.end) for each in PEOPLE.find(tokens)],
        "Place": [(each.start, each.end) for each in PLACES.find(tokens)],
    }

    def piece(start: int, end: int) -> str:
        return text[tokens[start].start : tokens[end - 1].end]

    compiled = compile_pattern(pattern, anything)
    return [
        (
            piece(each.start, each.end),
            {
                ":".join(filter(None, compiled.parts[part])): piece(a, b)
                for part, a, b in each.spans
            },
        )
        for each in compiled.find(tokens, entities)
    ]


def test_a_pattern_finds_its_words_and_entities() -> None:
    found = matches(
        "who is {Person}['s] (boss|manager)[?]", "Tell me, who is Jill Jones\u2019s Manager?"
    )
    assert found == [("who is Jill Jones\u2019s Manager?", {"Person": "Jill Jones"})]


def test_roles_are_told_apart() -> None:
    ((_, found),) = matches(
        "move {Person} from {Place:Origin} to {Place:Destination}",
        "please move John W. Smith from Oslo to Rome",
    )
    assert found == {
        "Person": "John W. Smith", "Place:Origin": "Oslo", "Place:Destination": "Rome"
    }  # fmt: skip


def test_an_entity_of_any_words_takes_as_few_as_fit() -> None:
    ((_, found),) = matches(
        "where is the form {Form} and who signs it[?]",
        "Where is the form Safety and health and who signs it?",
        anything=("Form",),
    )
    assert found == {"Form": "Safety and health"}


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("^good bye", "good bye then", True),
        ("^good bye", "oh good bye", False),
        ("good bye^", "oh good bye", True),
        ("^good bye^", "good bye!", False),
        ("[[this] is] a new form", "a new form", True),
        ("[[this] is] a new form", "this is a new form", True),
        ("café [au lait]", "Cafe au lait", True),
        ("call {Person}", "call nobody", False),
    ],
)
def test_the_signs_mean_what_they_say(pattern: str, text: str, *, fits: bool) -> None:
    assert bool(matches(pattern, text)) is fits


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("who (is", "'(' is not closed"),
        ("who [is)", "'[' is not closed"),
        ("who is]", "']' too many"),
        ("who is }", "'}' too many"),
        ("{Person", "'{' is not closed"),
        ("{ }", "no name"),
        (" ^ ", "neither a word nor an entity"),
        ("a " * 600, "1,000"),
        ("[" * 12 + "a" + "]" * 12, "within each other"),
    ],
)
def test_a_wrong_pattern_is_named(pattern: str, words: str) -> None:
    with pytest.raises(OptionError, match=re.escape(words)):
        compile_pattern(pattern)


@given(st.text("ab {}[]()|^:", max_size=40), st.text("ab Jill", max_size=40))
def test_any_pattern_is_matched_or_refused(pattern: str, text: str) -> None:
    try:
        compile_pattern(pattern, ("a",))
    except OptionError:
        return
    matches(pattern, text, ("a",))


def test_many_wild_entities_end_in_time() -> None:
    pattern = " and ".join(f"{{Any{number}}}" for number in range(20)) + " end"
    anything = tuple(f"Any{number}" for number in range(20))
    assert matches(pattern, "x and " * 500, anything) == []


def test_a_list_takes_the_longest_phrase_and_its_value() -> None:
    furniture = PhraseList((("couch", "sofa"), ("sofa bed", "bed"), ("sofa", "sofa")))
    tokens = cut_tokens("The SOFA BED, the couch and a sofabed")
    assert [each.value for each in furniture.find(tokens)] == ["bed", "sofa"]
