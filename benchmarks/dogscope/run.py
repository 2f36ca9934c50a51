"""Measures Dog Scope on real images, in a real browser; ``--quick`` for a first look.

It writes ``benchmarks/results/dogscope/DATE.json``. No time makes it fail.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))

import finds  # noqa: E402 - these need the path above
import live  # noqa: E402
import seeing  # noqa: E402
from catches import catches as caught  # noqa: E402
from phone import opened  # noqa: E402

import machine  # noqa: E402
import photos  # noqa: E402
from needed_data import say_missing  # noqa: E402

RESULTS = HERE.parent / "results" / "dogscope"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few images, frames and catches")
    parser.add_argument(
        "--only", choices=["visits", "smoothness", "catches", "seeing", "finds", "memory"]
    )
    asked = parser.parse_args()
    quick = asked.quick
    if say_missing({"Dog Scope, which is shown photographs of dogs": photos.need_test_data}):
        return
    data = photos.need_test_data()
    image = data / "photos" / "pets" / "Saint_bernard_08010.jpg"
    date = dt.datetime.now(dt.UTC).date().isoformat()
    target = RESULTS / f"{date}.json"
    found = json.loads(target.read_text("utf-8")) if target.is_file() else {}
    found |= {"date": date, "machine": machine.describe()}
    with sync_playwright() as playwright:
        if asked.only in {None, "visits"}:
            found["visits"] = live.visits(playwright, image, 1 if quick else 5)
        if asked.only in {None, "smoothness"}:
            found["smoothness"] = live.smoothness(playwright, image, 5 if quick else 20)
        if asked.only in {None, "catches"}:
            found["catches"] = caught(playwright, data, 8 if quick else 1)
        if asked.only in {None, "seeing"}:
            listed = seeing.readable(seeing.images(data))
            listed = dict(list(listed.items())[::20]) if quick else listed
            with opened(playwright, None) as phone:
                phone.ready()
                found["seeing"] = {
                    "pair": seeing.pair(phone, listed),
                    "detector from 0.4": seeing.detector_alone(listed, 0.4),
                    "detector from 0.5": seeing.detector_alone(listed, 0.5),
                    "detect_objects": seeing.detect_objects(listed),
                    "look-alikes": seeing.look_alikes(listed),
                }
        if asked.only in {None, "finds"}:
            with opened(playwright, None) as phone:
                phone.ready()
                found["finds"] = finds.finds(phone, data, 20 if quick else 1)
        if asked.only in {None, "memory"}:
            frames, catches = (500, 10) if quick else (10_000, 1000)
            found["memory"] = live.memory(playwright, image, frames=frames, catches=catches)
    print(json.dumps(found, indent=1))
    if not quick:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
