"""The same bundle gives the same answer in Python, in the browser and in Node.

Nothing is stored to be compared with itself: all three run here.
"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

import vizsla
from vizsla import VizslaError

if TYPE_CHECKING:
    from pathlib import Path

    from browser.website import Site
    from playwright.sync_api import Page

NEAR = 1e-6  # of a score, and of a pixel
FUNCTIONS = vizsla.names()
ANSWER_ALL = """async ([name, pictures]) => {
  const { load } = await import("/vizsla/index.js");
  const answer = await load(name);
  const results = [];
  for (const picture of pictures) {
    results.push(await answer(picture).catch((error) => ({ error: error.name })));
  }
  answer.dispose();
  return results;
}"""


@pytest.fixture(scope="session")
def pictures(data: Path, photographs: Path) -> list[Path]:
    """All real pictures."""
    folders = [data / "photos", data / "custom-vision"]
    found = [each for folder in folders for each in folder.rglob("*") if each.is_file()]
    found += [*photographs.glob("*.png"), *photographs.glob("*.jpg")]
    return sorted(each for each in found if each.suffix.lower() in {".jpg", ".jpeg", ".png"})


@pytest.fixture(scope="session")
def in_python(pictures: list[Path]) -> Any:
    """Answers all pictures in Python, once."""
    known: dict[str, list[Any]] = {}

    def answers(name: str) -> list[Any]:
        if name not in known:
            results = [result for _, result in vizsla.load(name).over(pictures)]
            known[name] = [
                {"error": type(each).__name__} if isinstance(each, VizslaError) else each.to_dict()
                for each in results
            ]
        return known[name]

    return answers


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_browser_answers_every_picture_as_python_does(
    name: str, pictures: list[Path], in_python: Any, page: Page, site: Site
) -> None:
    urls = []
    for number, each in enumerate(pictures):
        site.files[f"/{number}{each.suffix}"] = each.read_bytes()
        urls.append(f"/{number}{each.suffix}")
    check(pictures, page.evaluate(ANSWER_ALL, [name, urls]), in_python(name))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_node_answers_every_picture_as_python_does(
    name: str, pictures: list[Path], in_python: Any, dist: Path, node: Path
) -> None:
    script = __file__.replace("test_same_answer.py", "answers.mjs")
    done = subprocess.run(
        [node, script, dist / "node.js", name],
        input="".join(f"{each}\n" for each in pictures),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    check(pictures, [json.loads(line) for line in done.stdout.splitlines()], in_python(name))


def check(pictures: list[Path], found: list[Any], expected: list[Any]) -> None:
    assert len(found) == len(pictures)
    different = [
        f"{picture.name}: {difference}"
        for picture, one, other in zip(pictures, found, expected, strict=True)
        if (difference := differs(one, other))
    ]
    assert not different, f"{len(different)} of {len(pictures)} differ: " + "\n".join(different[:9])


def differs(found: Any, expected: Any, where: str = "answer") -> str | None:
    """Return where two JSON values differ by more than a score's rounding, or None."""
    if isinstance(expected, dict) and isinstance(found, dict) and found.keys() == expected.keys():
        pairs = [(f"{where}.{key}", found[key], expected[key]) for key in expected]
    elif isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        pairs = [(f"{where}[{n}]", *both) for n, both in enumerate(zip(found, expected, strict=True))]
    elif isinstance(expected, float | int) and not isinstance(expected, bool):
        near = isinstance(found, float | int) and abs(found - expected) <= NEAR
        return None if near else f"{where} is {found}, and {expected} in Python"
    else:
        return None if found == expected else f"{where} is {found}, and {expected} in Python"
    return next((told for at, one, two in pairs if (told := differs(one, two, at))), None)
