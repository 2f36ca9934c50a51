"""A function on the accurate encoder gives the same answer in Python, in Chromium and in Node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import vizsla

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.website import Site

NEAR = 1e-6  # of a score
IMAGES = ("brick.png", "chelsea.png", "motorcycle_left.png", "rocket.jpg")
ANSWER_ALL = """async (urls) => {
  const answer = await vizsla.load("/bundles/accurate/");
  await answer.warmUp();
  const answers = [];
  for (const url of urls) answers.push(await answer(url));
  answer.dispose();
  return answers;
}"""


@pytest.fixture(scope="module")
def accurate(textures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published") / "accurate"
    vizsla.learn(textures, save=path, encoder="accurate")
    return path


def test_the_accurate_encoder_gives_the_same_answers_in_every_runtime(
    accurate: Path,
    photographs: Path,
    page: Page,
    site: Site,
    in_node: Callable[..., Any],
) -> None:
    site.folders["/bundles/accurate/"] = accurate
    for name in IMAGES:
        site.files[f"/{name}"] = (photographs / name).read_bytes()
    page.evaluate("import('/vizsla/index.js').then((api) => { window.vizsla = api; })")
    function = vizsla.load(accurate)

    expected = [function(photographs / name).to_dict() for name in IMAGES]
    in_browser = page.evaluate(ANSWER_ALL, [f"/{name}" for name in IMAGES])
    from_node = [in_node(str(accurate), photographs / name) for name in IMAGES]

    for found in (in_browser, from_node):
        assert [scores(each) for each in found] == [
            pytest.approx(scores(each), abs=NEAR) for each in expected
        ]
        assert [each["answer"] for each in found] == [each["answer"] for each in expected]
        assert [each["sure"] for each in found] == [each["sure"] for each in expected]


def scores(answer: dict[str, Any]) -> dict[str, float]:
    return {each["answer"]: each["score"] for each in answer["alternatives"]}
