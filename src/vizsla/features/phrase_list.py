"""Lists of words and phrases, each with the value that it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.cached_value import cached_property
from vizsla.recognizers.phrase_table import PhraseTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["FoundPhrase", "PhraseList"]


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A phrase of a list in a text.

    Attributes:
        start: the number of its first token.
        end: the number of the token after its last.
        value: what it stands for.

    """

    start: int
    end: int
    value: str


@dataclass(frozen=True)
class PhraseList:
    """Phrases that are found whole, in any case, with or without accents.

    Attributes:
        phrases: pairs of a phrase and the value that it stands for, such as ``("couch", "sofa")``.
            Of the same phrase twice, the first counts.

    """

    phrases: tuple[tuple[str, str], ...]

    def find(self, tokens: Sequence[TextToken]) -> list[FoundPhrase]:
        """Return the phrases in a text, from left to right: the longest at each place.

        Args:
            tokens: the text's tokens.

        """
        found = []
        at = 0
        while at < len(tokens):
            longest = self._table.longest(tokens, at)
            if longest is None:
                at += 1
            else:
                end, value = longest
                found.append(FoundPhrase(at, end, value))
                at = end
        return found

    @cached_property
    def _table(self) -> PhraseTable[str]:
        return PhraseTable(self.phrases, templates=False)
