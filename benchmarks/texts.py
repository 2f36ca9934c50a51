"""Measures functions of texts beside other tools, on the same sentences in one run.

Banking77 with all of its training data, and with 5 and 10 sentences a label in three draws; and the
intents of the Chatbot corpus (Braun et al. 2017) in the paper's split. Beside Vizsla's are
scikit-learn's TF-IDF with logistic regression, and fastText, spaCy and SetFit where they answered
before: ``--tasks FILE`` writes the sentences for ``text_peers.py``, and ``--answers FILE`` reads
its answers. It writes ``results/texts/DATE.json`` and a page of the docs; ``--few`` leaves out the
whole of Banking77.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

import machine
import text_page
from measured import store_results
from text_sets import DATA, banking, chatbot, draw
from text_vizsla import answers, learnt
from vizsla.errors import MissingExtraError
from vizsla.testing.interval import wilson
from vizsla.training.feature_gain import paired_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from text_sets import Pairs

RESULTS = Path(__file__).parent / "results" / "texts"
ENCODERS = {"Vizsla": None, "Vizsla, accurate": "accurate"}
DRAWS = 3


class Task(NamedTuple):
    """Sentences to learn from, and to answer.

    Attributes:
        name: the set and the number of sentences.
        training: the sentences with their labels.
        test: others of the set.

    """

    name: str
    training: Pairs
    test: Pairs


def tasks(*, few: bool) -> list[Task]:
    """Return all tasks; the draws of a set have one name."""
    train_all, test_all = banking("train"), banking("test")
    found = [Task("Chatbot corpus, intents", chatbot(training=True), chatbot(training=False))]
    found += [
        Task(f"Banking77, {count} a label", draw(train_all, count, seed), test_all)
        for count in (5, 10)
        for seed in range(DRAWS)
    ]
    return found if few else [*found, Task("Banking77, all", train_all, test_all)]


def by_vizsla(task: Task, encoder: str | None) -> dict[str, Any]:
    """Return which test sentences a function answers rightly, and its costs."""
    start = time.perf_counter()
    function = learnt(task.training, task.test, encoder)
    made = time.perf_counter() - start
    found = answers(function, [text for text, _ in task.test])
    right = [each.answer == label for each, (_, label) in zip(found, task.test, strict=True)]
    sure = [ok for ok, each in zip(right, found, strict=True) if each.sure]
    return {
        "right": right,
        "seconds": round(made, 2),
        "bytes": sum(each.bytes for each in function.manifest.files.values()),
        "sure": len(sure) / len(right),
        "sure and right": sum(sure) / len(sure) if sure else None,
    }


def by_scikit_learn(task: Task) -> dict[str, Any]:
    """Return which test sentences TF-IDF and logistic regression answer rightly."""
    start = time.perf_counter()
    model = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
        ),
        LogisticRegression(C=10, max_iter=200),
    )
    model.fit([text for text, _ in task.training], [label for _, label in task.training])
    made = time.perf_counter() - start
    found = model.predict([text for text, _ in task.test])
    right = [one == label for one, (_, label) in zip(found.tolist(), task.test, strict=True)]
    return {"right": right, "seconds": round(made, 2)}


def by_peers(answers_file: Path, count: int) -> dict[str, list[Any]]:
    """Return what other tools answered, by their names with versions; None for other tasks."""
    tools = json.loads(answers_file.read_text("utf-8"))
    return {
        f"{name} {each['version']}": [*each["tasks"], *([None] * count)][:count]
        for name, each in tools.items()
    }


def figures(rows: Sequence[dict[str, Any] | None], ours: Sequence[dict[str, Any]]) -> Any:  # noqa: ANN401 - JSON
    """Return a tool's figures on the draws of a set; None where it did not answer."""
    done = [each for each in rows if each is not None]
    if len(done) < len(rows):
        return None
    shares = [float(np.mean(each["right"])) for each in done]
    one = len(done) == 1
    interval = wilson(sum(done[0]["right"]), len(done[0]["right"])) if one else None
    difference = [
        paired_interval(np.array(own["right"]), np.array(each["right"]))
        for own, each in zip(ours, done, strict=True)
    ]
    return {
        "right": float(np.mean(shares)),
        "interval": interval or (min(shares), max(shares)),
        "vizsla's more": [float(np.mean(ends)) for ends in zip(*difference, strict=True)],
        "seconds, median": float(np.median([each["seconds"] for each in done])),
        "times Vizsla's": float(
            np.median(
                [each["seconds"] / own["seconds"] for own, each in zip(ours, done, strict=True)]
            )
        ),
        **{
            key: float(np.mean([each[key] for each in done]))
            for key in ("bytes", "sure", "sure and right")
            if all(each.get(key) is not None for each in done)
        },
    }


def main() -> None:
    """Measure, write the results and the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--few", action="store_true")
    parser.add_argument("--tasks", type=Path)
    parser.add_argument("--answers", type=Path)
    given = parser.parse_args()
    if not (DATA / "text").is_dir():
        print(f"{DATA / 'text'} is missing: VIZSLA_TEST_DATA names the folder that has it")
        return
    all_tasks = tasks(few=given.few)
    if given.tasks:
        given.tasks.write_text(json.dumps([each._asdict() for each in all_tasks]), "utf-8")
        return
    tools: dict[str, list[Any]] = {}
    for name, encoder in ENCODERS.items():
        try:
            tools[name] = [_said(name, each, by_vizsla(each, encoder)) for each in all_tasks]
        except MissingExtraError as error:
            print(f"without {name}: {error}")
    tools["TF-IDF + LR"] = [_said("TF-IDF + LR", each, by_scikit_learn(each)) for each in all_tasks]
    if given.answers:
        tools |= by_peers(given.answers, len(all_tasks))
    sets = {}
    for name in dict.fromkeys(each.name for each in all_tasks):
        draws = [n for n, each in enumerate(all_tasks) if each.name == name]
        ours = [tools["Vizsla"][n] for n in draws]
        sets[name] = {
            "training": len(all_tasks[draws[0]].training),
            "test": len(all_tasks[draws[0]].test),
            "draws": len(draws),
            "tools": {
                tool: figures([rows[n] for n in draws], ours) for tool, rows in tools.items()
            },
        }
    date = dt.datetime.now(dt.UTC).date().isoformat()
    store_results(RESULTS, {"date": date, "machine": machine.describe(), "sets": sets})
    text_page.rewrite()


def _said(name: str, task: Task, found: dict[str, Any]) -> dict[str, Any]:
    print(name, task.name, float(np.mean(found["right"])), found["seconds"], flush=True)
    return found


if __name__ == "__main__":
    main()
