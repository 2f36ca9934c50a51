"""Writes the page with demos, and the demos: exported pages, and the studio's page on learning."""

from __future__ import annotations

import json
import re
from pathlib import Path

from places import ROOT

import vizsla
from vizsla.publish.web import write_web

DEMOS = {
    "describe-image": (
        "Describe a picture",
        """Choose a picture, drop or paste one, or use the camera. The answer says what it
shows, and where.""",
    ),
    "classify-image": (
        "Teach it names of your own",
        """Open *Teach it a name*, show the camera three things, and name each with about five
pictures. Then it tells them apart, beside the 1,000 labels that it knows.""",
    ),
    "recognize-text": (
        "Find what a sentence says",
        "Type a sentence with amounts, dates, numbers or addresses, in one of nine languages.",
    ),
}
INTRODUCTION = """# Demos

Each of the first three is a page that `vizsla export NAME --web DIR` wrote, with another title.
The function is downloaded once, and runs on your device: no picture and no text leaves it. After
that it works without a network. (A page that is opened as a file can't load a function: serve the
folder, such as with `python -m http.server`.)
"""
LEARNING = "how-a-function-learns"
LEARNING_SECTION = f"""## See how a function learns

Move a neuron's weight, bend a line, go downhill, and follow a picture through a function, step by
step. It is one page, which the studio has too, and loads nothing.

<a class="md-button md-button--primary" href="demos/{LEARNING}.html">How a function learns</a>
"""
WORKER = Path(__file__).with_name("demo-worker.js")
KEPT = {".html", ".js", ".json"}  # by the worker, as far as the demos may load them
NEVER_LOADED = {"sound.js", "text.js"}
BACK = '<p><a href="../demos.html">← Demos of Vizsla</a></p>'
# Once the page is there: what the worker loads would slow it.
REGISTERED = """<script>
addEventListener("load", () => navigator.serviceWorker?.register("demo-worker.js"));
</script>
</html>"""


def demo_page(pages: Path) -> None:
    """Write the page that leads to the demos."""
    parts = [
        f"## {title}\n\n{text}\n\n"
        f'<a class="md-button md-button--primary" href="demos/{name}.html">{title}</a>\n'
        for name, (title, text) in DEMOS.items()
    ]
    (pages / "demos.md").write_text(
        "\n".join([INTRODUCTION, *parts, LEARNING_SECTION]), encoding="utf-8"
    )


def write_demos(folder: Path) -> None:
    """Write the demos into a folder; they share one runtime."""
    for name, (title, _) in DEMOS.items():
        page = write_web(vizsla.load(name), folder, replace=True)
        text = demo(page.read_text("utf-8"), title)
        page.with_name(f"{name}.html").write_text(text, encoding="utf-8")
    (folder / "index.html").unlink()
    _write_worker(folder)
    learning = (ROOT / "web" / "studio" / "dist" / "inside.html").read_text("utf-8")
    text = learning.replace("<body>", f"<body>\n{BACK.replace('<p>', '<p>&ensp;')}")
    (folder / f"{LEARNING}.html").write_text(text, encoding="utf-8")


def demo(page: str, title: str) -> str:
    """Return an exported page with a title for people, a way back, and the worker."""
    text = re.sub(r"(<title>|<h1>)[^<]*", rf"\1{title}", page)
    text = text.replace("<header>", f"<header>\n  {BACK}", 1)
    return text.replace("</html>", REGISTERED)


def _write_worker(folder: Path) -> None:
    files = [
        each.relative_to(folder).as_posix()
        for each in sorted(folder.rglob("*"))
        if each.suffix in KEPT and each.name not in NEVER_LOADED
    ]
    text = WORKER.read_text("utf-8").replace("FILES = []", f"FILES = {json.dumps(files)}")
    (folder / WORKER.name).write_text(text, encoding="utf-8")
