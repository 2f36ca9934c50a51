from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vizsla.errors import OptionError
from vizsla.features.expression_parser import compile_expression


def found(expression: str, text: str) -> list[str]:
    return [text[start:end] for start, end in compile_expression(expression).find(text)]


@pytest.mark.parametrize(
    ("expression", "text", "expected"),
    [
        (
            "hrf-[0-9]{6}",
            "HRF-123456 or hrf-999999? hrf-12",
            ["HRF-123456", "hrf-999999"],
        ),
        (r"\bdept\d{2,}\b", "dept42 subdept42 dept4", ["dept42"]),
        ("(red|reddish) fox", "a reddish fox, a RED FOX", ["reddish fox", "RED FOX"]),
        ("a.*?b|c+", "axxbxb ccc", ["axxb", "ccc"]),
        ("^yes$", "yes", ["yes"]),
        ("^yes$", "yes!", []),
        (r"[^\W\d_]+", "Größe 12 _ été 犬", ["Größe", "été", "犬"]),
        (r"(?<area>\d{3})[- ]?(?:\d{4})", "555 1234, 5551234", ["555 1234", "5551234"]),
        (r"\u00e9t\u00e9|[\p{Lu}]{2}x", "ÉTÉ abx", ["ÉTÉ", "abx"]),
        ("straße", "STRAßE STRASSE", ["STRAßE"]),
        ("a{,2}", "a{,2}", ["a{,2}"]),
    ],
)
def test_an_expression_finds_what_it_says(expression: str, text: str, expected: list[str]) -> None:
    assert found(expression, text) == expected


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("(a", "not closed"),
        ("a)", "too many"),
        ("*a", "nothing before"),
        ("a{3,1}", "at least 3 and at most 1"),
        ("a**", "quantifier follows"),
        ("(?=a)", "look-arounds"),
        (r"(a)\1", "references back"),
        ("a++", "possessive"),
        ("[z-a]", "wrong end"),
        ("[a-z-[aeiou]]", "sets without others"),
        (r"\q", "not supported"),
        (r"\p{Xx}", "no category 'Xx'"),
        ("[ab", "ends in the middle"),
        ("(a{1000}){1000}", "more than 1,000 steps"),
        ("a" * 6000, "5,000"),
        ("(" * 60, "within each other"),
    ],
)
def test_what_can_not_be_used_is_named(expression: str, words: str) -> None:
    with pytest.raises(OptionError, match=re.escape(words)):
        compile_expression(expression)


@given(st.text("ab(|)*+?{}[]^$.\\dwsbp1,-:=!<>é", max_size=30), st.text(max_size=30))
def test_any_expression_is_matched_or_refused(expression: str, text: str) -> None:
    try:
        compiled = compile_expression(expression)
    except OptionError:
        return
    for start, end in compiled.find(text):
        assert 0 <= start < end <= len(text)


def test_no_expression_takes_time_without_end() -> None:
    # Usual engines would need longer than the universe has existed.
    assert found("(a|a)*(a|aa)*(a*)*b", "a" * 3000) == []


PIECES = st.sampled_from(["a", "b", "c", ".", "[ab]", "[^a]", r"\w", r"\b", "^", "A", r"\s"])
EXPRESSIONS = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("(?:{}|{})".format, inner, inner),
        st.builds(
            "(?:{}){}".format, inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "*?", "+?"])
        ),
    ),
    max_leaves=8,
)


@given(EXPRESSIONS, st.text("abcA \n_", max_size=12))
def test_it_finds_what_python_finds(expression: str, text: str) -> None:
    # Where a repeated part may be empty, engines differ in how they end the repetition.
    repeated = re.findall(r"\(\?:(.*)\)[*+{]", expression)
    assume(not any(_may_be_empty(each) for each in repeated))
    theirs, at = [], 0
    python = re.compile(expression, re.IGNORECASE)
    while at < len(text):
        match = python.match(text, at)
        if match and match.end() > at:
            theirs.append(match.span())
            at = match.end()
        else:
            at += 1
    assert compile_expression(expression).find(text) == theirs


def _may_be_empty(part: str) -> bool:
    return any(each in part for each in ("*", "?", r"\b", "^"))
