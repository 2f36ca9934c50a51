"""What holds for the entities of any text."""

from __future__ import annotations

import json
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognizers.table_words import table_words
from vizsla.errors import InputTooLargeError
from vizsla.recognizers.language_pack import LANGUAGES, PACKS
from vizsla.recognizers.reading_steps import ReadingSteps
from vizsla.recognizers.recognize import KINDS, find_entities, find_entity_groups
from vizsla.recognizers.text_tokens import cut_tokens

# Pieces that meet in numbers, ranges and addresses, and odd characters between them.
WORDS = """
1 23 456 0 , . / - ^ e % @ # : :: http:// www. ( ) a one twenty hundred million and half third point
over of dozen more than or equal between next last yes no zwei und zwanzig hundert mille cent et
demi mil y uno venti tre 一 百 万 分之 点 零 以上 第 半 ½ ² “ ” 🐕 İ ß \u0301 \uff19 \uff0e
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "  ", "\n"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
@settings(max_examples=300)
def test_entities_are_slices_of_the_text_in_order_without_overlaps(
    text: str, language: str
) -> None:
    found = find_entities(text, language, KINDS)
    assert all(each.text == text[each.start : each.end] != "" for each in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    json.dumps([each.value for each in found], allow_nan=False)


@given(text=TEXTS)
def test_tokens_are_all_that_is_not_white_space(text: str) -> None:
    tokens = cut_tokens(text)
    assert all(each.raw == text[each.start : each.end] for each in tokens)
    assert "".join(each.raw for each in tokens) == "".join(text.split())


# What meets in numbers, addresses and brackets, again and again.
PATHOLOGICAL = [
    "1", "1-2-", "1/2/", "1,", "1.", "1 2 ", "$1", "1:", "1e", "1^", "(1) ", "((", "[[", "+1 (",
    "\u201c", "twenty five ", "one hundred and ", "one over ", "half ", "minus ", "point one ",
    "between 1 and ", "more than ", "no ", "a@", "#a@", "::1", "http://", "www.", "a.", "-a",
    '"', "e\u0301",
    "785 ", "785,", "\u5341\u767e", "\u4e8c\u5341\u4e94",
    "zwei hundred veinte \u767e\u4e07 cent et un ", "\U0001f415", "dollars ", "5 km ",
]  # fmt: skip


# What an ordinary call may take; the most that was seen is half of it.
CALLS_A_CHARACTER, CALLS_A_STEP = 200, 100


def calls_of(text: str, language: str, steps: ReadingSteps | None = None) -> int:
    """Return the number of calls of functions that reading a text takes."""
    count = 0

    def tick(frame: object, event: str, arg: object) -> None:
        nonlocal count
        del frame, arg
        count += event in {"call", "c_call"}

    sys.setprofile(tick)
    try:
        find_entity_groups(text, language, [KINDS], steps=steps)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PATHOLOGICAL)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_text_four_times_as_long_takes_about_four_times_the_steps(
    piece: str, language: str
) -> None:
    text = (piece * 4000)[:4000]
    calls_of(text, language)  # which reads the tables
    assert calls_of(text, language) < 4.5 * calls_of(text[:1000], language)


@pytest.mark.parametrize("piece", PATHOLOGICAL)
def test_a_text_that_repeats_itself_is_read_to_its_end(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    assert all(each.end <= len(text) for each in find_entities(text, "en"))


REPEATED = st.sampled_from(LANGUAGES).flatmap(
    lambda language: st.tuples(
        st.just(language),
        st.lists(
            st.tuples(
                st.sampled_from(table_words(language)) | st.integers(0, 2500).map(str) | PIECES,
                st.sampled_from(["", " "]),
            ).map("".join),
            min_size=1,
            max_size=4,
        ).map(lambda parts: "".join(parts)[:50]),
    )
)


@given(repeated=REPEATED)
@settings(max_examples=50)
def test_the_work_of_a_text_that_repeats_itself_is_bounded_by_its_steps(
    repeated: tuple[str, str],
) -> None:
    language, piece = repeated
    text = (piece * 600)[:600]
    find_entities(text[:200], language, KINDS)  # which reads the tables
    steps = ReadingSteps()
    calls = calls_of(text, language, steps)
    taken = steps.most - steps.left
    assert calls < CALLS_A_CHARACTER * len(text) + CALLS_A_STEP * taken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_takes_too_many_steps_is_refused(language: str) -> None:
    piece = {"ja": "二千零五年", "zh": "二十五"}.get(language, "1990 3/4 ")
    with pytest.raises(InputTooLargeError, match="more than 500,000 steps"):
        find_entities(piece * (100_000 // len(piece)), language)


def test_every_language_has_a_pack_of_its_own() -> None:
    packs = {path.stem: json.loads(path.read_text("utf-8")) for path in PACKS.glob("*.json")}
    assert sorted(packs) == list(LANGUAGES)
    assert all(pack["language"] == code for code, pack in packs.items())
