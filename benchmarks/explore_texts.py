"""Measures how many planted faults exploring finds among texts, and how many findings are faults.

Wrong labels and near-duplicates are planted among the sentences of Banking77, sentences of other
languages among them, and long numbers are told from other numbers in the recognizers' cases. It
writes ``results/explore_texts/DATE.json`` and a section of the docs.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import machine
import text_page
from loop_scores import accuracy
from measured import store_results
from text_sets import DATA, banking, foreign
from vizsla.encoders.registry import encoder_named
from vizsla.exchange import read_inline_texts
from vizsla.explore import ExploredExamples
from vizsla.explore.doubtful_labels import doubtful_labels
from vizsla.explore.languages import language_findings
from vizsla.explore.near_duplicate_findings import near_duplicate_findings
from vizsla.modalities.text.personal_numbers import count_long_numbers
from vizsla.project.embed_examples import embed_examples
from vizsla.project.embedder import Embedder

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.explore.findings import Finding
    from vizsla.project.snapshot import Snapshot

RESULTS = Path(__file__).parent / "results" / "explore_texts"
SEEDS = 3
SAMPLE = 2000
PLANTED = 0.05
EACH = 5  # sentences of each other language

# What people do to a sentence that they write again: each gives a near-duplicate.
AGAIN: dict[str, Callable[[str], str]] = {
    "case and marks": lambda text: f"{text.upper().rstrip('?.!')}!!",
    "white space": lambda text: f"  {'  '.join(text.split())}\n",
    "a letter twice": lambda text: f"{text[: len(text) // 2]}{text[len(text) // 2 - 1 :]}",
    "please in front": lambda text: f"please, {text[0].lower()}{text[1:]}",
}


def embedded(pairs: list[tuple[str, str | None]]) -> tuple[Snapshot, tuple[str, ...]]:
    """Return sentences with their embeddings, and their texts in that order."""
    by_label: dict[str, list[str]] = {}
    for text, label in dict(pairs).items():
        by_label.setdefault(label or "other", []).append(text)
    snapshot, _ = embed_examples(
        Embedder(encoder_named(None, "text")), [*read_inline_texts(by_label, None, "text")]
    )
    return snapshot, tuple(text for texts in by_label.values() for text in texts)


def explored(snapshot: Snapshot, texts: tuple[str, ...]) -> ExploredExamples:
    """Return the examples to explore, numbered from 0 in their order."""
    numbered = tuple(replace(each, id=n) for n, each in enumerate(snapshot.examples))
    vectors = snapshot.vectors.astype(np.float32) * np.float32(snapshot.scale)
    return ExploredExamples(
        numbered, vectors, snapshot.groups, snapshot.labels, "texts", "text", texts
    )


def counted(findings: list[Finding], kind: str, planted: set[int]) -> dict[str, Any]:
    """Return how many planted examples a finding has, and how many others."""
    found = {n for each in findings if each.kind == kind for n in each.examples}
    return {"planted": len(planted), "found": len(found & planted), "others": len(found - planted)}


def wrong_labels(whole: ExploredExamples, seed: int) -> dict[str, Any]:
    """Explore a part of the sentences, some of them with another label."""
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(whole))[:SAMPLE]
    wrong = {*range(round(PLANTED * SAMPLE))}
    examples = []
    for n, row in enumerate(rows.tolist()):
        label = whole.examples[row].label
        if n in wrong:
            label = str(rng.choice([each for each in whole.labels if each != label]))
        examples.append(replace(whole.examples[row], id=n, label=label))
    first: dict[int, int] = {}
    groups = [first.setdefault(int(whole.groups[row]), n) for n, row in enumerate(rows.tolist())]
    part = ExploredExamples(
        tuple(examples), whole.embeddings[rows], np.array(groups), whole.labels, modality="text"
    )
    return counted(doubtful_labels(part), "doubtful-labels", wrong)


def written_again(pairs: list[tuple[str, str]], seed: int) -> dict[str, dict[str, Any]]:
    """Add sentences to themselves, written in another way."""
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(pairs))[:SAMPLE]
    own = [pairs[row] for row in rows.tolist()]
    found = {}
    for name, again in AGAIN.items():
        more = [(again(text), label) for text, label in own[: EACH * 20]]
        snapshot, texts = embedded([*own, *more])
        copies = {text for text, _ in more}
        given = explored(snapshot, texts)
        groups = given.duplicate_groups()
        hit = sum(any(texts[n] in copies for n in each) for each in groups)
        shown = near_duplicate_findings(given)
        found[name] = {"planted": len(more), "found": hit, "findings": len(shown)}
    return found


def languages(whole: ExploredExamples, pairs: list[tuple[str, str]], seed: int) -> dict[str, Any]:
    """Put sentences of eight other languages among the sentences."""
    rng = np.random.default_rng(seed)
    own = [pairs[row][0] for row in rng.permutation(len(pairs))[:SAMPLE].tolist()]
    texts = tuple(dict.fromkeys([*own, *foreign(EACH)]))
    examples = tuple(replace(whole.examples[0], id=n) for n in range(len(texts)))
    alone = np.arange(len(texts))
    given = ExploredExamples(examples, np.zeros((len(texts), 1)), alone, (), "", "text", texts)
    others = {n for n, text in enumerate(texts) if text not in {*own}}
    return counted(language_findings(given), "languages", others)


def numbers() -> dict[str, Any]:
    """Count the cases of telephones with a long number, and those of amounts, dates and others."""
    found: dict[str, list[bool]] = {"telephones": [], "other numbers": []}
    for path in sorted((DATA / "recognizers").glob("*/*/*.json")):
        is_phone = path.stem == "PhoneNumberModel"
        if is_phone or path.parts[-3] in {"Number", "NumberWithUnit"}:
            for each in json.loads(path.read_text("utf-8-sig")):
                if each["Results"] or not is_phone:
                    kind = "telephones" if is_phone else "other numbers"
                    found[kind].append(count_long_numbers(each["Input"]) > 0)
    return {kind: {"cases": len(each), **accuracy(each)} for kind, each in found.items()}


def main() -> None:
    """Measure, write the results and the page."""
    if not (DATA / "text").is_dir():
        print(f"{DATA / 'text'} is missing: VIZSLA_TEST_DATA names the folder that has it")
        return
    pairs = banking("train")
    whole = explored(*embedded([*pairs]))
    found = {
        "wrong labels": [wrong_labels(whole, seed) for seed in range(SEEDS)],
        "written again": written_again(pairs, 0),
        "other languages": [languages(whole, pairs, seed) for seed in range(SEEDS)],
        "long numbers": numbers(),
    }
    date = dt.datetime.now(dt.UTC).date().isoformat()
    store_results(RESULTS, {"date": date, "machine": machine.describe(), **found})
    text_page.rewrite()


if __name__ == "__main__":
    main()
