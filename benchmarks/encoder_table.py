"""The section of ``docs/benchmarks/calling.md`` on the image encoders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from encoder_accuracy import DRAWS
from encoder_sets import ABSENT, SETS
from markdown_table import markdown_table

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = Path(__file__).parent / "results" / "encoders"
MB = 1e6
LUCK = 0.05  # a difference that chance alone would often make


def newest() -> str | None:
    """Return the section from the newest results, or None where there are none."""
    files = sorted(RESULTS.glob("*.json"))
    return markdown(json.loads(files[-1].read_text(encoding="utf-8"))) if files else None


def markdown(found: dict[str, Any]) -> str:
    """Return the section."""
    sets = "\n".join(f"- **{name}**: {SETS[name][0]}." for name in found["sets"])
    missing = "".join(
        f"\n{name} is not in the table: {why}.\n" for name, why in found["missing"].items()
    )
    computer = found["machine"]
    versions = computer["packages"]
    return f"""## The accurate image encoder

Measured on {found["date"]} with `.venv/bin/python benchmarks/encoders.py` (in `make bench`), both
encoders in turn in one process: the median of the rounds, the median of their ratios, and the
quickest round. Python uses all cores, Node one thread; the image has 500 x 375 pixels. Machine:
{computer["cpu"]} (family {computer["family"]}, model {computer["model"]}),
{computer["cores"]} cores; ai-edge-litert {versions["ai-edge-litert"]}. Its load was {found["load"]}
before; where that is more than the cores, other work had its share of them, and the quickest rounds
tell more than the medians.

{markdown_table(*_speed_rows(found))}

Accuracy with the same linear head on both (logistic regression on embeddings of length 1): with 2,
5 and 10 examples a label, tested on all others, the mean of {DRAWS} draws; and five-fold
cross-validation over the whole set. The last column is the difference in cross-validation, in
points, and whether chance alone often makes as large a one (McNemar's exact test).

{markdown_table(*_accuracy_rows(found))}

{sets}
{missing}
{ABSENT}
"""


def _speed_rows(found: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    names = list(found["bytes"])
    rows = [["", *(f"`{each}`" for each in names), "ratio"]]
    rows.append(["image, pixels", *(f"{found['side'][each]} square" for each in names), ""])
    sizes = [found["bytes"][each] for each in names]
    rows.append(["graph, MB", *(f"{each / MB:.1f}" for each in sizes), _ratio(sizes)])
    for what, times in (
        ("Python, pixels to embedding", found["python"]["embed"]),
        ("Python, the graph alone", found["python"]["graph"]),
        ("Node, pixels to answer", found["node"]),
    ):
        ratio = f"{times[names[-1]]['ratio']:.2f}"
        rows.append([f"{what}, ms", *(f"{times[each]['ms']:.1f}" for each in names), ratio])
        least = [times[each]["least"] for each in names]
        rows.append([f"{what}, least ms", *(f"{each:.1f}" for each in least), _ratio(least)])
    return rows[0], rows[1:]


def _ratio(values: Sequence[float]) -> str:
    return f"{values[-1] / values[0]:.2f}"


def _accuracy_rows(found: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    rows = [["set", "examples", "encoder", "2", "5", "10", "cross-validated", "Lite2 - Lite0"]]
    for of, each in found["sets"].items():
        for name, one in each["by"].items():
            first = name == next(iter(each["by"]))
            shots = [_share(one["shots"].get(count)) for count in ("2", "5", "10")]
            interval = f"{one['accuracy']:.1%} ({one['low']:.1%} to {one['high']:.1%})"
            start = [of, f"{each['examples']:,}"] if first else ["", ""]
            more = "" if first else _difference(each["difference"])
            rows.append([*start, f"`{name}`", *shots, interval, more])
    return rows[0], rows[1:]


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"


def _difference(each: dict[str, float]) -> str:
    luck = "chance" if each["by_chance"] > LUCK else "not chance"
    return f"{100 * each['more']:+.1f} ({luck}, p = {each['by_chance']:.2g})"
