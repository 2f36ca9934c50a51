"""Tells the encodings apart that texts and names were written in before UTF-8.

An encoding is certain where it alone gives words that people write: letters of one language's
alphabet, or characters of the part of a Chinese, Japanese or Korean set that holds the common ones.
Anything less is asked.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from vizsla.errors import InputFormatError, InputUnclearError, OptionError
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["NAME_ENCODINGS", "TEXT_ENCODINGS", "choose_encoding", "codec_named"]

_SHOWN = 2  # texts that a message shows in each encoding
# What programs call by the first name, they write in the superset: as in browsers,
# https://encoding.spec.whatwg.org/#names-and-labels.
_SUPERSETS = {
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "euc_kr": "cp949",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
}
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE_LETTER = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
# A mark within a word other than an apostrophe, a quotation mark on its wrong side, or what is the
# second byte of a character in an encoding of two.
_MISPLACED = re.compile(
    r"(?<=[^\W\d_])(?:[„‚]|[^\w\s\x00-\x7f’·](?=[^\W\d_]))|”(?=[^\W\d_])"  # noqa: RUF001 - meant
    r"|(?<=[^\x00-\x7f])[@\\^`{|~\[]"
    r"|(?<=[^\W\d_])[²³½¼¾](?=[^\W\d_])"
    r"|(?<!\w)(?:(?![\x00-\x7f])[^\W\d_])(?=[0-9])"  # Ł900, which is £900 elsewhere
)
# English contractions and quotations: their marks are letters in the encoding of a Mac.
_CONTRACTION = re.compile(r"[A-Za-z]’(?:s|t|re|ve|ll|d|m)\b")  # noqa: RUF001 - meant
_TELLING = re.compile(r"n’t\b|’(?:re|ve|ll)\b|\bI’m\b|(?:^|\s)“[^“”]+”(?!\w)")  # noqa: RUF001 - meant
_WITHIN = re.compile(r"[^\W\d_]’[^\W\d_]")  # noqa: RUF001 - meant
_MARKS = frozenset("’‘“”„‚«»–—…°´·€™®©№\u00a0²³¿¡£¥¢§½¼¾±×÷ªº")  # noqa: RUF001 - meant
_WIDE_MARKS = frozenset(
    "\u3000、。，．・：；？！…‥—（）「」『』《》【】〈〉ー々〆〇～“”‘’·"  # noqa: RUF001 - meant
)
_FIT_ANYTHING = frozenset(("koi8_r", "mac_roman"))  # offered only for words
# Characters are mostly common ones, in a language's own encoding; in another's, they are mixed.
_MOSTLY, _HARDLY = 0.75, 0.5
# Hangul has the codes of three in five common hanzi: of so many hanzi, one at least is another.
_HANGUL, _MANY = "euc_kr", 24
_LONGEST_RUN = 3  # accented letters in a row, in Latin words

_WESTERN = (
    *("àâæçèéêëîïôœùûüÿ", "äöüßé", "áéíñóúü", "àáâãçéêíóôõúü", "àèéìíîòóù", "åäöéü", "åæøéòôü"),
    *("éëïèêóöü", "áðéíóúýþæö", "àçèéíïòóúü"),
)
_CENTRAL = (
    *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľňóôšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž", "äöüßé"),
)
_TURKISH = ("âçğıîöşûü",)
_CYRILLIC = ("абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюяђјљњћџ",)
_GREEK = ("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋ",)


@dataclass(frozen=True, slots=True)
class _Letters:
    """An encoding of one byte a letter.

    Attributes:
        language: whose texts it is for.
        alphabets: the letters outside of ASCII that one language writes, for each language.
        is_latin: whether the words have letters of ASCII among the others.
        capitals_alone: whether a text without a small letter is plausible.

    """

    language: str
    alphabets: Sequence[str]
    is_latin: bool = True
    capitals_alone: bool = True

    def is_plausible(self, texts: Collection[str], codec: str) -> bool:  # noqa: ARG002 - see _Characters
        return self._is_in_letters(texts, self.alphabets)

    def is_plausible_mixture(self, texts: Collection[str]) -> bool:
        """Return whether the texts may be of several languages, none of them Icelandic."""
        return self._is_in_letters(texts, ["".join({*"".join(self.alphabets)} - {*"ðýþ"})])

    def _is_in_letters(self, texts: Collection[str], alphabets: Sequence[str]) -> bool:
        found = {each for text in texts for each in text if not each.isascii()}
        others = found - _MARKS
        # A capital may have a small letter of ASCII: Turkish İ.
        small = "".join(each.lower() for each in others if each.isalpha())
        letters = {each for each in small if not each.isascii() and each.isalpha()}
        return (
            all(map(str.isalpha, others))
            and any(letters <= set(each) for each in alphabets)
            and (self.capitals_alone or any(each.islower() for each in others))
            and not any(map(_MISPLACED.search, texts))
            and all(self._is_word(word) for text in texts for word in _WORD.findall(text))
        )

    def _is_word(self, word: str) -> bool:
        if word.isascii():
            return True
        others = [not each.isascii() for each in word]
        runs = range(len(word) - _LONGEST_RUN)
        if self.is_latin and any(all(others[at : at + _LONGEST_RUN + 1]) for at in runs):
            return False
        if not self.is_latin and not all(others):
            return False
        return word.isupper() or word[1:] == word[1:].lower()


@dataclass(frozen=True, slots=True)
class _Characters:
    """An encoding of two bytes a character.

    Attributes:
        language: whose texts it is for.
        common: the first and the last code of each part that holds common characters.
        rare: those of the part that holds the others in use.
        least_second: the least second byte in these parts.

    """

    language: str
    common: Sequence[tuple[int, int]]
    rare: tuple[int, int]
    least_second: int

    def is_plausible(self, texts: Collection[str], codec: str) -> bool:
        parts = (*self.common, self.rare)
        codes = self._codes(texts, codec)
        return all(self._is_in(each, parts) for each in codes) and not any(
            map(_BESIDE_LETTER.search, texts)
        )

    def common_share(self, texts: Collection[str], codec: str) -> float:
        """Return the share of common characters, from 0 to 1."""
        codes = self._codes(texts, codec)
        return sum(self._is_in(each, self.common) for each in codes) / max(1, len(codes))

    def _codes(self, texts: Collection[str], codec: str) -> list[int]:
        return [
            int.from_bytes(each.encode(codec))
            for text in texts
            for each in text
            if not (each.isascii() or each in _WIDE_MARKS or "\uff01" <= each <= "\uff5e")
        ]

    def _is_in(self, code: int, parts: Sequence[tuple[int, int]]) -> bool:
        return (code & 0xFF) >= self.least_second and any(
            first <= code <= last for first, last in parts
        )


_KNOWN: dict[str, _Letters | _Characters] = {
    "cp1252": _Letters("Western European", _WESTERN),
    "cp1250": _Letters("Central European", _CENTRAL),
    "cp1254": _Letters("Turkish", _TURKISH),
    "cp1251": _Letters("Cyrillic", _CYRILLIC, is_latin=False),
    "cp1253": _Letters("Greek", _GREEK, is_latin=False),
    # Small letters of cp1251 are capitals here.
    "koi8_r": _Letters("Russian", _CYRILLIC, is_latin=False, capitals_alone=False),
    "mac_roman": _Letters("Western European, Mac", _WESTERN),
    "cp437": _Letters("Western European, DOS", _WESTERN),
    "cp850": _Letters("Western European, DOS", _WESTERN),
    "cp852": _Letters("Central European, DOS", _CENTRAL),
    "cp866": _Letters("Cyrillic, DOS", _CYRILLIC, is_latin=False),
    # Kana, and the kanji of level 1; those of level 2.
    "shift_jis": _Characters(
        "Japanese", ((0x829F, 0x82F1), (0x8340, 0x8396), (0x889F, 0x9872)), (0x989F, 0xEAA4), 0x40
    ),
    # The hanzi of levels 1 and 2.
    "gbk": _Characters("Simplified Chinese", ((0xB0A1, 0xD7F9),), (0xD8A1, 0xF7FE), 0xA1),
    "big5": _Characters("Traditional Chinese", ((0xA440, 0xC67E),), (0xC940, 0xF9D5), 0x40),
    # The Hangul of KS X 1001; hanja are no longer written.
    "euc_kr": _Characters("Korean", ((0xB0A1, 0xC8FE),), (0, 0), 0xA1),
}
_WIDE = ("shift_jis", "gbk", "big5", "euc_kr")
_WINDOWS = ("cp1252", "cp1250", "cp1254", "cp1251", "cp1253")
TEXT_ENCODINGS = (*_WINDOWS, *_WIDE, "koi8_r", "mac_roman")
NAME_ENCODINGS = ("cp437", "cp850", "cp852", "cp866", *_WIDE, *_WINDOWS, "koi8_r", "mac_roman")


def codec_named(encoding: str) -> str:
    """Return the codec that reads what programs write under an encoding's name.

    Raises:
        OptionError: there is no such encoding.

    """
    try:
        name = codecs.lookup(encoding).name
        codec = _SUPERSETS.get(name, name)
        bytes(4).decode(codec)  # not each codec is for texts
    except (LookupError, ValueError) as error:
        raise OptionError(
            f"There is no encoding {encoding!r:.80}. Take one such as 'utf-8', 'cp1252' or 'big5'."
        ) from error
    return codec


def choose_encoding(
    pieces: Iterable[bytes], title: str, encodings: Sequence[str] = TEXT_ENCODINGS
) -> str:
    """Return the codec of texts that are not UTF-8.

    Args:
        pieces: the texts, such as cells or names; those in ASCII say nothing.
        title: what the texts are from, for messages.
        encodings: the names of the encodings that may be.

    Raises:
        InputUnclearError: there is more than one possibility, or none gives words.
        InputFormatError: no encoding can be.

    """
    telling = list(dict.fromkeys(each for each in pieces if not each.isascii()))
    readings: dict[tuple[str, ...], str] = {}
    words: dict[tuple[str, ...], str] = {}
    mixtures: dict[tuple[str, ...], str] = {}
    for name in encodings:
        encoding, codec = _KNOWN[name], codec_named(name)
        texts = _decode(telling, codec)
        if texts is None:
            continue
        if name not in _FIT_ANYTHING:
            readings.setdefault(texts, name)
        if encoding.is_plausible(texts, codec):
            words.setdefault(texts, name)
        elif _is_western(encoding) and encoding.is_plausible_mixture(texts):
            mixtures.setdefault(texts, name)
    _drop_unlikely_characters(words)
    _drop_macs_letters(words)
    # Labels in several Western languages look like those of one language elsewhere: mélèze and räv.
    if not any(_is_western(_KNOWN[name]) for name in words.values()):
        words = mixtures | words
    if len(words) == 1:
        return codec_named(*words.values())
    offered = words or readings
    if not offered:
        raise InputFormatError(
            f"{title} is not a text in any encoding that is known here. Save it as UTF-8."
        )
    shown = "; ".join(
        f"{name}, {_KNOWN[name].language}: {shorten(', '.join(texts[:_SHOWN]), 60)}"
        for texts, name in offered.items()
    )
    raise InputUnclearError(
        f"{title} is in an older encoding than UTF-8, and which one is not certain ({shown}). Say "
        "which with the option 'encoding'.",
        "encoding",
        offered.values(),
    )


def _is_western(encoding: _Letters | _Characters) -> TypeGuard[_Letters]:
    return isinstance(encoding, _Letters) and encoding.alphabets is _WESTERN


def _drop_macs_letters(words: dict[tuple[str, ...], str]) -> None:
    """Drop the reading of a Mac's text where Windows' is English with its quotation marks."""
    windows = next((texts for texts, name in words.items() if name == "cp1252"), ())
    others = {each for text in windows for each in text if not each.isascii()}
    if not others or not others <= _MARKS or not any(map(_TELLING.search, windows)):
        return
    within = sum(len(_WITHIN.findall(each)) for each in windows)
    if within == sum(len(_CONTRACTION.findall(each)) for each in windows):
        for texts in [each for each, name in words.items() if name == "mac_roman"]:
            del words[texts]


def _drop_unlikely_characters(words: dict[tuple[str, ...], str]) -> None:
    """Drop the readings in rare characters, and of much Hangul, where another is likely."""
    shares: dict[tuple[str, ...], float] = {}
    is_korean = False
    for texts, name in words.items():
        encoding, codec = _KNOWN[name], codec_named(name)
        if isinstance(encoding, _Characters):
            shares[texts] = encoding.common_share(texts, codec)
            different = {each for text in texts for each in text if not each.isascii()}
            is_korean = is_korean or (name == _HANGUL and len(different) >= _MANY)
    if max(shares.values(), default=0) >= _MOSTLY:
        for texts, share in shares.items():
            if share < _HARDLY or (is_korean and words[texts] != _HANGUL):
                del words[texts]


def _decode(pieces: Iterable[bytes], codec: str) -> tuple[str, ...] | None:
    """Return the pieces as texts; None where one can't be a text in the encoding."""
    try:
        texts = tuple(each.decode(codec) for each in pieces)
    except UnicodeError:
        return None
    unused = {"Cc", "Cn", "Co", "Cs"}
    if any(unicodedata.category(each) in unused for text in texts for each in text if each != "\t"):
        return None
    return texts
