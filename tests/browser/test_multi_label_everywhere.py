"""Functions whose answers have several labels answer in the browser and in Node as in Python."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

import vizsla
from multi_label_examples import complaints, paint_halves
from vizsla.publish.web import write_web

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from browser.website import Site

NEAR = 4e-15  # of a score: exp differs by a unit in the last place
TEXTS = (
    *complaints(60, seed=5),
    *("?", "hello there", "👩‍🌾 the screen is cracked 👍🏽", "注文をキャンセルしたい", "x" * 3_000),
)
ASK = """async ([address, inputs]) => {
  const { load, inWords } = await import("/site/vizsla/index.js");
  const ask = await load(address);
  const found = [];
  for await (const [, each] of ask.over(inputs)) found.push(each);
  const words = found.map(inWords);
  const teaching = await ask.teach("more", [inputs[0]]).catch((error) => error.message);
  const why = typeof inputs[0] === "string" && !inputs[0].startsWith("/")
    ? await ask.explain(inputs[0], { label: "delay" }) : null;
  const weights = why?.words.map((each) => each.weight);
  return { found, words, texts: found.map(String), teaching, weights };
}"""


@pytest.fixture(scope="module")
def tags(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a function of texts, and its site."""
    home = tmp_path_factory.mktemp("tags")
    (home / "learnt").mkdir()
    texts = complaints(240)
    by_label: dict[str, list[str]] = {}
    for text, labels in texts.items():
        for label in labels or ("none of these",):
            by_label.setdefault(label, []).append(text)
    function = vizsla.learn(by_label, home / "learnt" / "tags", multi_label=True)
    function.save(home / "tags", self_contained=True)
    write_web(vizsla.load(home / "tags"), home / "site")
    return home


@pytest.fixture(scope="module")
def stuff(textures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a function of images, their files, and its site."""
    home = tmp_path_factory.mktemp("stuff")
    labels = paint_halves(textures, home / "halves")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZSLA_HOME", str(home / "home"))
        with vizsla.Project.open("stuff", multi_label=True) as project:
            project.add(home / "halves")
            for each in project:
                project.label(each, list(labels[each.name]))
            project.train(test=0)
            project.publish(untested=True).save(home / "stuff")
    write_web(vizsla.load(home / "stuff"), home / "site")
    return home


def check(found: list[Any], expected: list[vizsla.Answer]) -> None:
    assert len(found) == len(expected)
    for one, other in zip(found, (each.to_dict() for each in expected), strict=True):
        assert scores(one) == pytest.approx(scores(other), abs=NEAR)
        assert without_scores(one) == without_scores(other)


def scores(answer: dict[str, Any]) -> list[float]:
    return [each["score"] for each in (answer, *answer["alternatives"], *answer["labels"])]


def without_scores(answer: dict[str, Any]) -> Any:
    return json.loads(json.dumps(answer), object_hook=lambda each: each | {"score": None})


def test_node_gives_a_text_the_same_labels(tags: Path, in_node: Callable[..., Any]) -> None:
    function = vizsla.load(tags / "tags")
    assert function.manifest.features, "words count, too"
    found = [in_node(str(tags / "tags"), cast("Path", each)) for each in TEXTS]
    expected = [function(each) for each in TEXTS]
    check(found, expected)
    assert {len(each.labels or ()) for each in expected} >= {0, 1, 2}
    options = {"within": "delay", "threshold": 0.7, "top": 1}
    found = [in_node(str(tags / "tags"), cast("Path", each), **options) for each in TEXTS]
    check(found, [function(each, **options) for each in TEXTS])


def test_node_gives_an_image_the_same_labels(stuff: Path, in_node: Callable[..., Any]) -> None:
    function = vizsla.load(stuff / "stuff")
    files = sorted((stuff / "halves").iterdir())[:24]
    expected = [function(each) for each in files]
    check([in_node(str(stuff / "stuff"), each) for each in files], expected)
    assert {len(each.labels or ()) for each in expected} >= {1, 2}


def test_the_browser_gives_texts_and_images_the_same_labels(
    context: BrowserContext, desk_site: Site, tags: Path, stuff: Path
) -> None:
    page = context.new_page()
    desk_site.folders["/site/"] = tags / "site"
    page.goto(f"{desk_site.url}/")
    found = page.evaluate(ASK, ["/site/functions/tags", TEXTS])
    function = vizsla.load(tags / "tags")
    expected = [function(each) for each in TEXTS]
    check(found["found"], expected)
    assert found["words"] == [each.in_words() for each in expected]
    assert found["texts"] == [str(each) for each in expected]
    assert "can't be taught" in found["teaching"]
    why = function.explain(TEXTS[0], "delay")
    assert found["weights"] == pytest.approx([each.weight for each in why.words], abs=1e-6)

    desk_site.folders["/site/"] = stuff / "site"
    desk_site.folders["/halves/"] = stuff / "halves"
    names = [f"{number:02}.png" for number in range(12)]
    page.goto(f"{desk_site.url}/?images")
    found = page.evaluate(ASK, ["/site/functions/stuff", [f"/halves/{each}" for each in names]])
    function = vizsla.load(stuff / "stuff")
    check(found["found"], [function(stuff / "halves" / each) for each in names])


def test_the_exported_page_shows_all_labels(
    context: BrowserContext, desk_site: Site, tags: Path
) -> None:
    desk_site.folders["/site/"] = tags / "site"
    page = context.new_page()
    page.goto(f"{desk_site.url}/site/index.html")
    text = "The screen is cracked, and delivery is a week late"
    page.locator("textarea").fill(text)
    page.locator("button").click()
    page.wait_for_function("document.body.innerText.includes('damage')")
    assert "delay" in page.inner_text("body")
