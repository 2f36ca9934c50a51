"""The reasons why a text may be of no use for training, or should not be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from vizsla.modalities.modality_values import QualityCheck
from vizsla.modalities.text.text_facts import TextFacts
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.modalities.modality_values import Facts

__all__ = ["TEXT_QUALITY_CHECKS"]

T = TypeVar("T")
SHORT = 3  # characters: 'ok', '?'
LONG = 1500  # characters: about 256 pieces of words, the most that the default encoder reads


def _of(measure: Callable[[TextFacts], T]) -> Callable[[Facts], T]:
    """Return a measure of TextFacts as a measure of the stored facts."""
    return lambda facts: measure(TextFacts.from_dict(facts))


TEXT_QUALITY_CHECKS = (
    QualityCheck(
        "wordless",
        _of(lambda text: text.words == 0),
        _of(lambda text: float(text.characters)),
        _of(lambda text: f"no word in {counted(text.characters, 'character')}"),
        "text holds no word",
        "texts hold no word",
        "Only marks are in it. A function learns that any such text has the label.",
    ),
    QualityCheck(
        "short",
        _of(lambda text: text.words > 0 and text.characters < SHORT),
        _of(lambda text: float(text.characters)),
        _of(lambda text: counted(text.characters, "character")),
        "text is very short",
        "texts are very short",
        "There is little to tell labels apart by. Keep it if people will write so.",
    ),
    QualityCheck(
        "account",
        _of(lambda text: text.accounts > 0),
        _of(lambda text: -float(text.accounts)),
        _of(lambda text: counted(text.accounts, "card or account number")),
        "text seems to have the number of a card or bank account",
        "texts seem to have the number of a card or bank account",
        "Its check digits are right. Such a number should not be here: replace it by a made-up "
        "one.",
    ),
    QualityCheck(
        "email",
        _of(lambda text: text.emails > 0),
        _of(lambda text: -float(text.emails)),
        _of(lambda text: counted(text.emails, "e-mail address", "e-mail addresses")),
        "text has an e-mail address",
        "texts have an e-mail address",
        "It may be somebody's, and perhaps should not be here: replace it by a made-up one.",
    ),
    QualityCheck(
        "number",
        _of(lambda text: text.long_numbers > 0),
        _of(lambda text: -float(text.long_numbers)),
        _of(lambda text: counted(text.long_numbers, "long number")),
        "text has a long number",
        "texts have a long number",
        "It may be the number of somebody's telephone, identity or account, and perhaps should not "
        "be here: replace it by a made-up one.",
    ),
    QualityCheck(
        "long",
        _of(lambda text: text.characters > LONG),
        _of(lambda text: -float(text.characters)),
        _of(lambda text: counted(text.characters, "character")),
        "text is long",
        "texts are long",
        "An encoder reads the beginning alone: the card says how much. Where what matters stands "
        "further down, cut the text into parts.",
    ),
)
