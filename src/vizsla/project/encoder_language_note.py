"""Says where an encoder that knows English alone is trained on texts in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.coded_text import CodedText
from vizsla.evenly_spread import evenly_spread
from vizsla.explore.encoder_language import not_english

if TYPE_CHECKING:
    from vizsla.project.snapshot import Snapshot

__all__ = ["encoder_language_note"]

MOST_READ = 500  # texts that stand for all


def encoder_language_note(snapshot: Snapshot, encoder: str) -> CodedText | None:
    """Return what to know about the texts' language, in a sentence; None where it is English.

    Args:
        snapshot: the examples.
        encoder: the encoder's name.

    """
    if snapshot.texts is None:
        return None
    read = [snapshot.texts[n].text for n in evenly_spread(len(snapshot.texts), MOST_READ)]
    if not not_english(read, encoder):
        return None
    text = (
        f"Most texts are not English, which is all that the encoder {encoder} knows; the encoder "
        "'multilingual' may do better (option 'encoder'; pip install 'vizsla[text-multilingual]')."
    )
    return CodedText.of(text, "not-english", encoder=encoder)
