"""Writes the docs' page of the loop from the newest results: run alone, it rewrites the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import loop_scores
import loop_trust
from loop_data import SETS
from markdown_table import markdown_table
from measured import machine_line
from unbalanced_table import unbalanced_table

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = dict[str, Any]
    Rows = list[list[str]]

RESULTS = Path(__file__).parent / "results" / "loop"
SUGGEST = RESULTS / "suggest.json"
UNBALANCED = RESULTS.with_name("unbalanced")
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks" / "loop.md"
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
            parts.append(f"## {title}\n\n{text}\n\n{markdown_table(columns, lines)}\n")
    parts.append(_scores(_trust(found)))
    if uneven := sorted(UNBALANCED.glob("2*.json")):
        parts.append(_unbalanced(json.loads(uneven[-1].read_text(encoding="utf-8"))))
    if SUGGEST.exists():
        parts.append(_suggest(json.loads(SUGGEST.read_text(encoding="utf-8"))))
    parts.append((Path(__file__).parent / "loop_notes.md").read_text(encoding="utf-8"))
    return "\n".join(parts)


def _trust(found: Found) -> Found:
    """Return the newest figures of scores: a quick run's own, or those that were measured last."""
    if found["quick"] or not loop_trust.SCORES.exists():
        return loop_trust.of_run(found)
    newest: Found = json.loads(loop_trust.SCORES.read_text(encoding="utf-8"))
    return newest


def _unbalanced(found: Found) -> str:
    return f"""## Labels with few examples

Measured on {found["date"]} with `benchmarks/unbalanced.py`. A fit favours the labels that have more
examples. So each label weighs as if it had 20 examples more: labels with a few examples then weigh
nearly the same, and those with hundreds nearly what their examples do. Each cell has the figure
with these weights, and the difference from a training without them, with its 95 % interval. The
test images are drawn as the training images were, or evenly many of each label are. "Much alike"
are shirts and t-shirts, pullovers and coats, shirts and coats. ECE is the expected calibration
error, in 15 bins.

{unbalanced_table(found)}
"""


def _suggest(found: Found) -> str:
    seeds = found["tasks"][0]["seeds"]
    return f"""## What `suggest` gains

Measured on {found["date"]} with `benchmarks/loop_suggest.py`. A person labels a few examples or
none, then some at once, chosen by `suggest` or at random, and trains. Each cell has the accuracy on
the test set after the suggested labels, and how many points more that is than after as many random
ones: the mean over {seeds} draws of labels, pool and test set, with the 95 % interval of the paired
difference. "Unbalanced": the labels' numbers of examples go down to a tenth. The method was chosen
on the sets that say so, and on emoji; the others were opened once, for these figures.

{suggest_table(found)}
"""


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

Measured with `benchmarks/loop.py`, everybody in turn on the same pictures:

{sets}

The machine:

{machine_line(found)}
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


def suggest_table(found: Found) -> str:
    """Return the table of ``loop_suggest``."""
    sizes = sorted({int(size) for each in found["tasks"] for size in each["sizes"]})
    lines = [["set", "at first", "at once", *(f"{size} labelled" for size in sizes)]]
    for each in found["tasks"]:
        task, held = each["task"], {int(size): one for size, one in each["sizes"].items()}
        lines.append(
            [
                _task(task),
                f"{task['start']} a label" if task["start"] else "none",
                str(task["batch"]),
                *(_gain(held[size]) if size in held else "" for size in sizes),
            ]
        )
    columns, *rows = lines
    return markdown_table(columns, rows)


def _task(task: Found) -> str:
    what = f"{task['labels']} labels" if task["labels"] else ""
    parts = (what, "unbalanced" if task["unbalanced"] else "", f"of {task['pool']:,}")
    large = task["pool"] > 500  # noqa: PLR2004 - the usual pool
    named = ", ".join((task["of"], *(each for each in parts[: 2 + large] if each)))
    return f"{named} (tuned on)" if task["tuned"] else named


def _gain(each: Found) -> str:
    difference, half = 100 * each["difference"], 196 * each["error"]
    return f"{each['suggest']:.0%}, {difference:+.1f} ± {half:.1f}"


def _scores(found: Found) -> str:
    columns = (
        *("set", "pictures", "right", "ECE", "by chance alone (95 %)"),
        *("sure", "right among the sure", "likely or sure", "right among these"),
        *("others that it was sure of", "target"),
    )
    lines = []
    for of, one in found["sets"].items():
        each, others = one["scores"], one["others"]
        enough = each["examples"] >= ECE_TARGET_FROM
        lines.append(
            [
                of,
                f"{each['examples']:,}",
                _share(one["right"]),
                f"{each['ece']:.3f}" + ("" if each["calibrated"] else ", not calibrated"),
                f"{each['ece_by_chance']:.3f} ({each['ece_by_chance_95']:.3f})",
                f"{each['sure']:.1%}",
                _share(each["sure_right"]) if each["sure_right"] else "none is sure",
                f"{each['likely']:.1%}",
                _share(each["likely_right"]) if each["likely_right"] else "none is likely",
                f"{others['sure']:.1%} of {others['examples']}" if others else "",
                ("ECE at most 0.05; " if enough else "") + "sure right 95 %, others 10 %",
            ]
        )
    return f"""## Scores

Measured on {found["date"]} with `benchmarks/loop_trust.py`, which trains Vizsla's function alone,
once: of the published function on the test pictures. ECE is the expected calibration error in 15
bins; beside it what scores that are exactly right would show at this size. "Others" are photographs
of things that the function has no label for.

{markdown_table(columns, lines)}
"""


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
)


def main() -> None:
    """Rewrite the page from the newest results."""
    newest = max(RESULTS.glob("2*.json"))
    write(json.loads(newest.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
