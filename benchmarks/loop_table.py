"""Writes the docs' page of the loop from the newest results: run alone, it rewrites the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import loop_scores
from loop_data import SETS

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = dict[str, Any]
    Rows = list[list[str]]

RESULTS = Path(__file__).parent / "results" / "loop"
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks-loop.md"
NAMES = {
    "vizsla": "Vizsla",
    "logistic": "scikit-learn's logistic regression, on Vizsla's embeddings",
    "head": "PyTorch, the head alone, features computed once",
    "whole": "PyTorch, all of the network",
}
TARGETS = {
    "fashion-1000": "under 5 s",
    "photos-1000": "under 5 s",
    "fashion-10000": "under 40 s, under 1 GB",
}
AGAIN_TARGET, SUGGEST_TARGET = "under 1 s", "under 0.3 s"
ECE_TARGET_FROM = 1000  # images
LUCK = 0.05  # a difference that chance alone would often make
LAPS = ("open", "add", "train", "test", "publish")
MB = 1e6


def write(found: Found) -> None:
    """Write the page to its file."""
    PAGE.write_text(markdown(found), encoding="utf-8")


def markdown(found: Found) -> str:
    """Return the page."""
    parts = [_head(found)]
    for title, text, rows in SECTIONS:
        columns, *lines = rows(found)
        if lines:
            parts.append(f"## {title}\n\n{text}\n\n{_table(columns, lines)}\n")
    parts.append((Path(__file__).parent / "loop_notes.md").read_text(encoding="utf-8"))
    return "\n".join(parts)


def _head(found: Found) -> str:
    sets = "\n".join(
        f"- **{name}**: {SETS[name].what}; {each['trained']:,} to learn from, "
        f"{each['tested']:,} to test on."
        for name, each in found["sets"].items()
    )
    missing = "".join(
        f"\n{name} is not in the tables: {why}.\n" for name, why in found["missing"].items()
    )
    failed = "".join(
        f"\n{NAMES[name]} failed on {of}: {each['failed']}\n"
        for of, one in found["sets"].items()
        for name, each in one["by"].items()
        if "failed" in each
    )
    quick = "\nThese figures are of a quick run: a first look only.\n" if found["quick"] else ""
    return f"""# Benchmarks of the loop: a function of your own

Measured on {found["date"]} with `benchmarks/loop.py`, everybody in turn on the same pictures:

{sets}
{missing}{failed}{quick}
Each has a process of its own and gets a folder of labelled pictures. It trains on four fifths of
them and tests on the rest; the time runs from the first import to the tested model (Vizsla's is
published and loaded, too), the median of three rounds, PyTorch's of one. Accuracy is on further
test pictures, which no training has seen, with its 95 % interval; "Vizsla's" is how many points
more Vizsla has on the very same pictures, and whether chance alone would make as much of a
difference (McNemar's exact test). The photographs of "kinds" and "photos-1000" are ImageNet's,
which the backbone of all was trained on.
"""


def _seconds(each: Found) -> str:
    about = "about " if each.get("estimate") else ""
    return f"{about}{each['seconds']:.{1 if each['seconds'] < 100 else 0}f}"  # noqa: PLR2004


def _share(each: Found | None) -> str:
    if not each or "accuracy" not in each:
        return "not measured"
    return f"{each['accuracy']:.1%} ({each['low']:.1%} to {each['high']:.1%})"


def _difference(each: Found | None) -> str:
    if not each:
        return ""
    luck = "chance" if each["by_chance"] > LUCK else "not chance"
    return f"{100 * each['more']:+.1f} ({luck}, p = {each['by_chance']:.2g})"


def _peers(found: Found) -> Rows:
    lines = [["set", "by", "seconds", "peak MB", "accuracy", "Vizsla's", "target"]]
    for of, one in found["sets"].items():
        for name, each in one["by"].items():
            if "failed" in each:
                continue
            accuracy, difference = _share(each), _difference(each.get("to_vizsla"))
            if name == "whole" and "accuracy" not in each:
                accuracy, difference = _from_long(found, of)
            target = TARGETS.get(of, "") if name == "vizsla" else ""
            peak = f"{each['peak'] / MB:.0f}"
            lines.append([of, NAMES[name], _seconds(each), peak, accuracy, difference, target])
            if "as_taught" in each:
                again = f"about {each['as_taught']:.0f}"
                lines.append(
                    [
                        of,
                        "the same, through the network in each of 25 epochs",
                        again,
                        "",
                        "",
                        "",
                        "",
                    ]
                )
    return lines


def _from_long(found: Found, of: str) -> tuple[str, str]:
    held = (found["long"] or {}).get(of)
    if not held:
        return "not measured", ""
    ours = found["sets"][of].get("right", "")
    same = len(ours) == len(held["right"])
    pairs = [[each == "1" for each in text] for text in (ours, held["right"])]
    difference = _difference(loop_scores.compared(*pairs)) if same else ""
    return f"{_share(held)}, on {held['date']}", difference


def _laps(found: Found) -> Rows:
    lines = [["set", *LAPS, "all", "target"]]
    for of, one in found["sets"].items():
        each = one["by"].get("vizsla", {})
        if "laps" in each:
            times = [f"{each['laps'][lap]:.2f}" for lap in LAPS]
            lines.append([of, *times, f"{each['seconds']:.2f}", TARGETS.get(of, "")])
    return lines


def _again(found: Found) -> Rows:
    lines = [["set", "what", "seconds", "target"]]
    for of, one in found["sets"].items():
        each = one["by"].get("vizsla", {})
        if "again" in each:
            lines += [
                [of, "`train()` after ten more labels", f"{each['again']:.2f}", AGAIN_TARGET],
                [of, "`train()` and `test()`", f"{each['again_tested']:.2f}", ""],
                [of, "`suggest(20)` after one more", f"{each['suggest']:.2f}", SUGGEST_TARGET],
            ]
    return lines


def _suggest(found: Found) -> Rows:
    lines = [["set", "labels", "accuracy", "chance needs", "times as many"]]
    for of, one in found["suggest"].items():
        for each in one["saved"]:
            needs, times = each["chance_needs"], each["times"]
            lines.append(
                [
                    f"{of}, of {one['pool']:,}",
                    f"{each['labels']:.0f}",
                    f"{each['accuracy']:.1%}",
                    f"{needs:.0f}" if needs else f"more than {each['chance_tried']:.0f}",
                    f"{times:.2f}"
                    if times
                    else f"over {each['chance_tried'] / each['labels']:.1f}",
                ]
            )
    return lines


def _scores(found: Found) -> Rows:
    lines = [
        [
            "set",
            "pictures",
            "ECE",
            "by chance alone (95 %)",
            "sure",
            "right among the sure",
            "others that it was sure of",
            "target",
        ]
    ]
    for of, one in found["sets"].items():
        each, others = one.get("scores"), one.get("others")
        if not each:
            continue
        enough = each["examples"] >= ECE_TARGET_FROM
        lines.append(
            [
                of,
                f"{each['examples']:,}",
                f"{each['ece']:.3f}" + ("" if each["calibrated"] else ", not calibrated"),
                f"{each['ece_by_chance']:.3f} ({each['ece_by_chance_95']:.3f})",
                f"{each['sure']:.1%}",
                _share(each["sure_right"]) if each["sure_right"] else "none is sure",
                f"{others['sure']:.1%} of {others['examples']}" if others else "",
                ("ECE at most 0.05; " if enough else "") + "sure right 95 %, others 10 %",
            ]
        )
    return lines


def _table(columns: list[str], rows: Rows) -> str:
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


SECTIONS: tuple[tuple[str, str, Callable[[Found], Rows]], ...] = (
    (
        "From a folder to a tested function, beside others",
        (
            "PyTorch's are its tutorial's (Transfer Learning for Computer Vision), on the float "
            "network that Vizsla's 8-bit backbone was made from: 25 epochs of the head, with the "
            "best of three rates of learning, or 10 of all of the network; the weights of the best "
            'epoch on the validation set. "About" is an estimate from 40 batches of 4, since '
            "the whole would take too long here. Where the accuracy has a date, it was trained to "
            "the end on that day, with `loop.py --long`."
        ),
        _peers,
    ),
    (
        "Where Vizsla's seconds go",
        "`Project.open` and all imports, `add` (which embeds), `train`, `test`, `publish`.",
        _laps,
    ),
    (
        "Round again",
        "With 200 more pictures in the project, without a label at first.",
        _again,
    ),
    (
        "How many labels `suggest` saves",
        (
            "One example of each label, then ten at a time, chosen by `suggest` or at random; the "
            "same training for both, tested on the test set, mean over seeds, smoothed to never "
            'fall. "Chance needs" is the number of random labels that reach the same accuracy.'
        ),
        _suggest,
    ),
    (
        "Scores",
        (
            "Of the published function on the test pictures. ECE is the expected calibration "
            "error in 15 bins; beside it what scores that are exactly right would show at this "
            'size. "Others" are photographs of things that the function has no label for.'
        ),
        _scores,
    ),
)


def main() -> None:
    """Rewrite the page from the newest results."""
    newest = max(RESULTS.glob("2*.json"))
    write(json.loads(newest.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
