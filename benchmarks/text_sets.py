"""The sets of sentences that functions of texts are measured on."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np

from vizsla.exchange import read_source

DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
LONGER = 15  # characters: shorter cases are dates alone, and in no language
Pairs = list[tuple[str, str]]  # a text and its label


def banking(part: str) -> Pairs:
    """Return the sentences of ``train`` or ``test``."""
    path = DATA / "text" / "banking77" / f"{part}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(each["text"], each["category"]) for each in csv.DictReader(file)]


def chatbot(*, training: bool) -> Pairs:
    """Return the questions of the training set, or of the test set, with their intents."""
    content = (DATA / "text" / "ChatbotCorpus.json").read_text("utf-8")
    chosen = [each for each in json.loads(content)["sentences"] if each["training"] == training]
    return [(each["text"], each["intent"]) for each in chosen]


def draw(pairs: Pairs, count: int, seed: int) -> Pairs:
    """Return some sentences of each label, chosen by chance."""
    rng = np.random.default_rng(seed)
    by_label: dict[str, list[str]] = {}
    for text, label in pairs:
        by_label.setdefault(label, []).append(text)
    return [
        (texts[n], label)
        for label, texts in sorted(by_label.items())
        for n in rng.permutation(len(texts))[:count]
    ]


def app(name: str) -> Pairs:
    """Return the utterances of an exported app of ``luis/``, with their intents."""
    found = read_source(DATA / "luis" / name, modality="text")
    return [(each.read().decode(), each.label) for each in found if each.label is not None]


def halves(pairs: Pairs, share: float, seed: int) -> tuple[Pairs, Pairs]:
    """Return a share of each label's texts, chosen by chance, and the others; each text once."""
    rng = np.random.default_rng(seed)
    by_label: dict[str, list[str]] = {}
    for text, label in dict(reversed(pairs)).items():
        by_label.setdefault(label, []).append(text)
    training: Pairs = []
    test: Pairs = []
    for label, texts in sorted(by_label.items()):
        order = rng.permutation(len(texts))
        count = max(2, round(share * len(texts)))
        training += [(texts[n], label) for n in order[:count]]
        test += [(texts[n], label) for n in order[count:]]
    return training, test


def foreign(count: int) -> list[str]:
    """Return sentences in eight other languages, as many of each, of the recognizers' cases."""
    rng = np.random.default_rng(0)
    chosen = []
    for folder in sorted((DATA / "recognizers" / "DateTime").iterdir()):
        if folder.name != "English":
            cases = json.loads((folder / "DateTimeModel.json").read_text("utf-8-sig"))
            texts = sorted({each["Input"] for each in cases if len(each["Input"]) > LONGER})
            chosen += [texts[n] for n in rng.permutation(len(texts))[:count]]
    return chosen
