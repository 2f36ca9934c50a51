"""Articles, plurals, counted nouns and lists: a few rules, and tables of their exceptions."""

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
    "list_of",
    "noun_from",
    "plural",
    "with_amount",
    "with_article",
    "with_count",
]


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun or a noun phrase.

    Attributes:
        noun: the singular; of a noun without one, the form that it has.
        plural: the plural, such as ``wolves``.
        article: ``a`` or ``an``.
        measure: None where the noun can be counted; else the measure that it is counted by
            (``pair``), or the grammar's word for nouns that can't be counted at all.

    """

    noun: str
    plural: str
    article: str
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A word for an uncertain number: ``several``, at least 4."""

    word: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules and tables of `contract/describe/grammar.json`.

    Attributes:
        an_letters: the first letters that take 'an'.
        an_spelt_letters: the same where letters are spelt out, as in 'MP3'.
        a_starts: the starts of words that take 'a' all the same.
        an_starts: the starts that take 'an' all the same; they go before `a_starts`.
        head_ends: the texts that may follow the word that takes the plural.
        plural_words: the plurals of words that follow no rule.
        plural_ends: (ending, letters to drop, letters to add); the first that fits counts.
        measures: the words for one and for many of a measure.
        mass: the measure of nouns that can't be counted, and the word for any amount of them.
        numbers: the numbers in words, from one.
        amounts: the words for uncertain numbers, the largest number first.
        conjunction: 'and'.
        picture: the word for an image when nothing in it is known.

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
    """Return a name's plural: that of the last word, or of the last word before an 'of'."""
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


def with_article(noun: Noun, grammar: Grammar) -> str:
    """Return one of a noun: 'an owl', 'a pair of scissors', 'some hay'."""
    if noun.measure is None:
        return f"{noun.article} {noun.noun}"
    if noun.measure == grammar.mass:
        return f"{grammar.mass} {noun.noun}"
    measure = grammar.measures[noun.measure][0]
    return f"{article(measure, grammar)} {measure} {noun.noun}"


def with_amount(noun: Noun, word: str, grammar: Grammar) -> str:
    """Return several of a noun, after a number or an amount: 'three owls', 'several owls'."""
    if noun.measure is None:
        return f"{word} {noun.plural}"
    if noun.measure == grammar.mass:
        return with_article(noun, grammar)
    return f"{word} {grammar.measures[noun.measure][1]} {noun.plural}"


def with_count(noun: Noun, count: int, grammar: Grammar) -> str:
    """Return a number of a noun: 'an owl', 'two owls'.

    Args:
        noun: the noun.
        count: the number, from 1 to the length of the grammar's `numbers`.
        grammar: the grammar.

    """
    if count == 1:
        return with_article(noun, grammar)
    return with_amount(noun, grammar.numbers[count - 1], grammar)


def list_of(items: Sequence[str], grammar: Grammar, *, commas: bool = False) -> str:
    """Return items as a list: 'a, b and c'.

    Args:
        items: at least one.
        grammar: has the word between the last two.
        commas: whether commas separate all items ('a, b, and c'), where items have parts: 'a
            person on a horse, and a dog' is not a person on both.

    """
    if len(items) == 1:
        return items[0]
    comma = "," if commas else ""
    return f"{', '.join(items[:-1])}{comma} {grammar.conjunction} {items[-1]}"
