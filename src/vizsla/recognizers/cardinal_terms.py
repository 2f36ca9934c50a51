"""Add up the words of a number: what may follow what, and what a multiplier multiplies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vizsla.recognizers.language_pack import LanguagePack, NumberWord

__all__ = ["Grown", "Term", "TermRules", "Terms", "sum_of"]

TEN, DOZEN, HUNDRED = 10, 12, 100
MOST_VALUE = 1e300  # near what a float64 holds

Terms = tuple["Term", ...]


class Term(NamedTuple):
    """A summand of a number, such as ``three hundred``.

    Attributes:
        value: its value.
        scale: its last multiplier, or 1.
        joined: whether an "and" stands before it.
        digits: whether digits write it.
        before: the end of the number without this term, and its terms.

    """

    value: float
    scale: float
    joined: bool
    digits: bool
    before: tuple[int, Terms]


class Grown(NamedTuple):
    """A number with more words.

    Attributes:
        terms: its summands, the largest first.
        end: the token after it.
        whole: False where a multiplier showed that its last terms belong to the next number.

    """

    terms: Terms
    end: int
    whole: bool = True


def sum_of(terms: Terms) -> float:
    """Return the sum of some terms, added in turn: ``sum`` rounds otherwise in newer Pythons."""
    total = 0.0
    for each in terms:
        total += each.value
    return total


class TermRules:
    """The rules of a language by which words make a number.

    Args:
        pack: the language.

    """

    def __init__(self, pack: LanguagePack) -> None:
        numbers = pack.numbers
        self._ones_first = bool(numbers.get("units_first"))
        self._teens_after = frozenset(numbers.get("teens_after", ()))
        self._joined_multipliers = bool(numbers.get("digit_runs"))
        self._repeated = bool(numbers.get("repeated_multipliers"))
        self._digits_before_hundred = bool(numbers.get("hundred_after_digits"))
        self._hundred_below = float(numbers.get("hundred_below", 0))
        self._largest_bare = float(numbers.get("largest_bare", MOST_VALUE))

    def grow(
        self, terms: Terms, word: NumberWord, start: int, end: int, *, joined: bool, digits: bool
    ) -> Grown | None:
        """Return a number with one more word, or None where the word can't follow.

        Args:
            terms: the number before.
            word: the word.
            start: the token after the number before.
            end: the token after the word.
            joined: whether an "and" stands before the word.
            digits: whether digits write the word.

        """
        new = Term(word.value, 1, joined, digits, (start, terms))
        if word.role == "base":
            added = self._add(terms, new)
            return Grown(added, end) if added else None
        if terms and terms[-1].scale == DOZEN:
            return None
        if word.role == "dozen":
            return self._dozens(terms, new, end)
        return self._multiply(terms, new, end)

    def _add(self, terms: Terms, new: Term) -> Terms | None:
        if not terms:
            return (new,)
        last = terms[-1]
        if new.value <= 0 or last.value <= 0 or (new.digits and last.scale == 1):
            return None
        if self._ones_first and last.scale == 1 and last.value < TEN and not last.digits:
            if not (new.joined and TEN < new.value < HUNDRED and new.value % TEN == 0):
                return None
            return (*terms[:-1], last._replace(value=last.value + new.value))
        return (*terms, new) if new.value < self._room(last) else None

    def _room(self, term: Term) -> float:
        """Return the value below which a next term must be: 10 after twenty, 100 after 300."""
        if term.scale > 1:
            return term.scale
        if term.value in self._teens_after:
            return 2 * TEN
        if term.digits or term.value < TEN or term.value % TEN:
            return 0
        room = 10.0
        while term.value % (room * TEN) == 0:
            room *= TEN
        return room

    def _dozens(self, terms: Terms, new: Term, end: int) -> Grown:
        if not terms:
            return Grown((new._replace(scale=DOZEN),), end)
        last = terms[-1]
        return Grown((*terms[:-1], last._replace(value=last.value * new.value, scale=DOZEN)), end)

    def _multiply(self, terms: Terms, new: Term, end: int) -> Grown | None:
        """Multiply the last terms, as many as are smaller than the multiplier."""
        factor = new.value
        cut = len(terms)
        while cut and terms[cut - 1].value < factor:
            cut -= 1
        if cut == len(terms) == 1 and terms[0].digits:
            cut = 0  # "322 hundred"
        kept, popped = terms[:cut], terms[cut:]
        if popped and not any(each.value for each in popped):
            popped = ()  # the Chinese "zero ten" is ten
        if not popped:
            bare = self._bare(kept, new)
            return Grown(bare, end) if bare else None
        value = sum_of(popped) * factor
        if (new.joined and not self._joined_multipliers) or value > MOST_VALUE:
            return None
        most = factor * self._hundred_below if factor == HUNDRED else 0
        if most and ((popped[0].digits and not self._digits_before_hundred) or value >= most):
            return None  # 50 cents are no 5,000
        first = popped[0]
        if kept and self._room(kept[-1]) <= value:
            return Grown(first.before[1], first.before[0], whole=False)
        return Grown((*kept, first._replace(value=value, scale=factor, digits=False)), end)

    def _bare(self, kept: Terms, new: Term) -> Terms | None:
        """Return the terms with a multiplier that has nothing to multiply: mille cent."""
        bare = new._replace(scale=new.value)
        if not kept:
            return (bare,) if new.value <= self._largest_bare else None
        last = kept[-1]
        if self._repeated and last.scale == new.value:
            return (*kept[:-1], last._replace(value=last.value * new.value))
        return (*kept, bare) if new.value < self._room(last) else None
