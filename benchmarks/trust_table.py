"""The section of ``docs/benchmarks/calling.md`` on whether scores and ``sure`` can be believed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from loop_trust import SCORES
from markdown_table import markdown_table

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "trust"
SETS = {
    "seen": "200 photographs of ImageNet's, which the network was trained on",
    "labelled": "photographs from packages that show one of its labels",
    "anything": "photographs of anything from packages, judged after its threshold was chosen",
    "dogs": "dogs from packages and the test data, each in eight views, seven of them harder",
    "things": "photographs of anything from packages, judged after its numbers were chosen: a "
    "thing in it, or None where there is none",
    "no dogs": "photographs from packages without a dog: None is right",
}
COLUMNS = (
    *("function", "pictures of", "n", "right", "ECE (by chance, 95 %)"),
    *("sure", "right when sure", "strangers sure"),
)


def newest() -> str | None:
    """Return the section from the newest results, or None where there are none."""
    files = sorted(RESULTS.glob("*.json"))
    return markdown(json.loads(files[-1].read_text(encoding="utf-8"))) if files else None


def markdown(found: dict[str, Any]) -> str:
    """Return the section."""
    loop = json.loads(SCORES.read_text(encoding="utf-8"))
    lines = [
        _line(f"`{each['function']}`", SETS[key], each, each, each["others"])
        for key, each in found["shipped"].items()
    ]
    lines += [
        _line("of the loop", name, each["right"], each["scores"], each["others"])
        for name, each in loop["sets"].items()
    ]
    missing = "".join(
        f"\nWithout the photographs of {source}: {why}.\n"
        for source, why in found["missing"].items()
    )
    return f"""## Can the score and `sure` be believed?

Measured on {found["date"]} with `.venv-bench/bin/python benchmarks/trust.py` (in `make bench`); the
functions of the loop on {loop["date"]} with `loop_trust.py`, each on a test set that no training
has seen (their sets are [described there](loop.md)). In brackets: 95 % intervals
(Wilson); and the calibration error (ECE, 15 bins) up to which scores that are exactly right would
go by chance. The intervals of views count views, and so are narrower than photographs alone would
make them. Strangers show none of the function's labels: the share is of those that got a sure label
all the same. The labels that are true of a photograph were judged by eye; an answer that nobody
judged counts as wrong.
{missing}
{markdown_table(COLUMNS, lines, texts=2)}

- **The score** of `classify-image` is the probability among its labels, times how likely a
  picture shows what the answer names at all. It is calibrated on photographs of anything; where
  something that it knows is there for certain, as in the first two rows, more answers are right
  than the score says. Its thresholds were first chosen on one half of the photographs, as 0.842
  (sure) and 0.612 (likely). On the other half 32 of 34 and 47 of 61 such answers were right, so
  they were raised, to 0.9 and 0.75; the third row is of that half, which had been opened before
  for other questions.
- **Data**: the packages that `benchmarks/unseen_photographs.py` names, the labels in
  `benchmarks/unseen_photographs.csv`. The thresholds come from one half of them
  (`benchmarks/calibrate_shipped.py`). Some of these photographs may have been among the network's
  training images, which came from the web: nobody can know.
"""


def _line(
    name: str,
    what: str,
    accuracy: dict[str, Any],
    scores: dict[str, Any],
    others: dict[str, Any] | None,
) -> list[str]:
    error = f"{scores['ece']:.3f} ({scores['ece_by_chance_95']:.3f})"
    if not scores.get("calibrated", True):
        error += ", not calibrated"
    sure = scores["sure_right"]
    return [
        name,
        what,
        f"{scores['examples']:,}",
        _share(accuracy),
        error,
        f"{scores['sure']:.1%}",
        _share(sure) if sure else "none is sure",
        f"{others['sure']:.1%} of {others['examples']} (up to {others['high']:.1%})"
        if others
        else "",
    ]


def _share(found: dict[str, Any]) -> str:
    return f"{found['accuracy']:.1%} ({found['low']:.1%} to {found['high']:.1%})"
