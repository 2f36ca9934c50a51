"""Guesses whether a word is a noun, a verb, an adjective or a past form, by the words beside it.

Some words of the same letters are said differently: "they record", "a record". The words before
tell most of them apart; no tagger is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.speech.english_tables import english

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["guess_tag"]

_BEFORE_VERBS = frozenset(english("before_verbs"))
_BEFORE_NOUNS = frozenset(english("before_nouns"))
_HAVE = frozenset(english("have"))
_BE = frozenset(english("be"))
_ADVERBS = frozenset(english("adverbs"))
_LIVES_WHERE = frozenset(["in", "at", "with", "on", "there", "here", "together", "alone", "near"])
_AFTER_ORDERS = frozenset(["the", "a", "an", "your", "my", "this", "that", "all", "it", "them"])
_PAST = frozenset(["yesterday", "ago", "last"])


def guess_tag(words: Sequence[str], at: int) -> str:
    """Return ``n``, ``v``, ``j``, ``p``, or nothing where the words beside don't tell.

    Args:
        words: a sentence's words, in small letters.
        at: the word's place.

    """
    before = words[at - 1] if at else ""
    if before in _ADVERBS and at > 1:
        before = words[at - 2]
    after = words[at + 1] if at + 1 < len(words) else ""
    own = _OWN_WAYS.get(words[at])
    if own is not None:
        return own(words, before, after)
    if before in _BEFORE_VERBS:
        return "v"
    if before in _BEFORE_NOUNS or before in _HAVE:
        return "n"
    return "v" if not before and after in _AFTER_ORDERS else ""  # the latter is an order


def _read(words: Sequence[str], before: str, _after: str) -> str:
    past = before in _HAVE or _PAST.intersection(words)
    return "p" if past and before not in {"to", "will"} else "v"


def _live(_words: Sequence[str], before: str, after: str) -> str:
    is_verb = before in _BEFORE_VERBS or before.endswith("s") or not after
    return "v" if is_verb or after in _LIVES_WHERE else "j"


def _wound(_words: Sequence[str], _before: str, after: str) -> str:
    return "p" if after in {"up", "down", "around"} else "n"


def _content(_words: Sequence[str], before: str, _after: str) -> str:
    return "v" if before in _BE else "n"  # "she is content" is stressed as verbs are


_OWN_WAYS: Mapping[str, Callable[[Sequence[str], str, str], str]] = {
    "content": _content,
    "live": _live,
    "perfect": lambda _words, before, _after: "v" if before in {"to", "will"} else "n",
    "present": lambda _words, before, _after: "v" if before in _BEFORE_VERBS else "n",
    "read": _read,
    "wound": _wound,
}
