"""Makes a function of given sentences, as ``vizsla.learn`` does."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import vizsla

if TYPE_CHECKING:
    from text_sets import Pairs
    from vizsla.functions.classifier import Classifier

TEST = 20  # sentences of the test part that learn asks for; what is measured is measured outside


def learnt(training: Pairs, test: Pairs, encoder: str | None = None) -> Classifier[Any]:
    """Return a function that is learnt from all training sentences.

    Args:
        training: the sentences to learn from.
        test: the sentences to test on, of which ``learn`` sees a few, as its test part.
        encoder: the encoder's name; None for the default.

    """
    step = max(1, len(test) // TEST)
    with tempfile.TemporaryDirectory() as folder:
        for name, pairs in (("train", training), ("test", test[::step])):
            with (Path(folder) / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([("text", "label"), *pairs])
        return vizsla.learn(folder, encoder=encoder, kind="text-classification")


def answers(function: Classifier[Any], texts: list[str]) -> list[vizsla.Answer]:
    """Return the answers to texts."""
    return [cast("vizsla.Answer", each) for _, each in function.over(texts)]
