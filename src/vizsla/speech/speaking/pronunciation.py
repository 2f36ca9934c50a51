"""The sounds of a sentence: each word's by the list of words, its parts, or its letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from vizsla.speech.english_tables import english
from vizsla.speech.speaking.british import british as british_sounds
from vizsla.speech.speaking.letter_sounds import letter_sounds
from vizsla.speech.speaking.part_of_speech import guess_tag
from vizsla.speech.speaking.word_list import word_list

__all__ = ["pronounce"]

_LETTERS: dict[str, str] = english("letters")
# What is said for short words that no sentence rests on, and for them at the end of a phrase.
_WEAK: dict[str, str] = english("weak_words")
_AT_THE_END: dict[str, str] = english("weak_words_at_the_end")
_BEFORE_VOWEL = {"the": "ði", "to": "tʊ"}
_VOWEL_FIRST = re.compile("[ˈˌ]?[AIOQWYaæɑɒɔəɛɜɪiuʊʌᵊ]")
_WORD_OR_MARK = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?|[,.;:!?…()\"]|-")
_PAUSES = {"(": ",", ")": ","}
_MARKS = frozenset(",.;:!?…")
_SUFFIXES: dict[str, str] = english("suffixes")
_PREFIXES: dict[str, str] = english("prefixes")
_LEAST = 3  # letters of a part of a word


def pronounce(text: str, *, british: bool = False) -> str:
    """Return the symbols of words and marks.

    Args:
        text: spoken words: what ``spoken_text`` returns.
        british: whether the voice is British.

    Returns:
        Symbols of the speaking model, words with spaces between: ``"ə vˈɪʒlə ɪz ə dˈɔɡ."``.

    """
    tokens = _WORD_OR_MARK.findall(text)
    words = [each.lower() for each in tokens]
    said: list[str] = []
    following = ""  # the symbols of the next word, for "the apple"
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if not token[0].isalpha():
            mark = _PAUSES.get(token, token)
            if mark in _MARKS:
                said.append(mark)
                following = "" if mark != "," else following
            continue
        following = _in_context(tokens, words, at, following, british=british)
        said.append(f" {following}")
    joined = "".join(reversed(said)).strip()
    return re.sub(r"([,.;:!?…])(?:\s*,)+", r"\1", joined).lstrip(",.;:!?… ")


def _in_context(
    tokens: list[str], words: list[str], at: int, following: str, *, british: bool
) -> str:
    written, word = tokens[at], words[at]
    if len(written) == 1 and written.isupper() and not _is_word(tokens, at):
        letter = _LETTERS.get(written)
        if letter is not None:
            return "zˈɛd" if british and written == "Z" else _as_said(word, letter, british=british)
    last = at + 1 == len(tokens) or not (tokens[at + 1][0].isalpha() or tokens[at + 1] == "-")
    if word in _WEAK:
        weak = _AT_THE_END.get(word, _WEAK[word]) if last else _WEAK[word]
        if word in _BEFORE_VOWEL and not last and _VOWEL_FIRST.match(following):
            weak = _BEFORE_VOWEL[word]
        return _as_said(word, weak, british=british)
    if word == "used" and words[at + 1 : at + 2] == ["to"]:
        return _as_said(word, "jˈust", british=british)
    known = word_list().find(word)
    if known is not None and known.forms:
        said = known.forms.get(guess_tag(words, at), known.said)
        return _as_said(word, said, british=british)
    return _word(word, british=british)


def _is_word(tokens: list[str], at: int) -> bool:
    """Return whether a single capital is the word "A" or "I", and no letter."""
    follows = tokens[at + 1 : at + 2]
    if tokens[at] == "I":
        beside = (*tokens[max(0, at - 1) : at], *follows)
        return not any(len(each) == 1 and each.isupper() for each in beside)
    first = at == 0 or tokens[at - 1] in {".", "!", "?", ":", '"'}
    return tokens[at] == "A" and first and bool(follows) and follows[0].islower()


def _as_said(word: str, said: str, *, british: bool) -> str:
    return british_sounds(word, said) if british else said


@lru_cache(maxsize=4096)
def _word(word: str, *, british: bool) -> str:
    return _as_said(word, _american(_plain(word)), british=british)


def _plain(word: str) -> str:
    """Return a word without accents: "café" is looked up as "cafe"."""
    apart = unicodedata.normalize("NFD", word.replace("ß", "ss").replace("ø", "o"))
    return "".join(each for each in apart if unicodedata.category(each) != "Mn")


def _american(word: str) -> str:
    listed = word_list().find(word)
    if listed is not None:
        return listed.said
    if "'" in word:
        return _with_apostrophe(word)
    for way in (_inflected, _with_affix, _compound):
        said = way(word)
        if said:
            return said
    letters = re.sub("[^a-z]", "", word)
    if letters and not re.search("[aeiouy]", letters):
        return " ".join(_LETTERS[each] for each in letters.upper())
    return letter_sounds().say(letters)


def _with_apostrophe(word: str) -> str:
    start, endings = word, list[str]()
    while "'" in start and word_list().find(start) is None:
        start, _, end = start.rpartition("'")
        endings.append(end)
    said = _american(start) if start else ""
    for end in reversed(endings):
        said = _ended(said, end)
    return said


def _ended(said: str, end: str) -> str:
    """Return sounds with those of what stands behind an apostrophe."""
    if not end:
        return said
    if end == "s":
        return _plural(said)
    endings = {"ll": "ᵊl", "ve": "əv", "re": "əɹ", "d": "d", "m": "m", "t": "t"}
    return said + endings.get(end, _american(end))


def _plural(said: str) -> str:
    if said.endswith(("s", "z", "ʃ", "ʒ", "ʧ", "ʤ")):
        return f"{said}ᵻz"
    return f"{said}{'s' if said.endswith(('p', 't', 'k', 'f', 'θ')) else 'z'}"


def _past(said: str) -> str:
    if said.endswith(("t", "d")):
        return f"{said}ᵻd"
    return f"{said}{'t' if said.endswith(('p', 'k', 'f', 'θ', 's', 'ʃ', 'ʧ')) else 'd'}"


def _listed(word: str) -> str:
    found = word_list().find(word) if len(word) >= _LEAST else None
    return "" if found is None else found.forms.get("v", found.said)


def _inflected(word: str) -> str:
    """Return the sounds of a plural or a past form of a listed word."""
    for ending, made, stems in (
        ("ies", _plural, ("y",)),
        ("es", _plural, ("", "e")),
        ("s", _plural, ("",)),
        ("ied", _past, ("y",)),
        ("ed", _past, ("", "e")),
        ("ing", lambda said: f"{said}ɪŋ", ("", "e")),
        ("er", lambda said: f"{said}əɹ", ("", "e")),
    ):
        if word.endswith(ending):
            base = word.removesuffix(ending)
            doubled = (base[:-1],) if base[-1:] == base[-2:-1] else ()
            for stem in (*(base + each for each in stems), *doubled):
                if _listed(stem):
                    return made(_listed(stem))
    return ""


def _with_affix(word: str) -> str:
    for suffix, said in _SUFFIXES.items():
        if word.endswith(suffix) and _listed(word.removesuffix(suffix)):
            return _listed(word.removesuffix(suffix)) + said
    for prefix, said in _PREFIXES.items():
        if word.startswith(prefix) and _listed(word.removeprefix(prefix)):
            return said + _listed(word.removeprefix(prefix))
    return ""


def _compound(word: str) -> str:
    """Return the sounds of two listed words that are written as one; the longest first."""
    for at in range(len(word) - _LEAST, _LEAST, -1):
        first, second = _listed(word[:at]), _listed(word[at:]) or _inflected(word[at:])
        if first and second:
            return first + second.replace("ˈ", "ˌ")
    return ""
