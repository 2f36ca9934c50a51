"""A function is taught on the device, and its taught labels can be exported."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

import vizsla

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.website import Site


@pytest.fixture
def mills(images: Path, desk_site: Site) -> list[str]:
    """Addresses of photographs of windmills."""
    found = sorted((images / "windmill").glob("*.jpg"))
    for number, each in enumerate(found):
        desk_site.files[f"/mill-{number}.jpg"] = each.read_bytes()
    return [f"/mill-{number}.jpg" for number in range(len(found))]


def test_a_taught_label_answers_and_the_functions_own_answers_stay(
    desk: Page, desk_site: Site, mills: list[str], photographs: Path
) -> None:
    desk_site.files["/cat.png"] = (photographs / "chelsea.png").read_bytes()
    found: dict[str, Any] = desk.evaluate(
        """async (mills) => {
          const classify = await vizsla.load("classify-image");
          const before = await classify("/cat.png");
          const count = await classify.teach("my mill", mills.slice(0, 5));
          const answers = [];
          for (const each of mills.slice(5)) answers.push(await classify(each));
          const after = await classify("/cat.png");
          const taught = await classify.taught();
          const forgotten = [await classify.forget("my mill"), await classify.forget("none")];
          const back = await classify(mills[0]);
          return { before, after, count, answers, taught, forgotten, back };
        }""",
        mills,
    )
    assert found["count"] == 5
    assert found["taught"] == {"my mill": 5}
    right = [each for each in found["answers"] if each["answer"] == "my mill"]
    assert len(right) >= 0.8 * len(found["answers"])
    assert not any(each["calibrated"] for each in right)
    for key in ("answer", "score", "sure"):
        assert found["after"][key] == found["before"][key]
    assert found["forgotten"] == [True, False]
    assert found["back"]["answer"] != "my mill"


def test_taught_labels_can_be_imported_by_another_function_and_a_project(
    desk: Page, mills: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = desk.evaluate(
        """async (mills) => {
          const one = await vizsla.load("classify-image");
          await one.teach("mine/1 💨", mills.slice(0, 5));
          const file = await one.export();
          const other = await vizsla.load("dog-breeds");
          const added = [await other.import(file), await other.import(file)];
          const { answer } = await other(mills[7]);
          const reader = new FileReader();
          const url = await new Promise((resolve) => {
            reader.onload = () => resolve(reader.result);
            reader.readAsDataURL(file);
          });
          return { added, answer, zip: url.split(",")[1] };
        }""",
        mills,
    )
    assert found["added"] == [5, 0]
    assert found["answer"] == "mine/1 💨"
    (tmp_path / "taught.zip").write_bytes(base64.b64decode(found["zip"]))
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    with vizsla.Project.open("mills") as project:
        project.add(tmp_path / "taught.zip")
        assert [(each.name, each.positive) for each in project.labels()] == [("mine/1 💨", 5)]


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("f.teach('', ['/mill-0.jpg'])", "TeachingError"),
        ("f.teach('x', [])", "TeachingError"),
        ("f.import(new Blob(['no zip']))", "TeachingError"),
        ("vizsla.detectObjects.load().then((d) => d.teach('x', ['/mill-0.jpg']))", "OptionError"),
    ],
)
@pytest.mark.usefixtures("mills")
def test_teaching_without_a_label_or_an_image_is_an_error(
    call: str, error: str, desk: Page
) -> None:
    ask = f"""async () => {{
      const f = await vizsla.load("classify-image");
      return {call}.then(() => "no error", ({{ name }}) => name);
    }}"""
    assert desk.evaluate(ask) == error
