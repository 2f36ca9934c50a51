"""The same bundle gives the same answer in Python, in the browser and in Node.

Nothing is stored to be compared with itself: all three run here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import vizsla
from vizsla import VizslaError

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.website import Site

NEAR = 1e-6  # of a score, and of a pixel
FUNCTIONS = vizsla.names()
ANSWER_ALL = """async ([name, pictures]) => {
  const answer = await vizsla.load(name);
  const results = [];
  for (const picture of pictures) {
    results.push(await answer(picture).catch(({ name, message }) => ({ error: name, message })));
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
                {"error": type(each).__name__, "message": ""}
                if isinstance(each, VizslaError)
                else each.to_dict()
                for each in results
            ]
        return known[name]

    return answers


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_browser_answers_every_picture_as_python_does(
    name: str, pictures: list[Path], in_python: Any, desk: Page, desk_site: Site
) -> None:
    urls = []
    for number, each in enumerate(pictures):
        desk_site.files[f"/{number}{each.suffix}"] = each.read_bytes()
        urls.append(f"/{number}{each.suffix}")
    check(pictures, desk.evaluate(ANSWER_ALL, [name, urls]), in_python(name))


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_node_answers_every_picture_as_python_does(
    name: str, pictures: list[Path], in_python: Any, in_node: Any
) -> None:
    check(pictures, [in_node(name, each) for each in pictures], in_python(name))


def check(pictures: list[Path], found: list[Any], expected: list[Any]) -> None:
    assert len(found) == len(pictures)
    different = [
        f"{picture.name}: {difference}"
        for picture, one, other in zip(pictures, found, expected, strict=True)
        if (difference := differs(one, other))
    ]
    assert not different, f"{len(different)} of {len(pictures)} differ: " + "\n".join(different[:9])


def differs(found: object, expected: object, where: str = "answer") -> str | None:
    """Return where two JSON values differ by more than a score's rounding, or None."""
    if isinstance(expected, dict) and isinstance(found, dict) and found.keys() == expected.keys():
        pairs = [(f"{where}.{key}", found[key], expected[key]) for key in expected]
    elif isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        pairs = [
            (f"{where}[{n}]", *both) for n, both in enumerate(zip(found, expected, strict=True))
        ]
    elif isinstance(expected, float | int) and not isinstance(expected, bool):
        near = isinstance(found, float | int) and abs(found - expected) <= NEAR
        return None if near else f"{where} is {found}, and {expected} in Python"
    else:
        return None if found == expected else f"{where} is {found}, and {expected} in Python"
    return next((told for at, one, two in pairs if (told := differs(one, two, at))), None)
