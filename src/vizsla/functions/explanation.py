"""An explanation: the parts of an input from which an answer comes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

__all__ = ["ExplainedFeature", "ExplainedWord", "Explanation"]


@dataclass(frozen=True, slots=True)
class ExplainedFeature:
    """A feature that an input has, and how far it speaks for a label.

    Attributes:
        name: its name: ``list NAME``, ``entity NAME``, ``entity NAME as ROLE``,
            ``expression NAME``, ``pattern LABEL``, or ``column NAME = CELL``.
        log_odds: by how much the logarithm of the label's odds falls without it; below 0 where it
            speaks against the label.

    """

    name: str
    log_odds: float


@dataclass(frozen=True, slots=True)
class ExplainedWord:
    """A word of a text, and how much it speaks for a label.

    Attributes:
        text: the word, as it stands in the text.
        start: the index of its first character in the text, from 0.
        end: the index behind its last character.
        weight: 0 to 1: 1 for the word that speaks most for the label, 0 for one that does not, or
            that speaks against it.

    """

    text: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """The parts of an input from which a label's score comes.

    Attributes:
        label: the label that is explained; None where the answer is None.
        heat_map: float32 from 0 to 1, the weight of each part for the label, 1 for the most: of an
            image (height, width) in pixels, of a text (characters,), of a sound (parts,), which
            are equally long. All 0 where nothing speaks for the label.
        words: the words of a text in order; empty for an image.
        features: the features of the function that the input has, the one that speaks most for the
            label first.
        missing: the names of features that the label requires, and the input does not have: it can
            never have the label.

    """

    label: str | None
    heat_map: np.ndarray
    words: tuple[ExplainedWord, ...] = ()
    features: tuple[ExplainedFeature, ...] = ()
    missing: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the words and features that speak for the label, the strongest first."""
        strongest = sorted((each for each in self.words if each.weight), key=lambda w: -w.weight)
        named = ", ".join(f"{each.text!r} {each.weight:.2f}" for each in strongest)
        if not self.words:
            return repr(self)
        others = [f"{each.name} {each.log_odds:+.2f}" for each in self.features]
        others += [f"it requires {each}, which is not there" for each in self.missing]
        return "; ".join([f"{self.label}: {named or 'no word speaks for it'}", *others])

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as JSON.

        ``label`` is as above. ``words`` are those of a text. ``features`` and ``missing`` are there
        for a function with features. ``heat_map`` is that of an image as a
        grey PNG in a ``data:`` URI, to be stretched over the image; None for a text and a sound.
        """
        heat_map = None
        if self.heat_map.ndim == 2:  # noqa: PLR2004 - an image's has height and width
            from vizsla.modalities.image.heat_map import (  # noqa: PLC0415 - texts need no Pillow
                heat_map_uri,
            )

            heat_map = heat_map_uri(self.heat_map)
        words = [asdict(each) for each in self.words]
        found: dict[str, Any] = {"label": self.label, "words": words, "heat_map": heat_map}
        if self.features or self.missing:
            found["features"] = [asdict(each) for each in self.features]
            found["missing"] = list(self.missing)
        return found

    def _repr_html_(self) -> str | None:
        """Return the words for a notebook, those that speak for the label marked."""
        if not self.words:
            return None
        marked = " ".join(
            f"<span style='background:rgba(226,113,29,{0.7 * each.weight:.2f})' "
            f"title='{each.weight:.2f}'>{escape(each.text)}</span>"
            for each in self.words
        )
        return f"<div><strong>{escape(str(self.label))}</strong><div>{marked}</div></div>"
