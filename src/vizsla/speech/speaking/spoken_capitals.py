"""Words in capitals: which are spelled, and which are said as words."""

from __future__ import annotations

import re

from vizsla.speech.english_tables import english
from vizsla.speech.number_words import ordinal, spoken_number
from vizsla.speech.speaking.word_list import word_list

__all__ = ["NUMERALS", "in_capitals", "mixed_word", "numeral", "shouted"]

NUMERALS: dict[str, int] = english("numerals")
_SAID = frozenset(english("capitals_said_as_words"))
_NUMBERED = frozenset(english("numbered_things"))
_LONGEST = 5  # letters of what is spelled: longer words are written in capitals to stand out


def in_capitals(word: str) -> str:
    """Return what is said for a word in capitals: "FBI" is "F B I", "NASA" is "nasa"."""
    return word.lower() if word in _SAID or len(word) > _LONGEST else " ".join(word)


def shouted(line: str) -> str:
    """Return a line all in capitals in small letters: its words are said, not spelled."""
    words = re.findall(r"[A-Z]{2,}", line)
    letters = [each for each in line if each.isalpha()]
    if len(words) > 2 and all(map(str.isupper, letters)):  # noqa: PLR2004 - two may be initials
        return line.lower()
    return line


def numeral(before: str, roman: str) -> str:
    """Return a word and its numeral: "Henry VIII" is "Henry the eighth", "Part IV" "Part four".

    Args:
        before: the word before the numeral.
        roman: a key of ``NUMERALS``.

    """
    number = NUMERALS[roman]
    named = before[0].isupper() and before not in _NUMBERED
    return f"{before} {'the ' + ordinal(number) if named else spoken_number(number)}"


def mixed_word(word: str) -> str:
    """Return the parts of a word with digits or with capitals inside: "MP3" is "MP 3"."""
    if word.lower() in word_list():
        return word.lower()
    return " ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", word))
