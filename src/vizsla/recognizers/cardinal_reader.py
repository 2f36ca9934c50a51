"""Read a whole number that is written in words, digits or both: ``4 thousand three hundred``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vizsla.recognizers.cardinal_terms import Grown, TermRules, Terms, sum_of
from vizsla.recognizers.digits_reader import DigitsReader
from vizsla.recognizers.glued_words import GluedWords
from vizsla.recognizers.language_pack import NumberWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.language_pack import LanguagePack
    from vizsla.recognizers.reading_steps import ReadingSteps
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["CardinalReader", "ReadCardinal"]

MOST_WORDS = 60  # tokens of one number; the rest of a longer one is another number
LONGEST_RUN = 120  # digits that words in a row are
TEN, HUNDRED = 10, 100
ONE = NumberWord("base", 1)


class ReadCardinal(NamedTuple):
    """A number that was read.

    Attributes:
        end: the token after it.
        terms: its summands, the largest first.
        ordinal: whether its last word is that of an ordinal.

    """

    end: int
    terms: Terms
    ordinal: bool = False

    @property
    def value(self) -> float:
        """The sum of the terms."""
        return sum_of(self.terms)


class _Words(NamedTuple):
    """The next words of a number, the token after them, and how they are written."""

    end: int
    words: tuple[NumberWord, ...]
    digits: bool = False
    ordinal: bool = False


class CardinalReader:
    """Reads the numbers of one text, each once.

    Args:
        tokens: the text's tokens.
        pack: the language.
        steps: counts the words that are read.

    """

    def __init__(
        self, tokens: Sequence[TextToken], pack: LanguagePack, steps: ReadingSteps
    ) -> None:
        self.tokens = tokens
        self.pack = pack
        self.steps = steps
        self.digits = DigitsReader(tokens, pack, steps)
        self.glued = GluedWords(pack, steps)
        self._known: dict[tuple[int, bool], ReadCardinal | None] = {}
        self._run_at: dict[int, tuple[int, str]] = {}
        self._rules = TermRules(pack)
        self._and = pack.words("and")
        self._articles = pack.words("articles")
        self._runs = bool(pack.numbers.get("digit_runs"))
        self._tail = bool(pack.numbers.get("short_tail"))
        self._glue = bool(pack.numbers.get("glued"))
        self._chain = bool(pack.numbers.get("ordinals_chain"))

    def read(self, start: int, *, ordinal: bool = False) -> ReadCardinal | None:
        """Return the longest number at a token.

        Args:
            start: the token.
            ordinal: whether the number must end with the word of an ordinal.

        """
        if (start, ordinal) not in self._known:
            self._known[start, ordinal] = self._longest(start, ordinal=ordinal)
        return self._known[start, ordinal]

    def _longest(self, start: int, *, ordinal: bool) -> ReadCardinal | None:
        best: ReadCardinal | None = None
        at = start
        terms: Terms = ()
        while at - start < MOST_WORDS:
            self.steps.take()
            grown, is_ordinal = self._next(at, terms, ordinal=ordinal)
            if grown is None:
                break
            at, terms = grown.end, grown.terms
            if terms and is_ordinal == ordinal:
                best = ReadCardinal(at, terms, ordinal)
            if not grown.whole or (is_ordinal and not self._chain):
                break
        return self._tailed(best) if best and self._tail and not ordinal else best

    def _next(self, at: int, terms: Terms, *, ordinal: bool) -> tuple[Grown | None, bool]:
        """Return the number with the next words, and whether those are of an ordinal."""
        here, joined = self._joint(at) if terms else (at, False)
        if here >= len(self.tokens):
            return None, False
        found = (
            self._digits(here, terms)
            or self._worded(here, ordinal=ordinal)
            or (None if terms else self._after_article(here, ordinal=ordinal))
            or self._glued(here, ordinal=ordinal)
        )
        if found is None:
            return None, False
        self.steps.take(len(found.words))
        grown = Grown(terms, at)
        for word in found.words:
            more = self._rules.grow(
                grown.terms, word, at, found.end, joined=joined, digits=found.digits
            )
            joined = False
            if more is None or (not more.whole and len(found.words) > 1):
                return None, False
            grown = more
        return grown, found.ordinal

    def _joint(self, at: int) -> tuple[int, bool]:
        """Return the token where the next word of the number is, and whether "and" came first."""
        joined = False
        if at < len(self.tokens) and self.tokens[at].plain == "-":
            at += 1
        elif found := self._and.longest(self.tokens, at):
            at, joined = found[0], True
        if about := self.pack.words("about").longest(self.tokens, at):
            follows = self.pack.cardinals.longest(self.tokens, about[0])
            at = about[0] if follows and follows[1].role == "multiplier" else at
        return at, joined

    def _digits(self, at: int, terms: Terms) -> _Words | None:
        if not terms and self._runs and (run := self._digit_run(at)):
            return run
        if terms and terms[-1].scale == 1:
            return None
        found = self.digits.read(at)
        if found is None or (terms and found.value == 0):
            return None
        return _Words(found.end, (NumberWord("base", found.value),), digits=True)

    def _digit_run(self, at: int) -> _Words | None:
        """Return a row of words for digits: one-nine-nine-nine, in languages that write so."""
        run = self._run_at.get(at)
        if run is None:
            run = self._read_run(at)
        start, all_digits = run
        digits = all_digits[at - start : at - start + LONGEST_RUN]
        if len(digits) <= 1:
            return None
        return _Words(at + len(digits), (NumberWord("base", float(digits)),), digits=True)

    def _read_run(self, start: int) -> tuple[int, str]:
        """Read the digits of all words that follow, once for all of these."""
        digits = []
        end = start
        while word := self.pack.cardinals.longest(self.tokens, end):
            if word[0] != end + 1 or word[1].role != "base" or word[1].value >= TEN:
                break
            digits.append(str(int(word[1].value)))
            end += 1
        run = start, "".join(digits)
        self._run_at.update(dict.fromkeys(range(start, max(end, start + 1)), run))
        return run

    def _worded(self, at: int, *, ordinal: bool) -> _Words | None:
        cardinal = self.pack.cardinals.longest(self.tokens, at)
        last = self.pack.ordinals.longest(self.tokens, at) if ordinal else None
        if last and (cardinal is None or last[0] >= cardinal[0]):
            return _Words(last[0], (last[1],), ordinal=True)
        return _Words(cardinal[0], (cardinal[1],)) if cardinal else None

    def _after_article(self, at: int, *, ordinal: bool) -> _Words | None:
        """Return a multiplier after an article: a hundred."""
        article = self._articles.longest(self.tokens, at)
        found = self._worded(article[0], ordinal=ordinal) if article else None
        if found is None or found.words[0].role == "base":
            return None
        return found._replace(words=(ONE, *found.words))

    def _glued(self, at: int, *, ordinal: bool) -> _Words | None:
        token = self.tokens[at]
        if not self._glue or token.kind != "word":
            return None
        if parts := self.glued.split(token.plain, "cardinal"):
            return _Words(at + 1, parts)
        parts = self.glued.split(token.plain, "ordinal") if ordinal else None
        return _Words(at + 1, parts, ordinal=True) if parts else None

    def _tailed(self, read: ReadCardinal) -> ReadCardinal:
        """Let a last digit count the next lower power of ten, as in the Chinese 2-100-5: 250."""
        *others, last = read.terms
        if not others or last.joined or last.digits or last.scale > 1 or last.value >= TEN:
            return read
        scale = others[-1].scale
        if scale < HUNDRED:
            return read
        return read._replace(terms=(*others, last._replace(value=last.value * scale / TEN)))
