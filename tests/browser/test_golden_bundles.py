"""Bundles of old formats are read in JavaScript too, and answer as they did."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from vizsla.bundle.shipped_bundles import GRAPHS, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.website import Site

GOLDEN = sorted((WEIGHTS.parent / "contract" / "golden").glob("format-*"))
ANSWER_ALL = """async ([address, urls]) => {
  const answer = await vizsla.load(address);
  const answers = [];
  for await (const [, found] of answer.over(urls)) answers.push(found);
  answer.close();
  return answers;
}"""


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.name)
def test_a_bundle_of_an_old_format_answers_as_it_did(
    golden: Path,
    tmp_path: Path,
    photographs: Path,
    desk: Page,
    desk_site: Site,
    in_node: Callable[..., Any],
) -> None:
    bundle = shutil.copytree(golden, tmp_path / golden.name)
    graph = json.loads((bundle / "function.json").read_text())["files"]["backbone.tflite"]
    shutil.copy(GRAPHS / f"{graph['sha256']}.tflite", bundle / "backbone.tflite")
    recorded = json.loads((golden / "expected.json").read_text())
    # Old bundles know no weaker word than sure; of these images, the others are novel.
    expected = {
        name: {**each, "likely": each["sure"], "novel": not each["sure"]}
        for name, each in recorded.items()
    }
    desk_site.folders[f"/bundles/{golden.name}/"] = bundle
    for name in expected:
        desk_site.files[f"/{name}"] = (photographs / name).read_bytes()

    urls = [f"/{name}" for name in expected]
    in_browser = desk.evaluate(ANSWER_ALL, [f"/bundles/{golden.name}/", urls])
    from_node = [in_node(str(bundle), photographs / name) for name in expected]

    for found in (in_browser, from_node):
        assert [near(each) for each in found] == [near(each) for each in expected.values()]


def near(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer whose scores need not be equal to the last digit."""
    alternatives = [
        {**each, "score": pytest.approx(each["score"], abs=1e-6)} for each in answer["alternatives"]
    ]
    score = pytest.approx(answer["score"], abs=1e-6)
    return {**answer, "score": score, "alternatives": alternatives}
