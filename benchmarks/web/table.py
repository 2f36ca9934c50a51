"""Makes the tables in Markdown: run alone, it prints those of the newest results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contestants import NAMES, PEERS, US

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = Path(__file__).parents[1] / "results" / "web"
MB = 1e6


def markdown(found: dict[str, Any]) -> str:
    """Return all tables."""
    parts = [_head(found), _speed(found), _load(found), _agreement(found)]
    if "alone" in found:
        parts += [_tasks(found["alone"]), _threads(found["alone"]), _memory(found["alone"])]
    return "\n\n".join(parts) + "\n"


def _head(found: dict[str, Any]) -> str:
    computer = found["machine"]
    libraries = ", ".join(f"{name} {version}" for name, version in found["libraries"].items())
    missing = "".join(
        f"\n\n{NAMES[name]} is not in the tables: {why}." for name, why in found["missing"].items()
    )
    quick = "\n\nThese figures are of a quick run: a first look only." if found["quick"] else ""
    return f"""# In the browser

Measured on {found["date"]} in {found["browser"]}, on {computer["cpu"]}, {computer["cores"]} cores.
{libraries}.

Every engine has the same weights (EfficientNet-Lite0), one thread, a worker in the same page, and
its turn in each round, with {found["photos"]} photographs. "To Vizsla" is the median over the \
rounds of how many
times as long as Vizsla the engine took: above 1 Vizsla was faster.{missing}{quick}"""


def _speed(found: dict[str, Any]) -> str:
    rows = [
        (
            NAMES[name],
            *(_ms(each["median"]), _ms(each["p95"]), _times(each)),
            *(_ms(found["graph"][name]["median"]), _times(found["graph"][name])),
        )
        for name, each in found["answer"].items()
    ]
    head = ("", "answer", "95 % within", "to Vizsla", "graph alone", "to Vizsla")
    text = (
        "Vizsla's graph ends before the last layer, 0.3 % of the work, which is in its answer only."
    )
    return f"## From pixels to the best label\n\n{text}\n\n{_table(head, rows)}"


def _load(found: dict[str, Any]) -> str:
    rows = [
        (
            NAMES[name],
            *(_ms(each["load"]), _ms(each["first"]), _ms(each["both"]), _times(each)),
            f"{each['bytes'] / MB:.1f} MB",
        )
        for name, each in found["load"].items()
    ]
    head = ("", "load", "first answer", "both", "to Vizsla", "downloaded, gzip -9")
    return "## Until the first answer, in a new browser\n\n" + _table(head, rows)


def _agreement(found: dict[str, Any]) -> str:
    rows = [
        (
            NAMES[name],
            f"{each['as_python']:.1%}",
            f"{each['right']:.1%}" if "right" in each else "",
            f"{found['probabilities'][name]:.1e}" if name in PEERS else "",
        )
        for name, each in found["labels"].items()
    ]
    head = ("", "label as in Python", "label right", "probabilities differ at most")
    text = "Python is Vizsla's own answer; the probabilities are compared with ONNX Runtime's."
    if US in found["labels"]:
        text += (
            f" Vizsla's score differs from Python's by at most {found['labels'][US]['score']:.0e}."
        )
    return f"## Agreement\n\n{text}\n\n{_table(head, rows)}"


def _tasks(alone: dict[str, Any]) -> str:
    rows = [
        (
            what if what in ("load", "warm-up") else f"12 megapixels as {what}",
            str(len(each)),
            _ms(max(each, default=0)),
            _ms(alone["large"][what]) if what in alone["large"] else "",
        )
        for what, each in alone["long_tasks"].items()
    ]
    head = ("", "tasks over 50 ms", "longest", "an answer")
    text = f"The resize of 12 megapixels to the network's square takes {_ms(alone['resize'])}."
    return f"## The page while Vizsla works\n\n{text}\n\n{_table(head, rows)}"


def _threads(alone: dict[str, Any]) -> str:
    rows = [
        (
            "one thread" if name == "one" else "threads allowed",
            *(each["variant"], _ms(each["median"]), _ms(each["p95"]), _times(each)),
        )
        for name, each in alone["threads"].items()
    ]
    head = ("", "build", "answer", "95 % within", "to one thread")
    return "## Threads, on an isolated page\n\n" + _table(head, rows)


def _memory(alone: dict[str, Any]) -> str:
    rows = [
        (
            f"{each['answers']:,}",
            f"{each['engine'] / MB:.1f} MB",
            f"{each['page']['types'].get('JavaScript', 0) / MB:.1f} MB",
            f"{each['page']['bytes'] / MB:.1f} MB",
        )
        for each in alone["memory"]
    ]
    head = ("answers so far", "the engine's memory", "JavaScript", "all without the engine")
    return "## Memory\n\n" + _table(head, rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _ms(value: float) -> str:
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms"  # noqa: PLR2004


def _times(row: dict[str, float]) -> str:
    return f"{row['to_us']:.2f}" if "to_us" in row else ""


def main() -> None:
    """Print the newest results."""
    newest = max(RESULTS.glob("*.json"))
    print(markdown(json.loads(newest.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
