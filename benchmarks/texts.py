"""Measures functions of texts beside scikit-learn's TF-IDF and logistic regression, in one run.

Banking77 with all of its training data, and with 5 and 10 sentences a label in three draws; and the
intents of the Chatbot corpus (Braun et al. 2017) in the paper's split. Both get the same sentences.
It writes ``results/texts/DATE.json``, and prints the table; ``--few`` leaves out the whole of
Banking77.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from machine import describe
from markdown_table import markdown_table
from vizsla.encoders.registry import encoder_named
from vizsla.exchange import read_inline_texts
from vizsla.progress import ProgressReporter
from vizsla.project.embed_examples import embed_examples
from vizsla.project.embedder import Embedder
from vizsla.publish.assemble_manifest import assemble_manifest
from vizsla.publish.pack_bundle import pack_bundle
from vizsla.publish.parity import ParityExamples
from vizsla.publish.training_facts import TrainingFacts
from vizsla.testing.interval import wilson
from vizsla.training.feature_gain import paired_interval
from vizsla.training.train import train

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = Path(__file__).parent / "results" / "texts"
DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
KIND = "text-classification"
DRAWS = 3
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


def by_vizsla(training: Pairs, test: Pairs) -> tuple[np.ndarray, dict[str, Any]]:
    """Return which test sentences a function answers rightly, (sentences,) bool, and its costs."""
    start = time.perf_counter()
    by_label: dict[str, list[str]] = {}
    for text, label in training:
        by_label.setdefault(label, []).append(text)
    embedder = Embedder(encoder_named(None, "text"))
    snapshot, _ = embed_examples(embedder, [*read_inline_texts(by_label, None, "text")])
    training_set = snapshot.training_set(np.ones(len(snapshot.examples), bool))
    head = train(training_set, ProgressReporter())
    facts = TrainingFacts.of(head, training_set)
    manifest = assemble_manifest(
        head, facts, embedder.encoder, kind=KIND, name="texts", version=1, test=None
    )
    parity = ParityExamples(embedder.empty, embedder.spec.scale, {})
    function = pack_bundle(manifest, head, parity, embedder.encoder, None)
    made = time.perf_counter() - start
    answers = [cast("Any", each) for _, each in function.over([text for text, _ in test])]
    right = [each.answer == label for each, (_, label) in zip(answers, test, strict=True)]
    sure = [ok for ok, each in zip(right, answers, strict=True) if each.sure]
    gain = head.term_gain
    return np.array(right), {
        "seconds to a function": round(made, 1),
        "bytes": sum(each.bytes for each in function.manifest.files.values()),
        "sure": len(sure) / len(test),
        "sure and right": sum(sure) / len(sure) if sure else None,
        "words, in cross-validation": None
        if gain is None
        else [gain.difference, gain.low, gain.high],
    }


def by_scikit_learn(training: Pairs, test: Pairs) -> np.ndarray:
    """Return which test sentences TF-IDF and logistic regression answer rightly."""
    model = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
        ),
        LogisticRegression(C=10, max_iter=200),
    )
    model.fit([text for text, _ in training], [label for _, label in training])
    found = model.predict([text for text, _ in test])
    return np.array([one == label for one, (_, label) in zip(found, test, strict=True)])


def measure(name: str, trainings: Sequence[Pairs], test: Pairs) -> dict[str, Any]:
    """Return the accuracies of both on a set; of several draws, the means and all of them."""
    rows = []
    for training in trainings:
        ours, costs = by_vizsla(training, test)
        theirs = by_scikit_learn(training, test)
        low, high = paired_interval(ours, theirs)
        rows.append(
            {
                "training": len(training),
                "vizsla": float(ours.mean()),
                "vizsla interval": list(wilson(int(ours.sum()), len(ours))),
                "scikit-learn": float(theirs.mean()),
                "difference interval": [low, high],
                **costs,
            }
        )
        print(name, rows[-1], flush=True)
    return {"set": name, "test": len(test), "draws": rows}


def main() -> None:
    """Measure, write the results and print the table."""
    few = "--few" in sys.argv
    if not (DATA / "text").is_dir():
        print(f"{DATA / 'text'} is missing: VIZSLA_TEST_DATA names the folder that has it")
        return
    train_all, test_all = banking("train"), banking("test")
    sets = [
        measure("Chatbot corpus, intents", [chatbot(training=True)], chatbot(training=False)),
        *(
            measure(
                f"Banking77, {count} a label",
                [draw(train_all, count, seed) for seed in range(DRAWS)],
                test_all,
            )
            for count in (5, 10)
        ),
        *([] if few else [measure("Banking77, all", [train_all], test_all)]),
    ]
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{dt.datetime.now(dt.UTC):%Y-%m-%d}.json"
    path.write_text(json.dumps({"machine": describe(), "sets": sets}, indent=1) + "\n")
    print(table(sets))


def table(sets: Sequence[dict[str, Any]]) -> str:
    """Return the results as a table in Markdown."""
    rows = []
    for each in sets:
        draws = each["draws"]
        ours = [row["vizsla"] for row in draws]
        theirs = float(np.mean([row["scikit-learn"] for row in draws]))
        low, high = draws[0]["vizsla interval"] if len(draws) == 1 else (min(ours), max(ours))
        rows.append(
            [
                each["set"],
                f"{float(np.mean(ours)):.3f}",
                f"{low:.3f} to {high:.3f}",
                f"{theirs:.3f}",
                f"{float(np.mean([row['seconds to a function'] for row in draws])):.0f} s",
                f"{float(np.mean([row['bytes'] for row in draws])) / 1000:.0f} kB",
            ]
        )
    return markdown_table(
        ["set", "Vizsla", "interval, or of the draws", "TF-IDF + LR", "to a function", "bundle"],
        rows,
    )


if __name__ == "__main__":
    main()
