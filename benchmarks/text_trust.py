"""Measures whether the scores and ``sure`` of functions of texts can be believed.

Each function is learnt from sentences of a set with few or many examples, and asked about others of
the set that it has not seen, and about strangers: texts that have none of its labels. It writes
``results/text_trust/DATE.json`` and a page of the docs; ``--few`` leaves out all of Banking77.
"""

from __future__ import annotations

import datetime as dt
import sys
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import loop_scores
import machine
import text_page
from measured import store_results
from text_sets import DATA, app, banking, chatbot, draw, foreign, halves
from text_vizsla import answers, learnt
from vizsla.answer import NONE_OF_THESE

if TYPE_CHECKING:
    from text_sets import Pairs

    Training = tuple[Pairs, Pairs, list[str]]  # of a draw; the test; near strangers

RESULTS = Path(__file__).parent / "results" / "text_trust"
DRAWS = 3
LEFT_OUT = 17  # of Banking77's 77 labels
EACH = 40  # sentences of each other language
LONG = 4000  # characters
# Texts that say next to nothing.
EMPTY = (
    *("?", "!!!", "...", "ok", "a", "the", "x y z", "1", "12345", "7 7 7", "😀", "👍👍", "¿", "—"),
    *("hi", "hm", "yes", "no", "test", "asdf", "qwertz", "lorem ipsum", "foo bar", "null", "N/A"),
    *("#", "<br>", "http://a.b", "@", "%20", "_", "AAAA", "a a a a", "I", "you", "it is", "and so"),
)


def strangers(sentences: list[str]) -> dict[str, list[str]]:
    """Return texts of other kinds, made of sentences that have none of the labels."""
    rng = np.random.default_rng(0)
    words = sorted({word for each in sentences for word in each.split()})
    letters = list("abcdefghijklmnopqrstuvwxyz")
    text = cycle(sentences)
    return {
        "another subject": sentences,
        "another language": foreign(EACH),
        "words by chance": [
            " ".join(rng.choice(words, rng.integers(2, 12)).tolist()) for _ in range(200)
        ],
        "letters by chance": [
            " ".join("".join(rng.choice(letters, rng.integers(2, 9))) for _ in range(6))
            for _ in range(200)
        ],
        "next to nothing": list(EMPTY),
        "very long": [" ".join(islice(text, 80))[:LONG] for _ in range(40)],
    }


def ask(trainings: list[Training], far: dict[str, list[str]]) -> dict[str, Any]:
    """Learn from each training, and return the figures of all tests and strangers together."""
    score: list[float] = []
    right: list[bool] = []
    sure: list[bool] = []
    likely: list[bool] = []
    passed: dict[str, list[bool]] = {}
    calibrated = True
    for training, test, near in trainings:
        function = learnt(training, test)
        found = answers(function, [text for text, _ in test])
        score += [each.score for each in found]
        right += [
            (each.answer or NONE_OF_THESE) == label
            for each, (_, label) in zip(found, test, strict=True)
        ]
        sure += [each.sure for each in found]
        likely += [each.sure or each.likely for each in found]
        calibrated = calibrated and found[0].calibrated
        for kind, texts in {"a label that was left out": near, **far}.items():
            if texts:
                passed.setdefault(kind, []).extend(
                    each.sure and each.answer is not None for each in answers(function, texts)
                )
    among = [each for each, is_likely in zip(right, likely, strict=True) if is_likely]
    return {
        "training": len(trainings[0][0]),
        "right": loop_scores.accuracy(right),
        "scores": {**loop_scores.scores(score, right, sure), "calibrated": calibrated},
        "likely": len(among) / len(right),
        "likely right": loop_scores.accuracy(among) if among else None,
        "strangers": {kind: loop_scores.others(each) for kind, each in passed.items()},
    }


def sets(*, few: bool) -> dict[str, tuple[list[Training], list[str]]]:
    """Return the trainings of each set, and sentences that have none of its labels."""
    rng = np.random.default_rng(0)
    train, test = banking("train"), banking("test")
    bank = [text for text, _ in test]
    bank = [bank[n] for n in rng.permutation(len(bank))[:500]]
    shops = [
        *(text for text, _ in chatbot(training=True) + chatbot(training=False)),
        *(text for text, _ in app("clu-HomeAutomationDemo.json")),
        *(text for text, _ in app("custom-domain-patterns-HumanResources.json")),
    ]
    names = sorted({label for _, label in train})
    left_out = set(rng.permutation(names)[:LEFT_OUT].tolist())
    known = [each for each in train if each[1] not in left_out]
    asked = [each for each in test if each[1] not in left_out]
    near = [text for text, label in test if label in left_out]
    home, people = app("clu-HomeAutomationDemo.json"), app("HumanResources.json")
    many = (
        {}
        if few
        else {
            f"Banking77, {len(names) - LEFT_OUT} of its labels, all": (
                [(known, asked, near)],
                shops,
            )
        }
    )
    return {
        **{
            f"Banking77, {len(names) - LEFT_OUT} of its labels, {count} a label": (
                [(draw(known, count, seed), asked, near) for seed in range(DRAWS)],
                shops,
            )
            for count in (5, 10, 30)
        },
        **many,
        "Chatbot corpus": ([(chatbot(training=True), chatbot(training=False), [])], bank),
        "HomeAutomation (CLU), half": (
            [(*halves(home, 0.5, seed), []) for seed in range(DRAWS)],
            bank,
        ),
        "HumanResources (LUIS), half": (
            [(*halves(people, 0.5, seed), []) for seed in range(DRAWS)],
            bank,
        ),
    }


def main() -> None:
    """Measure, write the results and the page."""
    if not (DATA / "text").is_dir():
        print(f"{DATA / 'text'} is missing: VIZSLA_TEST_DATA names the folder that has it")
        return
    found = {}
    for name, (trainings, others) in sets(few="--few" in sys.argv).items():
        print(name, flush=True)
        found[name] = ask(trainings, strangers(others))
        print(found[name], flush=True)
    date = dt.datetime.now(dt.UTC).date().isoformat()
    store_results(RESULTS, {"date": date, "machine": machine.describe(), "sets": found})
    text_page.rewrite()


if __name__ == "__main__":
    main()
