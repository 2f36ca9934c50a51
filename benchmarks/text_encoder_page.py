"""Writes the documentation's page on the encoder of texts, from the newest results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown_table import markdown_table
from measured import machine_line, newest_of_each

__all__ = ["RESULTS", "US", "rewrite"]

US = "Vizsla"
RESULTS = Path(__file__).parent / "results" / "text_encoder"
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks" / "text-encoder.md"
COLUMNS = ("on one thread", "a sentence", "least", "processor's time", "cosine, least")
TIMES = ("ms", "least", "cpu")
BEGINNING = """# The encoder of texts

Measured with `.venv-bench/bin/python benchmarks/text_encoder.py` (in `make bench`), which makes
this page from `benchmarks/results/text_encoder/`. Don't edit it.
"""
PART = """
{machine} Chromium {version}.

{sentences} sentences of {tokens:.1f} tokens on average, one by one, in rounds where each has its
turn. The machine's load was {load:.1f}: where other work runs beside, the least and the
processor's time tell more than the median. The cosine is that to ONNX Runtime's float32. The
embeddings of Python, Node and Chromium were {equal} to the last bit.

{times}

{visits}

On the first visit a page downloads {downloaded:.1f} MB, which is in the time, here from the same
machine. In Node, loading and the first answer took {first:.0f} ms, and the function takes
{memory:.0f} MB of memory.

LiteRT is not beside them: no .tflite of the model is published on PyPI or npm, and its converters
need PyTorch or TensorFlow.
"""


def rewrite() -> str:
    """Write the page, and return it."""
    page = BEGINNING + "".join(_part(each) for each in newest_of_each(RESULTS))
    PAGE.write_text(page, encoding="utf-8")
    return page


def _part(found: dict[str, Any]) -> str:
    python, node, chromium = found["python"], found["node"], found["chromium"]
    rows = [
        [name, *(f"{each[key]:.1f} ms" for key in TIMES), f"{each['cosine']:.4f}"]
        for name, each in python["engines"].items()
    ]
    rows.append([f"{US} in Node", *(f"{node[key]:.1f} ms" for key in TIMES), ""])
    rows.append([f"{US} in Chromium", *(f"{chromium[key]:.1f} ms" for key in TIMES[:2]), "", ""])
    visits = [
        [name, *(f"{each[what]:.0f} ms" for what in ("load", "first"))]
        for name, each in zip(("first visit", "second visit"), chromium["visits"], strict=True)
    ]
    return PART.format(
        machine=machine_line(found),
        version=chromium["version"],
        sentences=found["sentences"],
        tokens=python["tokens"],
        load=found["load"],
        equal="equal" if found["equal"] else "NOT equal",
        times=markdown_table(COLUMNS, rows),
        visits=markdown_table(("in Chromium", "load", "first answer"), visits),
        downloaded=chromium["downloaded"] / 1e6,
        first=node["first"],
        memory=node["memory"] / 1e6,
    )
