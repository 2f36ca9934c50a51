"""Measures the copies and wrong labels that exploring finds; ``--quick`` for a first look.

It writes ``results/explore/DATE.json`` and the docs' page, and prints it. With ``--page`` it only
writes the page again, from the newest results.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

import explore_copies
import explore_data
import explore_labels
import machine
from loop_sources import MissingError
from markdown_table import markdown_table
from measured import store_results

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "explore"
PAGE = HERE.parent / "docs" / "benchmarks" / "explore.md"
COPIED = 60  # images of a collection that are copied
SEEDS = 10
SHARES = (0.05, 0.1, 0.2)
SIMILAR = 0.1  # the share of labels that are replaced by a similar one's
COUNTS = {
    "digits": (100, 300, 1797),
    "clothes to learn from": (100, 1000, 3000),
    "clothes to test on": (100, 1000, 3000),
}
WITHOUT_COPIES = ("digits", "clothes to learn from")
WITHOUT_LABELS = ("pets",)  # ten of each label are too few for some to be wrong


def collect(*, quick: bool) -> dict[str, Any]:
    """Measure everything."""
    found: dict[str, Any] = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "machine": machine.describe(),
        "missing": {},
        "copies": {},
        "labels": {},
    }
    for name in ("pets", "trees") if quick else explore_data.SOURCES:
        print(f"measuring: {name}", flush=True)
        try:
            collection = explore_data.collect(name)
        except MissingError as error:
            found["missing"][name] = str(error)
            continue
        found["copies"][name] = _copies(name, collection)
        if name not in WITHOUT_LABELS:
            found["labels"][name] = _labels(name, collection, 2 if quick else SEEDS)
    return found


def _copies(name: str, collection: explore_data.Collection) -> dict[str, Any]:
    if name in WITHOUT_COPIES:
        return explore_copies.grouped(collection.measured, None)
    chosen = np.random.default_rng(0).permutation(len(collection.images))[:COPIED]
    images, of, kinds = explore_copies.images(collection.images, np.sort(chosen))
    copied = explore_copies.Copied(of, kinds, explore_data.measure(images))
    return explore_copies.grouped(collection.measured, copied)


def _labels(name: str, collection: explore_data.Collection, seeds: int) -> list[dict[str, Any]]:
    return [
        explore_labels.found(collection, count, share, seeds, similar=similar)
        for count in COUNTS.get(name, (len(collection.images),))
        for share, similar in (*((each, False) for each in (0.0, *SHARES)), (SIMILAR, True))
    ]


def markdown(found: dict[str, Any]) -> str:
    """Return the page."""
    notes = (HERE / "explore_notes.md").read_text(encoding="utf-8")
    missing = [f"Not measured: {name}: {why}" for name, why in found["missing"].items()]
    head, copies, labels, end = notes.split("<!-- table -->\n")
    head = head.replace("DATE", found["date"])
    sets = "\n".join(
        f"- **{name}**: {each.what}{'; chosen on' if each.chosen_on else ''}."
        for name, each in explore_data.SOURCES.items()
    )
    parts = [head + sets, *missing, copies.strip(), _copies_table(found["copies"])]
    parts += [labels.strip(), _labels_table(found["labels"]), end.strip()]
    return "\n\n".join(parts) + "\n"


def _copies_table(copies: dict[str, Any]) -> str:
    names = [name for name, each in copies.items() if each["kinds"]]
    rows = [["copy", *names]]
    for kind in explore_copies.KINDS:
        shares = [copies[name]["kinds"][kind] for name in names]
        rows.append([kind, *(f"{right / total:.0%} of {total}" for right, total in shares)])
    alone = [["collection", "images", "grouped with another", "per 1,000", "largest group"]]
    for name, each in copies.items():
        grouped, images = each["grouped"], each["images"]
        share = f"{1000 * grouped / images:.1f}"
        alone.append([name, f"{images:,}", f"{grouped:,}", share, str(each["largest"])])
    between = "\n\nThe collections without any copy added:\n\n"
    return markdown_table(rows[0], rows[1:]) + between + markdown_table(alone[0], alone[1:])


def _labels_table(labels: dict[str, list[dict[str, Any]]]) -> str:
    rows = [["collection", "images", "wrong labels", "found", "wrong among the findings"]]
    for name, each in labels.items():
        for one in each:
            kind = "" if not one["share"] else ", similar" if one["similar"] else ", random"
            wrong = f"{one['share']:.0%}{kind}" if one["share"] else "none"
            findings = f"{one['doubted']:.1f} findings"
            if one["share"]:
                findings = _share(one["precision"])
            rows.append([name, f"{one['images']:,}", wrong, _share(one["recall"]), findings])
    return markdown_table(rows[0], rows[1:])


def _share(value: list[float] | None) -> str:
    return "" if value is None else f"{value[0]:.0%} ({value[1]:.0%} to {value[2]:.0%})"


def main() -> int:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(prog="explore.py", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little data, and nothing is written")
    parser.add_argument("--page", action="store_true", help="write the page of the newest results")
    asked = parser.parse_args()
    if asked.page:
        newest = max(RESULTS.glob("*.json"))
        PAGE.write_text(markdown(json.loads(newest.read_text(encoding="utf-8"))), encoding="utf-8")
        return 0
    found = collect(quick=asked.quick)
    if not asked.quick:
        store_results(RESULTS, found)
        PAGE.write_text(markdown(found), encoding="utf-8")
    print(markdown(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
