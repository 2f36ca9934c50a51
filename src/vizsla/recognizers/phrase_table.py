"""A table of phrases, and the longest one at a place of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from vizsla.recognizers.text_tokens import TextToken, cut_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["PhraseTable", "expand_phrase"]

T = TypeVar("T")


class _Node(Generic[T]):
    __slots__ = ("next", "value")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.value: T | None = None


class PhraseTable(Generic[T]):
    """Phrases with a value each, as a tree of their tokens.

    Args:
        phrases: pairs of a phrase and its value. ``(a|b)`` is one of several, ``[a]`` is optional.
            Of the same phrase twice, the first counts.
        templates: whether brackets mean that, and not themselves.

    """

    def __init__(self, phrases: Iterable[tuple[str, T]], *, templates: bool = True) -> None:
        self._root: _Node[T] = _Node()
        for template, value in phrases:
            for phrase in expand_phrase(template) if templates else [template]:
                self._add(phrase, value)

    def __bool__(self) -> bool:
        """Return whether there is any phrase."""
        return bool(self._root.next)

    def first_words(self) -> Iterable[str]:
        """Return the words with which the phrases begin."""
        return self._root.next.keys()

    def starts(self, tokens: Sequence[TextToken]) -> list[int]:
        """Return the tokens at which a phrase may start, in order."""
        first = self._root.next
        return [at for at, token in enumerate(tokens) if token.plain in first] if first else []

    def _add(self, phrase: str, value: T) -> None:
        node = self._root
        for position, token in enumerate(cut_tokens(phrase)):
            key = token.key if position else token.plain
            node = node.next.setdefault(key, _Node())
        if node is not self._root and node.value is None:
            node.value = value

    def longest(self, tokens: Sequence[TextToken], start: int) -> tuple[int, T] | None:
        """Return the position after the longest phrase that starts at a token, and its value."""
        if start >= len(tokens):
            return None
        node = self._root.next.get(tokens[start].plain)
        found = None
        at = start + 1
        while node is not None:
            if node.value is not None:
                found = at, node.value
            node = node.next.get(tokens[at].key) if node.next and at < len(tokens) else None
            at += 1
        return found

    def all_at(self, tokens: Sequence[TextToken], start: int) -> Iterator[tuple[int, T]]:
        """Yield every phrase that starts at a token, the longest first."""
        if start >= len(tokens):
            return
        node = self._root.next.get(tokens[start].plain)
        if node is None:
            return
        found = []
        at = start + 1
        while node is not None:
            if node.value is not None:
                found.append((at, node.value))
            node = node.next.get(tokens[at].key) if node.next and at < len(tokens) else None
            at += 1
        yield from reversed(found)


def expand_phrase(template: str) -> list[str]:
    """Return all phrases of a template: ``(more|greater) than`` is two, ``a[n]`` is two."""
    phrases, rest = _sequence(template, 0)
    if rest != len(template):
        raise ValueError(f"the phrase {template!r} has a bracket too many")
    return [" ".join(phrase.split()) for phrase in phrases]


def _sequence(template: str, at: int) -> tuple[list[str], int]:
    done: list[str] = []
    current = [""]
    while at < len(template) and template[at] not in ")]":
        letter = template[at]
        if letter in "([":
            inner, at = _sequence(template, at + 1)
            if at >= len(template):
                raise ValueError(f"the phrase {template!r} lacks a closing bracket")
            if letter == "[":
                inner = [*inner, ""]
            current = [before + each for before in current for each in inner]
        elif letter == "|":
            done += current
            current = [""]
        else:
            current = [before + letter for before in current]
        at += 1
    return done + current, at
