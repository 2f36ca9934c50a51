"""The modality of texts, which joins the files of this folder.

``load_text`` reads and checks a source, ``text_facts`` and ``text_fingerprint`` measure it, and
``text_excerpt`` shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError
from vizsla.modalities.base import Modality
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.modality_values import (
    DuplicateLimit,
    ExportFile,
    Measurement,
    Passage,
    ShownFile,
)
from vizsla.modalities.text.describe_text_source import describe_text_source
from vizsla.modalities.text.load_text import load_text
from vizsla.modalities.text.text_checks import TEXT_QUALITY_CHECKS
from vizsla.modalities.text.text_facts import TextFacts, measure_text
from vizsla.modalities.text.text_passages import passages
from vizsla.wording import counted

if TYPE_CHECKING:
    import numpy as np

    from vizsla.modalities.limits import Limits
    from vizsla.modalities.modality_values import Facts
    from vizsla.modalities.text.load_text import TextSource

__all__ = ["TEXT", "TextModality"]


class TextModality(Modality[str]):
    """Sentences, messages and other texts.

    A value is a str. A source that is a str is the text itself; a ``Path`` names a file with it.
    """

    name = "text"
    singular = "text"
    plural = "texts"
    example_path = "texts/greeting/1.txt"
    suffixes = frozenset((".txt", ".text"))
    str_is_content = True
    quality_checks = TEXT_QUALITY_CHECKS
    # Nearly the same words, not the same meaning: paraphrases are examples of their own. Among the
    # 10,003 sentences of Banking77 that makes 319 groups, 4 of them with two labels, each time a
    # wrong one. Where an encoder knows no word of a language, the letters tell texts apart.
    duplicate_limits = (DuplicateLimit(0.02, 16), DuplicateLimit(0.1, 3))

    def load(self, source: TextSource, *, limits: Limits = DEFAULT_LIMITS) -> str:
        """Read and check a text; see ``load_text``."""
        return load_text(source, limits=limits)

    def describe(self, source: object) -> str:
        """Name a source for messages, such as ``"cancel my ord…"``. Never raises."""
        return describe_text_source(source)

    def measure(self, value: str, content: bytes | None = None) -> Measurement:
        """Count a text's characters, words, e-mail addresses and long numbers."""
        del content
        # Imported here: it needs NumPy, and reading entities does not.
        from vizsla.modalities.text.text_fingerprint import text_fingerprint  # noqa: PLC0415

        return Measurement(measure_text(value).to_dict(), text_fingerprint(value))

    def summary(self, facts: Facts) -> str:
        """Return a text's length, such as ``7 words``."""
        return counted(TextFacts.from_dict(facts).words, "word")

    def detail(self, facts: Facts) -> float:
        """Return the number of characters."""
        return float(TextFacts.from_dict(facts).characters)

    def passages(
        self,
        source: Any,  # noqa: ANN401 - any source
        longest: int,
        weights: np.ndarray | None = None,
    ) -> tuple[Passage, ...]:
        """Return the beginning of a text, with each word's weight; see ``Modality.passages``."""
        try:
            return passages(load_text(source), longest, weights)
        except InputError:  # one bad file does not cost a whole page
            return ()

    def shown(self, content: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ShownFile:
        """Return a text file in UTF-8."""
        return ShownFile(load_text(content, limits=limits).encode(), "text/plain; charset=utf-8")

    def export_file(
        self, content: bytes, name: str, *, keep_metadata: bool = False, common: bool = False
    ) -> ExportFile:
        """Return a text file in UTF-8 for a dataset that others read.

        Raises:
            InputError: the file is no text.

        """
        del name, keep_metadata, common  # a text has no metadata
        return ExportFile(load_text(content).encode(), (".txt", ".text"), compressed=False)

    def inline(self, content: bytes) -> str | None:
        """Return the text."""
        return load_text(content)

    def self_test_input(self, shape: tuple[int, ...]) -> np.ndarray:
        """Return zeros: no graph reads a text; an encoder of texts brings its own self-test."""
        import numpy as np  # noqa: PLC0415 - what reads entities needs no NumPy

        return np.zeros(shape, np.int32)


TEXT = TextModality()
