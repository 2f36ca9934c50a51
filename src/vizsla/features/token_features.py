"""What a word's own letters and its neighbours say about it, for the tagger of entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["token_features"]

NEAR = 2  # words on each side that count with their distance
FAR = 4  # words before that count without it
PART = 3  # letters of a beginning or an end
SHAPE = 6  # letters of a shape
OUTSIDE = ""


def token_features(
    tokens: Sequence[TextToken], marks: Sequence[Sequence[str]] | None = None
) -> list[list[str]]:
    """Return the features of each token, each named by a text; the same in every language.

    Args:
        tokens: a text's tokens.
        marks: of each token the names of what was found there otherwise, such as ``list:city``;
            None where nothing was looked for.

    """
    words = [each.plain for each in tokens]
    return [
        [
            *_of_neighbours(words, at),
            *_of_word(tokens[at]),
            *([] if marks is None else [f"mark {name}" for name in marks[at]]),
        ]
        for at in range(len(tokens))
    ]


def _of_neighbours(words: Sequence[str], at: int) -> list[str]:
    found = []
    for distance in range(-NEAR, NEAR + 1):
        place = at + distance
        word = words[place] if 0 <= place < len(words) else OUTSIDE
        found.append(f"word {distance} {word}")
    if at:
        found.append(f"pair {words[at - 1]} {words[at]}")
    found += [f"far {words[at - each]}" for each in range(NEAR + 1, FAR + 1) if at >= each]
    return found


def _of_word(token: TextToken) -> list[str]:
    letters = list(token.plain)  # code points, as JavaScript's iterators give them
    begin, end = "".join(letters[:PART]), "".join(letters[-PART:])
    return [f"begin {begin}", f"end {end}", f"kind {token.kind} {min(len(letters), SHAPE)}"]
