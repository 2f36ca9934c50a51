"""Writes the page with demos, and the demos: exported pages, and the studio's page on learning."""

from __future__ import annotations

import shutil
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
INTRODUCTION = """# Try it here

Each of the first three is a page that `vizsla export NAME --web DIR` wrote. The function is
downloaded once, and runs on your device: no picture and no text leaves it. After that it works
without a network. (A page that is opened as a file can't load a function: serve the folder, such
as with `python -m http.server`.)
"""
LEARNING = "how-a-function-learns"
LEARNING_SECTION = f"""## See how a function learns

Move a neuron's weight, bend a line, go downhill, and follow a picture through a function, step by
step. It is one page, which the studio has too, and loads nothing.

<a class="md-button" href="demos/{LEARNING}.html">How a function learns</a>
"""
WORKER = Path(__file__).with_name("demo-worker.js")
REGISTERED = '<script>navigator.serviceWorker?.register("demo-worker.js");</script>\n</html>'


def demo_page(pages: Path) -> None:
    """Write the page that leads to the demos."""
    parts = [
        f'## {title}\n\n{text}\n\n<a class="md-button" href="demos/{name}.html">{title}</a>\n'
        for name, (title, text) in DEMOS.items()
    ]
    (pages / "demos.md").write_text(
        "\n".join([INTRODUCTION, *parts, LEARNING_SECTION]), encoding="utf-8"
    )


def write_demos(folder: Path) -> None:
    """Write the demos into a folder; they share one runtime."""
    for name in DEMOS:
        page = write_web(vizsla.load(name), folder, replace=True)
        text = page.read_text("utf-8").replace("</html>", REGISTERED)
        page.with_name(f"{name}.html").write_text(text, encoding="utf-8")
    (folder / "index.html").unlink()
    shutil.copy(WORKER, folder)
    shutil.copy(ROOT / "web" / "studio" / "dist" / "inside.html", folder / f"{LEARNING}.html")
