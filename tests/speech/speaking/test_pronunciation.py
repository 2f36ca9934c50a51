"""Words are pronounced by the list, by their parts, or by their letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.speech.speaking.kokoro import _NUMBERS
from vizsla.speech.speaking.letter_sounds import letter_sounds
from vizsla.speech.speaking.pronunciation import pronounce
from vizsla.speech.speaking.word_list import word_list


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A vizsla is a dog.", "ə vˈɪʒlə ɪz ə dˈɔɡ."),
        ("The apple, the pear", "ði ˈæpᵊl, ðə pˈɛɹ"),
        ("What are you looking at?", "wˌʌt ɑɹ ju lˈʊkɪŋ ˈæt?"),
        ("the F B I", "ði ˈɛf bˈi ˈI"),
        ("He used to record a record.", "hi jˈust tə ɹəkˈɔɹd ə ɹˈɛkəɹd."),
        ("I read it yesterday.", "ˌI ɹˈɛd ɪt jˈɛstəɹdˌA."),
        ("to read", "tə ɹˈid"),
        ("We live near live music", "wi lˈɪv nˈɪɹ lˈIv mjˈuzɪk"),
        ("the dog's toys", "ðə dˈɔɡz tˈYz"),
        ("café", "kəfˈA"),
    ],
)  # fmt: skip
def test_a_sentence_is_pronounced(text: str, said: str) -> None:
    assert pronounce(text) == said


def test_the_british_drop_their_r_and_say_other_vowels() -> None:
    said = pronounce("The car got past the water, father. New notes.", british=True)
    assert said == "ðə kˈɑː ɡˈɒt pˈɑːst ðə wˈɔːtə, fˈɑːðə. njˈuː nˈQts."


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("retweeted", "ɹˌitwˈiɾᵻd"), ("snowmobiling", "snˈOmObˌilɪŋ"), ("dogless", "dˈɔɡləs"),
        ("tokenizers", "tˈOkənˌIzəɹz"), ("goldendoodle", "ɡˈOldᵊndˌudᵊl"),
    ],
)  # fmt: skip
def test_a_word_of_known_parts_is_said_like_them(word: str, said: str) -> None:
    assert word not in word_list()
    assert pronounce(word) == said


def test_a_word_may_have_any_number_of_apostrophes() -> None:
    assert pronounce("rock'n'roll's'd've")
    assert len(pronounce("a'" * 499 + "a")) > 499


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=20))
@settings(deadline=None)
def test_letters_of_any_word_get_one_main_stress(word: str) -> None:
    said = letter_sounds().say(word)
    vowels = re.findall("[AIOWYæɑɔɛɜɪiuʊʌ]", said)
    assert said.count("ˈ") == (1 if vowels else 0)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_gets_symbols_that_the_model_knows(text: str) -> None:
    for british in (False, True):
        assert set(pronounce(text, british=british)) <= {*_NUMBERS}
