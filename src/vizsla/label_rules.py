"""The rules for the text of a label."""

from __future__ import annotations

import unicodedata

from vizsla.errors import OptionError, VizslaError

__all__ = ["LONGEST_LABEL", "clean_label"]

LONGEST_LABEL = 200  # characters
UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}  # controls, surrogates, line and paragraph breaks


def clean_label(label: str, kind: type[VizslaError] = OptionError) -> str:
    """Return a label in Unicode's normal form C, with no space around it.

    Args:
        label: any text of 1 to 200 characters, with no control characters.
        kind: the class of the error to raise.

    Raises:
        VizslaError: the text can't be a label; the error is of class ``kind``.

    """
    if not isinstance(label, str):
        raise kind(f"a label is text, such as 'hemlock', not {label!r:.80}")
    cleaned = unicodedata.normalize("NFC", label).strip()
    if not cleaned:
        raise kind(
            f"a label can't be empty: {label!r:.80}; name the label, or leave the example without "
            "one"
        )
    if any(unicodedata.category(each) in UNPRINTABLE for each in cleaned):
        raise kind(
            f"the label {cleaned!r:.80} has control characters or invalid Unicode in it; leave "
            "them out"
        )
    if len(cleaned) > LONGEST_LABEL:
        raise kind(
            f"the label {cleaned!r:.80}... has {len(cleaned)} characters; take at most "
            f"{LONGEST_LABEL}"
        )
    return cleaned
