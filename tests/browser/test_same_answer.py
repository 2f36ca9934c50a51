"""The same bundle gives the same answer in Python, in the browser and in Node.

Nothing is stored to be compared with itself: all three run here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import vizsla
from vizsla import VizslaError
from vizsla.bundle.shipped_bundles import shipped_names

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.website import Site

NEAR = 1e-6  # of a score, and of a pixel
FUNCTIONS = [each for each in shipped_names() if vizsla.load(each).modality_name == "image"]
ANSWER_ALL = """async ([name, pictures]) => {
  const answer = await vizsla.load(name);
  const results = [];
  for await (const [, found] of answer.over(pictures)) {
    const { name, message } = found;
    results.push(found instanceof vizsla.VizslaError ? { error: name, message } : found);
  }
  answer.close();
  return results;
}"""


@pytest.fixture(scope="session")
def pictures(real_images: list[Path], photographs: Path) -> list[Path]:
    """All shipped images, and some of the shared ones where those are."""
    return sorted([*real_images, *photographs.glob("*.png"), *photographs.glob("*.jpg")])


@pytest.fixture(scope="session")
def quarter(pictures: list[Path]) -> list[Path]:
    """One of four, of every folder."""
    return pictures[::4]


@pytest.fixture(scope="session")
def in_python() -> Any:
    """Answers images in Python, each once."""
    known: dict[str, dict[Path, Any]] = {}

    def answers(name: str, pictures: list[Path]) -> list[Any]:
        found = known.setdefault(name, {})
        new = [picture for picture in pictures if picture not in found]
        answered = vizsla.load(name).over(new) if new else ()
        for picture, (_, each) in zip(new, answered, strict=True):
            is_error = isinstance(each, VizslaError)
            error = {"error": type(each).__name__, "message": ""}
            found[picture] = error if is_error else each.to_dict()
        return [found[picture] for picture in pictures]

    return answers


# Up to a minute where the shared images are: each is answered in two runtimes.
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_browser_answers_every_image_as_python_does(
    name: str,
    pictures: list[Path],
    quarter: list[Path],
    in_python: Any,
    desk: Page,
    desk_site: Site,
) -> None:
    if name == "describe-image":  # made of two others, which answer all of them
        pictures = quarter
    urls = []
    for number, each in enumerate(pictures):
        desk_site.files[f"/{number}{each.suffix}"] = each.read_bytes()
        urls.append(f"/{number}{each.suffix}")
    check(pictures, desk.evaluate(ANSWER_ALL, [name, urls]), in_python(name, pictures))


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_node_answers_as_python_does(
    name: str, pictures: list[Path], quarter: list[Path], in_python: Any, in_node: Any
) -> None:
    # The browser's code and engine; what differs is how a picture is decoded: all are, for one.
    if name != "dog-breeds":
        pictures = quarter
    check(pictures, [in_node(name, each) for each in pictures], in_python(name, pictures))


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
    return next((first for at, one, two in pairs if (first := differs(one, two, at))), None)
