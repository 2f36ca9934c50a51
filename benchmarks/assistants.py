"""Measures intents and entities together, on the Chatbot corpus in the split of its paper.

The corpus and the scoring are those of Braun et al., Evaluating Natural Language Understanding
Services for Conversational Question Answering Systems, SIGDIAL 2017: an intent or an entity that is
found as it is marked is right; F1 is over all of both. It prints a table, with 95 % intervals by
1,000 draws of the test's questions.

Run: VIZSLA_TEST_DATA=FOLDER python benchmarks/assistants.py
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np

from markdown_table import markdown_table

DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
CORPUS = DATA / "text" / "ChatbotCorpus.json"
DRAWS = 1000
ENCODERS = {"Vizsla": None, "Accurate encoder": "accurate"}
# F1 of both together, as the paper gives them.
PAPER = {"LUIS": 0.98, "Watson Conversation": 0.97, "RASA": 0.98, "API.ai (Dialogflow)": 0.93}


def main() -> None:
    """Train on the paper's training set, test on the others, and print the table."""
    if not CORPUS.is_file():
        print(f"{CORPUS} is missing: VIZSLA_TEST_DATA names the folder that has it")
        return
    with tempfile.TemporaryDirectory() as home:
        os.environ["VIZSLA_HOME"] = home
        counts_of = {title: measure(title, option) for title, option in ENCODERS.items()}
    rows = [[name, f"{share:.2f}", ""] for name, share in PAPER.items()]
    for title, counts in counts_of.items():
        for name, columns in (("intents", [0]), ("entities", [1]), ("both together", [0, 1])):
            low, high = interval(counts[:, columns].sum(axis=1))
            found = f1(counts[:, columns].sum(axis=(0, 1)))
            rows.append([f"{title}, {name}", f"{found:.3f}", f"{low:.3f} to {high:.3f}"])
    print(markdown_table(["intents and entities", "F1", "95 % interval"], rows))


def measure(title: str, encoder: str | None) -> np.ndarray:
    """Return (questions, intents and entities, right and wrong and missed) numbers."""
    import vizsla  # noqa: PLC0415 - the workspace's folder is set first
    from vizsla.exchange import read_source  # noqa: PLC0415

    name = f"chatbot-{title.partition(' ')[0]}".lower()
    with vizsla.Project.open(name, kind="text-classification", encoder=encoder) as project:
        project.add(CORPUS, splits=True)
        run = project.train(test=0.5)
        function = project.publish(run, untested=True)
    counts = []
    for each in read_source(CORPUS, splits=True, modality="text"):
        if each.split != "test":
            continue
        text = each.read().decode()
        is_right = function(text).answer == each.label
        marked, found = set(each.entities or ()), function.entity_places(text)
        entities = [len(found & marked), len(found - marked), len(marked - found)]
        counts.append([[int(is_right), int(not is_right), int(not is_right)], entities])
    return np.array(counts)


def f1(counts: np.ndarray) -> float:
    """Return the F1 of numbers of right, wrong and missed ones."""
    right, wrong, missed = counts
    return float(2 * right / max(1, 2 * right + wrong + missed))


def interval(counts: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of the F1 of questions, by draws with replacement."""
    rng = np.random.default_rng(0)
    drawn = [
        f1(counts[rng.integers(0, len(counts), len(counts))].sum(axis=0)) for _ in range(DRAWS)
    ]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


if __name__ == "__main__":
    main()
