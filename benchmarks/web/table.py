"""Writes ``docs/benchmarks/web.md`` from the newest results: run alone, it rewrites the page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).parent
if str(HERE.parent) not in sys.path:
    sys.path.append(str(HERE.parent))

from contestants import NAMES, PEERS  # noqa: E402 - what follows needs the path above

from markdown_table import markdown_table  # noqa: E402
from measured import machine_line, newest_of_each, of_kind, under_captions  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    Found = dict[str, Any]
    Part = tuple[str, Sequence[str], list[Sequence[str]]]  # a text, the columns, the rows

RESULTS = HERE.parent / "results" / "web"
PAGE = HERE.parents[1] / "docs" / "benchmarks" / "web.md"
MB = 1e6


def markdown(measurements: Sequence[Found]) -> str:
    """Return the page.

    Args:
        measurements: the newest of each kind of machine.

    """
    parts = [_head(measurements)]
    for title, make in SECTIONS:
        texts, tables = [], []
        for found in measurements:
            text, columns, rows = make(found)
            if rows:
                texts.append(text)
                tables.append((found, markdown_table(columns, rows)))
        if tables:
            body = [*filter(None, dict.fromkeys(texts)), under_captions(tables)]
            parts.append("\n\n".join([f"## {title}", *body]))
    parts.append((HERE / "notes.md").read_text(encoding="utf-8").rstrip())
    return "\n\n".join(parts) + "\n"


def _head(measurements: Sequence[Found]) -> str:
    machines = "\n".join(
        f"{machine_line(each)} {each['browser']}; "
        f"{', '.join(f'{name} {version}' for name, version in each['libraries'].items())}."
        for each in measurements
    )
    missing = "".join(
        f"\n\n{NAMES[name]} is not in the tables {of_kind(found)}: {why}."
        for found in measurements
        for name, why in found["missing"].items()
    )
    quick = any(each["quick"] for each in measurements)
    first_look = "\n\nThese figures are of a quick run: a first look only." if quick else ""
    return f"""# In the browser

Measured with `.venv-bench/bin/python benchmarks/web/run.py` (in `make bench`), which makes this
page from `benchmarks/results/web/`. Don't edit it.

{machines}

Every engine has the same weights (EfficientNet-Lite0), one thread, a worker in the same page, and
its turn in each round, with {measurements[0]["photos"]} photographs of 500 x 375 pixels.
"To Vizsla" is the median over the rounds of how many times as long as Vizsla the engine took: above
1 Vizsla was faster.{missing}{first_look}"""


def _speed(found: Found) -> Part:
    rows = [
        (
            NAMES[name],
            *(_ms(each["median"]), _ms(each["p95"]), _times(each)),
            *(_ms(found["graph"][name]["median"]), _times(found["graph"][name])),
        )
        for name, each in found["answer"].items()
    ]
    columns = ("", "answer", "95 % within", "to Vizsla", "graph alone", "to Vizsla")
    text = (
        "Vizsla's graph ends before the last layer, 0.3 % of the work, which is in its answer only."
    )
    return text, columns, rows


def _load(found: Found) -> Part:
    rows = [
        (
            NAMES[name],
            *(_ms(each["load"]), _ms(each["first"]), _ms(each["both"]), _times(each)),
            f"{each['bytes'] / MB:.1f} MB",
        )
        for name, each in found["load"].items()
    ]
    return "", ("", "load", "first answer", "both", "to Vizsla", "downloaded, gzip -9"), rows


def _agreement(found: Found) -> Part:
    rows = [
        (
            NAMES[name],
            f"{each['as_python']:.1%}",
            f"{each['right']:.1%}" if "right" in each else "",
            f"{found['probabilities'][name]:.1e}" if name in PEERS else f"{each['score']:.0e}",
        )
        for name, each in found["labels"].items()
    ]
    columns = ("", "label as in Python", "label right", "probabilities differ at most")
    text = (
        "Python is Vizsla's own answer. The probabilities of the others are compared with ONNX "
        "Runtime's, and Vizsla's score with Python's."
    )
    return text, columns, rows


def _tasks(found: Found) -> Part:
    alone = found.get("alone", {"long_tasks": {}, "resize": 0.0})
    rows = [
        (
            what if what in ("load", "warm-up") else f"12 megapixels as {what}",
            str(len(each)),
            _ms(max(each, default=0)),
            _ms(alone["large"][what]) if what in alone["large"] else "",
        )
        for what, each in alone["long_tasks"].items()
    ]
    if rows:
        rows.append(("of these, the resize to the network's square", "", "", _ms(alone["resize"])))
    return "", ("", "tasks over 50 ms", "longest", "an answer"), rows


def _threads(found: Found) -> Part:
    rows = [
        (
            "one thread" if name == "one" else "threads allowed",
            *(each["variant"], _ms(each["median"]), _ms(each["p95"]), _times(each)),
        )
        for name, each in found.get("alone", {}).get("threads", {}).items()
    ]
    return "", ("", "build", "answer", "95 % within", "to one thread"), rows


def _memory(found: Found) -> Part:
    rows = [
        (
            f"{each['answers']:,}",
            f"{each['engine'] / MB:.1f} MB",
            f"{each['page']['types'].get('JavaScript', 0) / MB:.1f} MB",
            f"{each['page']['bytes'] / MB:.1f} MB",
        )
        for each in found.get("alone", {}).get("memory", [])
    ]
    columns = ("answers so far", "the engine's memory", "JavaScript", "all without the engine")
    return "", columns, rows


SECTIONS = (
    ("From pixels to the best label", _speed),
    ("Until the first answer, in a new browser", _load),
    ("Agreement", _agreement),
    ("The page while Vizsla works", _tasks),
    ("Threads, on an isolated page", _threads),
    ("Memory", _memory),
)


def _ms(value: float) -> str:
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms"  # noqa: PLR2004


def _times(row: dict[str, float]) -> str:
    return f"{row['to_us']:.2f}" if "to_us" in row else ""


def rewrite() -> str:
    """Rewrite the page from the newest results, and return it."""
    text = markdown(newest_of_each(RESULTS))
    PAGE.write_text(text, encoding="utf-8")
    return text


if __name__ == "__main__":
    rewrite()
