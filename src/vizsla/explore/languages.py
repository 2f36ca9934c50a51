"""Finds texts that seem to be in another language than most."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.recognizers.text_language import CLEAR, OTHER, language_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["language_findings"]

NAMES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "nl": "Dutch",
    "pt": "Portuguese",
    "zh": "Chinese",
    OTHER: "in another language",
}
SHARED = 2  # texts in the language of most from which on a word belongs to it
FOREIGN = 0.5  # the share of a text's words that must be more than those of most
_WORD = re.compile(r"\w+")


def language_findings(explored: ExploredExamples) -> list[Finding]:
    """Find texts that are clearly in another language than most.

    Words that texts in the language of most have, too, tell nothing: so 'beneficiary' does not
    make an English text of a bank Portuguese. In the 13,083 English sentences of Banking77 none
    is found, and none of the 986 of the LUIS apps and the Chatbot corpus. Of 320 sentences in eight
    other languages, 40 at a time among 2,000 of Banking77, 314 are, 296 with the right language.

    Args:
        explored: the examples, of any modality; only texts have a language.

    """
    if explored.texts is None:
        return []
    sums = [
        language_sums(text) if used else {}
        for text, used in zip(explored.texts, explored.in_use().tolist(), strict=True)
    ]
    languages = [max(each, key=lambda code: each[code]) if each else "" for each in sums]
    counts = Counter(each for each in languages if each)
    if not counts:
        return []
    most = max(counts, key=lambda code: (counts[code], code))
    native = [n for n, each in enumerate(languages) if each == most]
    shared = _shared_words([explored.texts[n] for n in native])
    found: dict[int, int] = {}
    for n, each in enumerate(sums):
        if each and _lead(each, most) > CLEAR:
            lead = _lead_of_own_words(explored.texts[n], shared, most)
            if lead > CLEAR:
                found[n] = lead
    if not found:
        return []
    order = sorted(found, key=lambda n: (-found[n], explored.examples[n].id))
    evidence = [
        Evidence(explored.examples[n].id, float(found[n]), f"seems to be {NAMES[languages[n]]}")
        for n in order
    ]
    return [_finding(explored, evidence, Counter(languages[n] for n in order), most)]


def _lead(sums: dict[str, int], most: str) -> int:
    return max(sums.values()) - sums[most]


def _shared_words(texts: Sequence[str]) -> set[str]:
    counts = Counter(word for text in texts for word in set(_words(text)))
    return {word for word, count in counts.items() if count >= SHARED}


def _lead_of_own_words(text: str, shared: set[str], most: str) -> int:
    """Return the lead of the likeliest language by the words that are not shared; 0 for none."""
    words = _words(text)
    own = [each for each in words if each not in shared]
    sums = language_sums(" ".join(own)) if len(own) > FOREIGN * len(words) else {}
    return _lead(sums, most) if sums else 0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _finding(
    explored: ExploredExamples, evidence: list[Evidence], counts: Counter[str], most: str
) -> Finding:
    them = "it" if len(evidence) == 1 else "them"
    (first, count), *others = counts.most_common()
    if others:
        listed = ", ".join(f"{each:,} {NAMES[code]}" for code, each in counts.most_common())
        title = (
            f"{explored.counted(len(evidence), 'seems', 'seem')} to be in other languages than "
            f"most: {listed}"
        )
    else:
        title = f"{explored.counted(count, 'seems', 'seem')} to be {NAMES[first]}"
    return Finding(
        "languages",
        title,
        f"Most are {NAMES[most]}. An encoder that knows one language learns little from texts in "
        "others. Where people will write so, give each label examples in that language; otherwise "
        "leave these texts out.",
        tuple(evidence),
        suggested_actions.leave_out(
            f"Leave {them} out of training", "languages", evidence, explored.project
        ),
        "look",
    )
