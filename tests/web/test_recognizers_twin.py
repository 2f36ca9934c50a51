"""JavaScript finds the same entities in every text as Python, with the same values and places."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import vizsla
from recognizers.reference_cases import reference_cases
from recognizers.table_words import table_words
from vizsla.functions.reference_time import reference_time
from vizsla.recognizers.language_pack import LANGUAGES
from vizsla.recognizers.number_text import number_text
from vizsla.recognizers.reading_steps import MOST_STEPS, ReadingSteps
from vizsla.recognizers.recognize import KINDS, RecognizerOptions, find_entities, find_entity_groups
from vizsla.recognizers.text_tokens import cut_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Ask = Callable[[object], Any]

DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
CASES = DATA / "recognizers"
NOW = datetime.fromisoformat("2024-02-29T23:59:58.123456")
EARLY, FIRST, LAST = map(datetime.fromisoformat, ("0001-01-02", "1970-01-02", "2030-01-01"))
SENTENCES = {
    "de": "Die 34 Hunde laufen zweiundzwanzig Kilometer für 3,50 € und zwei Drittel, ja.",
    "en": "Two paid $1.5 million on the 3rd; at least 2 1/2 of 10% at www.a.com, 555 123 4567.",
    "es": "Hay veintidós mil perros, el cuarto pesa 12,5 kg, menos de cinco o tres quintos, sí.",
    "fr": "Quatre-vingt-dix-sept chiens à 3,5 km, le deuxième coûte 20 euros, la moitié, non.",
    "it": "Trecentoquarantotto cani, il terzo ha 4 anni e corre per più di 20 metri a 30 gradi.",
    "ja": "二百五十三匹の犬が3.5キロ走り、八割は5000円以上です。はい、第三。",
    "nl": "Tweehonderdvijfendertig honden, de derde kost 15 euro en 50 cent, nee, meer dan 3 m.",
    "pt": "Mil e duzentos cães, o quinto tem dois terços de 3,5 metros, entre 10 e 20 reais.",
    "zh": "三千六百二十只狗、百分之八十在2点5公里以上、第四只五元五角、是的、打八折。",
}
# Signs that fold, spaces that only some count, letters of two units, halves of such, newer ones.
ODD = [
    "½", "⅔", "²", "①", "٣", "\uff19", "\uff0e", "\uff05", "\u3000", "\u0301", "İ", "\u0131",
    "\u017f", "\u212a", "ß", "Σς", "\uff21\uff42", "º", "ª", "ﬁ", "㎞", "℃", "°", "…", "¨", "🐕",
    "👍🏽", "👎", "\U0001d7cf", "\U0001d41a", "\ufeff", "\x1c", "\x85", "\xa0", "\u2028", "\u200b",
    "“", "”", "«", "»", "「", "」", "\ud800", "\udfff", "\U0001e900", "\U0001fae8", "\U00010d50",
    "\u09cb", "\uac00", "\u1100\u1161",
]  # fmt: skip
SIGNS = [*".,:;-/+*()[]{}<>=%#@^&|\\!?'\" \n\t\r$€", "http://", "www.", "e", "x10^", "::", "@a.org"]


def is_whole(text: str) -> bool:
    """Return whether no two halves of a character meet, which JSON joins."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") == text


NUMBERS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.decimals(0, 10**6, allow_nan=False, places=2).map(str),
    st.tuples(st.floats(0, 99).map("{:.1f}".format), st.sampled_from("e^/"), st.integers(-40, 320))
    .map(lambda parts: "".join(map(str, parts))),
    st.lists(st.integers(0, 9999).map(str), min_size=2, max_size=5).flatmap(
        lambda parts: st.sampled_from("-. :/").map(lambda sign: sign.join(parts))
    ),
)  # fmt: skip


def texts_of(language: str) -> st.SearchStrategy[str]:
    """Return texts of words that the language's finders look for, and of odd characters."""
    pieces = st.one_of(
        st.sampled_from(table_words(language)), NUMBERS, st.sampled_from(SIGNS),
        st.sampled_from(ODD), st.text(max_size=3),
    )  # fmt: skip
    spaced = st.tuples(pieces, st.sampled_from(["", " "])).map("".join)
    return st.lists(spaced, max_size=14).map("".join).filter(is_whole)


@pytest.fixture(scope="module")
def ask(twin: Callable[[str], Ask]) -> Ask:
    return twin("recognizers")


def compare(
    ask: Ask,
    texts: Sequence[str],
    language: str,
    kinds: Sequence[str] = tuple(KINDS),
    options: RecognizerOptions | None = None,
    now: datetime = NOW,
) -> None:
    chosen = replace(options or RecognizerOptions(), reference=now)
    found = ask(
        {
            "language": language,
            "texts": texts,
            "kinds": kinds,
            "options": {
                "percentMode": chosen.percent_mode,
                "relativeOrdinals": chosen.relative_ordinals,
                "closedRanges": chosen.closed_ranges,
                "reference": now.isoformat(timespec="microseconds"),
            },
        }
    )
    assert found == [
        [
            [each.text, each.kind, each.value, each.start, each.end]
            for each in find_entities(text, language, kinds, chosen)
        ]
        for text in texts
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_every_language_mean_the_same(ask: Ask, language: str) -> None:
    assert find_entities(SENTENCES[language], language)
    compare(ask, [SENTENCES[language]], language)
    for kind in KINDS:
        compare(ask, list(SENTENCES.values()), language, [kind])


@given(data=st.data(), language=st.sampled_from(LANGUAGES))
@settings(max_examples=200)
def test_any_texts_mean_the_same(ask: Ask, data: st.DataObject, language: str) -> None:
    texts = data.draw(st.lists(texts_of(language), min_size=1, max_size=4))
    kinds = data.draw(st.just([*KINDS]) | st.sampled_from([*KINDS]).map(lambda kind: [kind]))
    options = st.builds(RecognizerOptions, st.booleans(), st.booleans(), st.booleans())
    compare(ask, texts, language, kinds, data.draw(options), data.draw(st.datetimes()))


@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_any_text_is_read_in_the_same_steps(ask: Ask, data: st.DataObject, language: str) -> None:
    texts = data.draw(st.lists(texts_of(language), min_size=1, max_size=4))
    kinds = tuple(KINDS)
    asked = {"language": language, "texts": texts, "kinds": kinds, "most": MOST_STEPS}
    left = []
    for text in texts:
        steps = ReadingSteps()
        find_entity_groups(text, language, [kinds], steps=steps)
        left.append(steps.left)
    assert ask(asked) == left


@pytest.mark.skipif(not CASES.is_dir(), reason="VIZSLA_TEST_DATA has no folder recognizers")
def test_the_texts_of_the_shared_cases_mean_the_same(ask: Ask) -> None:
    texts: dict[str, set[str]] = {}
    for family in (path.name for path in CASES.iterdir() if path.is_dir()):
        for case in reference_cases(CASES, family):
            texts.setdefault(case.language, set()).add(case.text)
    for language, those in texts.items():
        compare(ask, sorted(those), language)


def units(text: str, place: int) -> int:
    """Return a place in the count of JavaScript."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def answer_of(text: str, **options: Any) -> dict[str, Any]:
    """Return what the public function answers, its places as in JavaScript; or the error's code."""
    try:
        answer = vizsla.recognize_text(text, reference=NOW.isoformat(), **options).to_dict()
    except vizsla.VizslaError as error:
        return {"code": error.code}
    for each in answer["entities"]:
        each |= {name: units(text, each[name]) for name in ("start", "end")}
    return answer


def test_the_public_functions_answer_alike(ask: Ask) -> None:
    texts = [
        *SENTENCES.values(),
        "🐕 $40",
        "7",
        "kilo",
        "Это сорок",
        "",
        " \u200b",
        "十" * 5000,
        "nothing",
        "7pm",
    ]
    for chosen in ({}, {"language": "en"}, {"language": "pt", "top": 1, "threshold": 0.9}):
        expected = [answer_of(text, **chosen) for text in texts]
        asked = {**chosen, "reference": NOW.isoformat()}
        assert ask({"recognize": texts, "chosen": asked}) == expected


@given(text=st.sampled_from(LANGUAGES).flatmap(texts_of))
@settings(max_examples=100)
def test_the_language_of_any_text_is_told_alike(ask: Ask, text: str) -> None:
    assert ask({"recognize": [text], "chosen": {"reference": NOW.isoformat()}}) == [answer_of(text)]


@given(
    moment=st.datetimes(FIRST, LAST, timezones=st.timezones()) | st.datetimes(EARLY),
    zone=st.none() | st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"]),
)
def test_a_reference_is_the_same_moment_there(ask: Ask, moment: datetime, zone: str | None) -> None:
    text = moment.replace(microsecond=0 if moment.tzinfo else moment.microsecond).isoformat()
    assume(not re.search(r"[+-]\d\d:\d\d:", text))  # an offset of seconds
    there = reference_time(text, zone)
    assert ask({"reference": text, "zone": zone}) == there.isoformat(timespec="microseconds")


@pytest.mark.parametrize("reference", ["", "now", "2026-02-30", "2026-11-29T24:00", "2026-11-29T1"])
def test_what_is_no_moment_is_refused(ask: Ask, reference: str) -> None:
    chosen = {"language": "en", "reference": reference}
    assert ask({"recognize": ["now"], "chosen": chosen}) == [{"code": "option"}]
    with pytest.raises(vizsla.OptionError):
        vizsla.recognize_text("now", language="en", reference=reference)


def test_every_code_point_is_cut_alike(ask: Ask) -> None:
    # Planes 4 to 13 have no character, and 15 and 16 have private ones: a block of each will do.
    whole = [*range(0, 0x40000, 0x4000), *range(0xE0000, 0xF0000, 0x4000)]
    alike = [*range(0x40000, 0xE0000, 0x10000), 0xF0000, 0x10C000]
    for start in (*whole, *alike):
        codes = (code for code in range(start, start + 0x4000) if not 0xD800 <= code < 0xE000)
        text = " ".join(f"a{chr(code)}b" for code in codes)
        tokens = [
            [each.plain, each.start, each.end, each.gap, each.kind] for each in cut_tokens(text)
        ]
        assert ask({"cut": [text]}) == [tokens]


# Among them those that lie half way between two numbers of 15 digits.
@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False)
        | st.integers(10**14, 10**15).map(lambda whole: whole + 0.5)
        | st.integers(10**15, 10**16).map(float)
        | st.decimals(0, 1000, places=3).map(float)
    )
)
def test_numbers_are_written_alike(ask: Ask, numbers: list[float]) -> None:
    assert ask({"numbers": numbers}) == [number_text(each) for each in numbers]
