"""Times a function of texts in Chromium: on the first visit of a new profile, and on the second."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).parent / "web"))

from server import Server

if TYPE_CHECKING:
    from collections.abc import Sequence

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
MEASURE = """async ([address, texts]) => {
  const { load } = await import("/vizsla/index.js");
  const start = performance.now();
  const ask = await load(address);
  const loaded = performance.now();
  await ask(texts[0]);
  const first = performance.now();
  const times = [];
  for (let round = 0; round < 3; round++) {
    for (const text of texts) {
      const begin = performance.now();
      await ask(text);
      if (round > 0) times.push(performance.now() - begin); // the first round warms up
    }
  }
  const embedding = Array.from(await ask.embed(texts[0]));
  return { load: loaded - start, first: first - loaded, times, embedding };
}"""


def in_chromium(site: Path, address: str, texts: Sequence[str], rounds: int) -> dict[str, Any]:
    """Load and call the function at an address of a folder for the web.

    Returns:
        The browser's version, the downloaded bytes, and for each round a pair of visits.

    """
    program = os.environ.get("VIZSLA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    with Server({"/": site}) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        found: dict[str, Any] = {"version": chromium.version, "visits": []}
        for _ in range(rounds):
            context = chromium.new_context()
            server.sent.clear()
            visits = []
            for _ in range(2):
                page = context.new_page()
                page.goto(f"{server.address}/empty.html")
                visits.append(page.evaluate(MEASURE, [address, list(texts)]))
                found.setdefault("downloaded", sum(server.sent.values()))
                page.close()
            found["visits"].append(visits)
            context.close()
        chromium.close()
    return found
