"""British pronunciations, made of American ones.

The list of words is American. What Received Pronunciation says otherwise follows mostly from the
sounds and the spelling: no r before consonants, and other vowels in "goat", "lot", "bath" and "new"
(Wells, Accents of English, 1982, names the sets of words).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vizsla.speech.english_tables import english

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["british"]

_OTHER: dict[str, str] = english("british_words")
_VOWELS = "AIOQWYaæɑɒɔəɛɜɪiuʊʌᵊ"
# Of Wells's set "bath", by how the words begin.
_BATH = re.compile(
    r"(?:after|ask|aunt|ba(?:sk|th$|ths$)|blast|bra(?:nch|ss$)|ca(?:lf|lve|n't|st$|stle)|cha(?:nce|nt)|"
    r"cla(?:ss|sp)|cra(?:ft$)|da(?:nce|ncing)|dra(?:ft|ught)|fa(?:st|sten)|fla(?:sk)|"
    r"fra(?:nce)|gla(?:nce|ss)|gra(?:nt|ph$|sp|ss)|ha(?:lf|lve)|la(?:st|ugh)|ma(?:sk$|ster)|"
    r"na(?:sty)|pa(?:ss$|ssed|ssing|st$|sta$|stor|th$|ths$)|pla(?:nt|ster)|ra(?:fter|sp)|"
    r"rather|sa(?:mple)|sha(?:ft)|sla(?:nt)|sta(?:ff)|ta(?:sk)|va(?:st)|father|example|"
    r"advance|advantage|answer|command|demand|disaster|photograph|paragraph|telegraph)"
)
_BROAD = re.compile(r"^(?:father|calm|palm|balm|psalm|spa|ma|pa|drama|lava|llama|plaza|pasta)")
_CLOTH = re.compile(r"o(?:ff?|ss?|st|th|ng|g|n)")


def british(word: str, said: str) -> str:
    """Return the British symbols of a word.

    Args:
        word: the word in small letters, for its spelling.
        said: its American symbols.

    """
    if word in _OTHER:
        return _OTHER[word]
    said = said.replace("ɾ", "t").replace("ᵻ", "ɪ").replace("O", "Q")
    said = re.sub("([tdnslz])(ˈ|ˌ)?u", _yod(word), said)
    if _BATH.match(word):
        said = re.sub("æ(?=[fsθn]|lf|lv|m)", "ɑː", said, count=1)
    said = said.replace("æ", "a")
    said = re.sub(f"ɛɹ(?![{_VOWELS}ˈˌ])", "ɛː", said)
    said = re.sub(f"ɪɹ(?![{_VOWELS}ˈˌ])", "ɪə", said)
    said = re.sub(f"ʊɹ(?![{_VOWELS}ˈˌ])", "ɔː", said)
    said = re.sub(f"ɜɹ(?=[{_VOWELS}ˈˌ])", "ɜːɹ", said)
    said = re.sub(f"ɑɹ(?![{_VOWELS}ˈˌ])", "ɑː", said)
    said = re.sub(f"ɔɹ(?![{_VOWELS}ˈˌ])", "ɔː", said)
    said = re.sub(f"ɔɹ(?=[{_VOWELS}ˈˌ])", "ɔːɹ", said)
    said = re.sub(f"(ɜ|ə)ɹ(?![{_VOWELS}ˈˌ])", lambda found: {"ɜ": "ɜː", "ə": "ə"}[found[1]], said)
    said = re.sub("ɑ(?!ː)", "ɑː" if _BROAD.match(word) else "ɒ", said)
    said = re.sub("ɔ(?!ː)", "ɒ" if _CLOTH.search(word) else "ɔː", said)
    said = re.sub(f"ɹ(?=[^{_VOWELS}ˈˌj]|$)", "", said)
    said = re.sub("([ˈˌ])(i|u)", r"\1\2ː", said)
    return re.sub("i(?=[bdfhjklmnpstvwzðŋɡʃʒʤʧθ])", "iː", said)


def _yod(word: str) -> Callable[[re.Match[str]], str]:
    """Return what puts the sound of "y" before a "u" that is written so, as in "new" and "tune"."""
    written = re.search("[tdn](?:ew|u[aeiouy]?|eu)", word)

    def replaced(found: re.Match[str]) -> str:
        if written and found[1] in "tdn":
            return f"{found[1]}j{found[2] or ''}u"
        return found[0]

    return replaced
