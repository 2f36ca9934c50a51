"""Writes ``docs/benchmarks/text-functions.md`` from the newest results of functions of texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markdown_table import markdown_table

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "benchmarks" / "text-functions.md"
HEAD = """# Functions of texts

Made by `benchmarks/texts.py`, `text_trust.py` and `explore_texts.py` (in `make bench`) from their
folders in `benchmarks/results/`. Don't edit it.
"""


def rewrite() -> None:
    """Write the page; a section without results is left out."""
    parts = [HEAD]
    for folder, section in SECTIONS:
        files = sorted((HERE / "results" / folder).glob("20*.json"))
        if files:
            parts.append(section(json.loads(files[-1].read_text("utf-8"))))
    PAGE.write_text("\n".join(parts), encoding="utf-8")
    print("\n".join(parts))


def accuracy(found: dict[str, Any]) -> str:
    """Return the section on accuracy beside other tools."""
    sets = found["sets"]
    tools = list(dict.fromkeys(tool for each in sets.values() for tool in each["tools"]))
    rows = [
        [tool, *(_accuracy(each["tools"].get(tool)) for each in sets.values())] for tool in tools
    ]
    return f"""## Right answers, beside other tools

Measured on {found["date"]}, all tools on the same sentences in one run. In brackets: the 95 %
interval (Wilson), or the least and the most of three draws.

{markdown_table(["", *sets], rows)}

- **Vizsla**: `vizsla.learn`; *accurate* is `encoder="accurate"`, where its package is installed.
- **TF-IDF + LR**: scikit-learn's, words 1 and 2, letters 2 to 4; nothing was tuned on the test.
- **fastText**: pairs of words, runs of 2 to 5 letters, 25 to 200 epochs. **spaCy**: `textcat` as
  it comes, 20 epochs, and 5 with all of Banking77. **SetFit**: on all-MiniLM-L6-v2, five pairs a
  sentence, one epoch; it is left out where there are more than 400 sentences, which take it long
  on a CPU. They run in an environment of their own (`benchmarks/text_peers.py`); without it their
  rows are missing.
"""


def trust(found: dict[str, Any]) -> str:
    """Return the section on scores and ``sure``."""
    rows = [_trust(name, each) for name, each in found["sets"].items()]
    kinds = list(
        dict.fromkeys(kind for each in found["sets"].values() for kind in each["strangers"])
    )
    strangers = [
        [name, *(_stranger(each["strangers"].get(kind)) for kind in kinds)]
        for name, each in found["sets"].items()
    ]
    head = ["set", "examples", "right", "ECE (by chance, 95 %)", "sure", "right when sure"]
    return f"""## Can the score and `sure` be believed?

Measured on {found["date"]} on sentences that no training has seen, three draws together where
there are few examples. In brackets: 95 % intervals (Wilson); and the calibration error (ECE, 15
bins) up to which scores that are exactly right would go by chance. A sure answer promises to be
right 95 times in 100, a likely one 80 times.

{markdown_table([*head, "likely", "right when likely"], rows)}

Strangers have none of the function's labels. The share of those that got a sure label all the
same, and in brackets how many there were:

{markdown_table(["set", *kinds], strangers)}

*Another subject* is a sentence of another set, *another language* one of eight; *next to nothing*
are texts such as `ok`, `?` and `12345`; *very long* are 4,000 characters of sentences of another
set.
"""


def exploring(found: dict[str, Any]) -> str:
    """Return the section on what exploring finds among texts."""
    rows = [
        _planted("wrong labels, 5 in 100", found["wrong labels"]),
        _planted("sentences of eight other languages", found["other languages"]),
        *(
            [f"written again: {name}", f"{each['found']} of {each['planted']}", ""]
            for name, each in found["written again"].items()
        ),
    ]
    numbers = found["long numbers"]
    phones, others = numbers["telephones"], numbers["other numbers"]
    return f"""## What exploring finds

Measured on {found["date"]} with `benchmarks/explore_texts.py` on 2,000 sentences of Banking77 at a
time, among which faults were planted.

{markdown_table(["planted", "found", "of the findings right"], rows)}

A long number is found in {_share(phones)} of {phones["cases"]:,} sentences with a telephone
number in nine languages, and in {_share(others)} of {others["cases"]:,} with amounts and other
numbers, some of which are as long.
"""


def _planted(name: str, rounds: list[dict[str, Any]]) -> list[str]:
    planted, found, others = (
        sum(each[key] for each in rounds) for key in ("planted", "found", "others")
    )
    right = f"{found / (found + others):.1%}" if found + others else ""
    return [name, f"{found} of {planted}", right]


SECTIONS = (("texts", accuracy), ("text_trust", trust), ("explore_texts", exploring))


def _accuracy(each: dict[str, Any] | None) -> str:
    if each is None:
        return ""
    low, high = each["interval"]
    return f"{each['right']:.1%} ({low:.1%} to {high:.1%})"


def _share(each: dict[str, Any] | None) -> str:
    if each is None:
        return "none"
    return f"{each['accuracy']:.1%} ({each['low']:.1%} to {each['high']:.1%})"


def _trust(name: str, each: dict[str, Any]) -> list[str]:
    scores = each["scores"]
    error = f"{scores['ece']:.3f} ({scores['ece_by_chance_95']:.3f})"
    return [
        name,
        f"{each['training']:,}",
        _share(each["right"]),
        error if scores["calibrated"] else f"{error}, not calibrated",
        f"{scores['sure']:.0%}",
        _share(scores["sure_right"]),
        f"{each['likely']:.0%}",
        _share(each["likely right"]),
    ]


def _stranger(each: dict[str, Any] | None) -> str:
    return "" if each is None else f"{each['sure']:.1%} ({each['examples']:,})"


if __name__ == "__main__":
    rewrite()
