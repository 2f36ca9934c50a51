"""Finds projects of texts whose encoder does not know the language of most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.encoders.text.known_text_models import ENGLISH_ENCODERS
from vizsla.explore.findings import Evidence, Finding, SuggestedAction
from vizsla.recognizers.text_language import CLEAR, language_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["encoder_language_findings", "not_english"]

ENGLISH = "en"
FEWEST = 5  # texts that are clearly not English


def not_english(texts: Sequence[str], encoder: str) -> list[int]:
    """Return which texts are not English, where most are not and the encoder knows English alone.

    Of the 13,083 English sentences of Banking77, 5 seem to be in another language; of the sentences
    of Recognizers-Text's cases 1.5 % of the English, and 90 to 99 % in each of eight others.

    Args:
        texts: the texts.
        encoder: the encoder's name.

    Returns:
        The indices of those that are clearly not; none where fewer than 5 are, or not most of the
        texts that have a language.

    """
    if encoder not in ENGLISH_ENCODERS:
        return []
    sums = {n: found for n, text in enumerate(texts) if (found := language_sums(text))}
    foreign = [n for n, each in sums.items() if max(each.values()) - each[ENGLISH] > CLEAR]
    return foreign if len(foreign) >= FEWEST and 2 * len(foreign) > len(sums) else []


def encoder_language_findings(explored: ExploredExamples) -> list[Finding]:
    """Find that most texts are not English, and the encoder knows English alone.

    Args:
        explored: the examples, of any modality; only texts have a language.

    """
    if explored.texts is None or explored.encoder is None:
        return []
    used = [n for n, each in enumerate(explored.in_use().tolist()) if each]
    foreign = not_english([explored.texts[n] for n in used], explored.encoder)
    if not foreign:
        return []
    evidence = [
        Evidence(explored.examples[used[n]].id, None, "seems not to be English") for n in foreign
    ]
    other = f"{explored.project}-multilingual"
    return [
        Finding(
            "encoder-language",
            f"{explored.counted(len(evidence), 'is', 'are')} not English, which is all that the "
            f"encoder {explored.encoder} knows",
            "It tells their words apart, and little of their meaning. The encoder of many "
            "languages does: pip install 'vizsla[text-multilingual]'.",
            tuple(evidence),
            SuggestedAction(
                "new-project",
                "Make a project of these texts with the encoder of many languages",
                f'vizsla.Project.open("{other}", kind="text-classification", '
                'encoder="multilingual")',
                f"vizsla new {other} --kind text-classification --encoder multilingual",
            ),
            "should",
        )
    ]
