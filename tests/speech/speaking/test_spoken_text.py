"""Texts are read as people read them aloud."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.speech.number_words import ordinal, spoken_number, year
from vizsla.speech.speaking.spoken_text import spoken_text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dr. Lee paid $5.25.", "doctor Lee paid five dollars and twenty-five cents."),
        ("It costs $1.2 billion, £1 or 15€.",
         "It costs one point two billion dollars, one pound or fifteen euros."),
        ("USD 300 and $0.99", "three hundred dollars and ninety-nine cents"),
        ("On Nov. 30, 2026 at 7:05 pm",
         "On November thirtieth, twenty twenty-six at seven oh five P M"),
        ("2026-11-30 at 12:00", "November thirtieth, twenty twenty-six at twelve o'clock"),
        ("30 November 2026", "the thirtieth of November, twenty twenty-six"),
        ("In 1999, 2005, the 1990s",
         "In nineteen ninety-nine, two thousand five, the nineteen nineties"),
        ("1,500 people ran 42.195 km.",
         "one thousand five hundred people ran forty-two point one nine five kilometers."),
        ("3/4 cup and 2 1/2 cups", "three quarters cup and two and one half cups"),
        ("1st, 22nd and 101st", "first, twenty-second and one hundred first"),
        ("-5 °C, 1 kg, 75%", "minus five degrees Celsius, one kilogram, seventy-five percent"),
        ("5 km² at 60 mph", "five square kilometers at sixty miles per hour"),
        ("pages 10–15 and p. 7", "pages ten to fifteen and page seven"),
        ("Call (555) 123-4567", "Call five five five, one two three, four five six seven"),
        ("info@example.com", "info at example dot com"),
        ("See https://www.vizsla.dev/docs.", "See vizsla dot dev slash docs."),
        ("Python 3.11.2", "Python three point eleven point two"),
        ("the FBI's NASA and two CDs", "the F B I's nasa and two C D's"),
        ("an MP3 for the U.S.", "an M P three for the U S"),
        ("Henry VIII, Chapter IV", "Henry the eighth, Chapter four"),
        ("Mr. & Mrs. Smith, e.g.", "mister and missus Smith, for example"),
        ("221B Baker St. near St. Paul", "two hundred twenty-one B Baker street near saint Paul"),
        ("STOP! DO NOT TOUCH THE BUTTON", "stop! do not touch the button"),
        ("Agent 007 at 3:2", "Agent zero zero seven at three to two"),
        ("#dogs @home 🙂", "hashtag dogs at home"),
        ("He left — and/or not…", "He left, and or not..."),
        ("Take .5 mg for $.99.", "Take zero point five milligrams for ninety-nine cents."),
    ],
)  # fmt: skip
def test_a_text_is_said_as_people_say_it(text: str, said: str) -> None:
    assert spoken_text(text) == said


def test_the_british_say_the_day_first() -> None:
    assert spoken_text("03/04/2026") == "March fourth, twenty twenty-six"
    assert spoken_text("03/04/2026", british=True) == "April third, twenty twenty-six"


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_text_leaves_only_words_and_marks(text: str) -> None:
    said = spoken_text(text)
    assert not re.search(r"[0-9$€%@#&]", said)
    assert said == said.strip()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "zero"), (21, "twenty-one"), (110, "one hundred ten"), (-7, "minus seven"),
        (1_000_001, "one million one"), (10**21, "one" + " zero" * 21),
    ],
)  # fmt: skip
def test_numbers_have_names(number: int, said: str) -> None:
    assert spoken_number(number) == said


def test_places_and_years_have_names() -> None:
    assert [ordinal(each) for each in (1, 12, 20, 33, 100)] == [
        "first", "twelfth", "twentieth", "thirty-third", "one hundredth",
    ]  # fmt: skip
    assert [year(each) for each in (1066, 1900, 1905, 2000, 2026)] == [
        "one thousand sixty-six", "nineteen hundred", "nineteen oh five", "two thousand",
        "twenty twenty-six",
    ]  # fmt: skip
