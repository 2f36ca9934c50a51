"""Articles, plurals, counted nouns and lists: a few rules, and tables of what they miss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "Amount",
    "Grammar",
    "Noun",
    "article",
    "counted",
    "joined",
    "noun_from",
    "one",
    "plural",
    "some",
]


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun or a noun phrase.

    Attributes:
        noun: the singular; of what has none, the form it has.
        plural: such as ``wolves``.
        article: ``a`` or ``an``.
        measure: None where it can be counted; else what it is counted by (``pair``), or the
            grammar's word for what can't be counted at all.

    """

    noun: str
    plural: str
    article: str
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A word for more than can be counted surely: ``several``, at least 4."""

    word: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """What `contract/describe/grammar.json` says.

    Attributes:
        an_letters: the first letters that ask for 'an'.
        an_spelt_letters: the same where letters are spelt out, as in 'MP3'.
        a_starts: the starts that ask for 'a' all the same.
        an_starts: the starts that ask for 'an' all the same; they go before `a_starts`.
        head_ends: what the word that takes the plural may be followed by.
        plural_words: the plurals of words that follow no rule.
        plural_ends: (ending, letters to drop, letters to add); the first that fits.
        measures: what to say for one and for many of a measure.
        mass: the measure of what can't be counted, and the word for any of it.
        numbers: in words, from one.
        amounts: the most first.
        conjunction: 'and'.
        picture: what to call a picture of which nothing is known.

    """

    an_letters: str
    an_spelt_letters: str
    a_starts: tuple[str, ...]
    an_starts: tuple[str, ...]
    head_ends: tuple[str, ...]
    plural_words: Mapping[str, str]
    plural_ends: tuple[tuple[str, int, str], ...]
    measures: Mapping[str, tuple[str, str]]
    mass: str
    numbers: tuple[str, ...]
    amounts: tuple[Amount, ...]
    conjunction: str
    picture: str


def noun_from(name: str, grammar: Grammar) -> Noun:
    """Make a noun of a name by the rules."""
    return Noun(name, plural(name, grammar), article(name, grammar))


def article(name: str, grammar: Grammar) -> str:
    """Return 'a' or 'an', by sound: 'an hourglass', 'a unicycle', 'an MP3 player'."""
    end = 0
    while end < len(name) and name[end].isalpha():
        end += 1
    if end and name[:end].isupper():
        return "an" if name[0] in grammar.an_spelt_letters else "a"
    start = name.lower()
    if start.startswith(grammar.an_starts):
        return "an"
    if start.startswith(grammar.a_starts):
        return "a"
    return "an" if start[:1] in grammar.an_letters else "a"


def plural(name: str, grammar: Grammar) -> str:
    """Return the plural: of the last word, or of the last before an 'of'."""
    ends = [name.find(each) for each in grammar.head_ends if each in name]
    head_end = min(ends, default=len(name))
    word_start = name.rfind(" ", 0, head_end) + 1
    word = name[word_start:head_end]
    return name[:word_start] + _plural_word(word, grammar) + name[head_end:]


def _plural_word(word: str, grammar: Grammar) -> str:
    if word in grammar.plural_words:
        return grammar.plural_words[word]
    for end, drop, add in grammar.plural_ends:
        if word.endswith(end):
            return word[: len(word) - drop] + add
    return word


def one(noun: Noun, grammar: Grammar) -> str:
    """Return the noun as one: 'an owl', 'a pair of scissors', 'some hay'."""
    if noun.measure is None:
        return f"{noun.article} {noun.noun}"
    if noun.measure == grammar.mass:
        return f"{grammar.mass} {noun.noun}"
    measure = grammar.measures[noun.measure][0]
    return f"{article(measure, grammar)} {measure} {noun.noun}"


def some(noun: Noun, word: str, grammar: Grammar) -> str:
    """Return more than one of the noun, after a number or an amount: 'three owls'."""
    if noun.measure is None:
        return f"{word} {noun.plural}"
    if noun.measure == grammar.mass:
        return one(noun, grammar)
    return f"{word} {grammar.measures[noun.measure][1]} {noun.plural}"


def counted(noun: Noun, count: int, grammar: Grammar) -> str:
    """Return so many of the noun; the count is at most what `numbers` has words for."""
    return one(noun, grammar) if count == 1 else some(noun, grammar.numbers[count - 1], grammar)


def joined(items: Sequence[str], grammar: Grammar, *, apart: bool = False) -> str:
    """Return the items as a list: 'a, b and c'.

    Args:
        items: at least one.
        grammar: has the word between the last two.
        apart: set commas everywhere ('a, b, and c'), for items that have parts of their own: 'a
            person on a horse, and a dog' is not a person on both.

    """
    comma = "," if apart else ""
    if len(items) == 1:
        return items[0]
    return f"{', '.join(items[:-1])}{comma} {grammar.conjunction} {items[-1]}"
