"""Examples over HTTP: lists, one with its history, contents and thumbnails."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from vizsla.project.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    import httpx


def test_conditions_combine_and_pages_follow_each_other(client: httpx.Client, walls: str) -> None:
    first = client.get(f"{walls}/examples?label=grass&limit=7").json()
    assert first["total"] == 12
    second = client.get(
        f"{walls}/examples", params={"label": "grass", "limit": 7, "after": first["next"]}
    ).json()
    ids = [each["id"] for page in (first, second) for each in page["examples"]]
    assert (len(set(ids)), second["next"]) == (12, None)
    one = first["examples"][0]
    assert (one["label"], one["labels"], one["state"]) == ("grass", ["grass"], "labelled")
    assert (one["width"], one["height"], one["text"], one["part"]) == (96, 96, None, None)
    found = client.get(f"{walls}/examples?label=grass&state=unsure").json()
    assert found == {"examples": [], "next": None, "total": 0}
    some = client.get(f"{walls}/examples?ids=3,2,999&order=newest").json()
    assert [each["id"] for each in some["examples"]] == [3, 2]
    added = {"state": "labelled", "words": "0", "added_before": one["added_at"]}
    assert client.get(f"{walls}/examples", params=added).json()["total"] == 0


def test_ids_of_all_that_fit_are_listed_at_once(client: httpx.Client, walls: str) -> None:
    found = client.get(f"{walls}/example-ids?label=grass&order=newest").json()
    assert found["ids"] == [*range(24, 12, -1)]
    assert found["revision"] == client.get(walls).json()["revision"]


@pytest.mark.parametrize(
    "query",
    [
        "state=lost",
        "state=labelled,",
        "added_from=0",
        "added_before=2026-13-01T00:00Z",
        "limit=0",
        "limit=x",
        "ids=a",
        "after=x",
        "order=best",
        "colour=red",
    ],
)
def test_a_condition_that_is_none_is_refused(client: httpx.Client, walls: str, query: str) -> None:
    refused = client.get(f"{walls}/examples?{query}")
    assert refused.status_code == 400
    said = refused.json()["detail"]
    assert any(each in said for each in (query.partition("=")[0], "'next'", "no time"))


def test_an_example_has_its_history(client: httpx.Client, walls: str) -> None:
    with Project.open("walls") as project:
        project.label(1, "stone", who="ann")
        project.undo(who="bo")
    shown = client.get(f"{walls}/examples/1").json()
    assert [each["kind"] for each in shown["history"]] == ["added", "label"]
    acted = shown["history"][1]
    assert (acted["who"], acted["undone_by"]) == ("ann", "bo")
    assert acted["before"] == {"labels": ["brick"], "not_labels": [], "state": "labelled"}
    assert acted["after"]["labels"] == ["stone"]
    assert client.get(f"{walls}/examples/99").status_code == 404


def test_a_thumbnail_is_made_once_and_may_be_kept(
    client: httpx.Client, walls: str, home: Path
) -> None:
    (one,) = client.get(f"{walls}/examples?ids=1").json()["examples"]
    address = f"{walls}/examples/1/thumbnail?size=160"
    found = client.get(f"{address}&sha256={one['sha256']}")
    assert found.headers["content-type"] == "image/webp"
    assert found.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert found.headers["cross-origin-resource-policy"] == "same-origin"
    image = Image.open(io.BytesIO(found.content))
    assert (image.format, image.size) == ("WEBP", (96, 96))
    (kept,) = (home / "cache" / "thumbnails").rglob("*.webp")
    kept.write_bytes(b"kept")
    asked = client.get(address)
    assert asked.content == b"kept"
    assert asked.headers["cache-control"] == "private, no-cache"
    again = client.get(address, headers={"If-None-Match": asked.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{address}&sha256={'0' * 64}").status_code == 404
    assert client.get(f"{walls}/examples/1/thumbnail?size=161").status_code == 404


def test_a_thumbnail_goes_with_its_example(client: httpx.Client, walls: str, home: Path) -> None:
    client.get(f"{walls}/examples/1/thumbnail")
    with Project.open("walls") as project:
        project.remove(1)
    assert not [*(home / "cache" / "thumbnails").rglob("*.webp")]
    assert client.get(f"{walls}/examples/1/thumbnail").status_code == 404


def test_a_content_is_shown_as_training_sees_it(
    client: httpx.Client, walls: str, tmp_path: Path
) -> None:
    plain = client.get(f"{walls}/examples/1/content")
    assert plain.headers["content-type"] == "image/png"
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in plain.headers["content-security-policy"]
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    picture = Image.new("RGB", (40, 20), "red")
    picture.save(tmp_path / "turned.jpg", exif=exif)
    picture.resize((30, 50)).save(tmp_path / "other.tiff")
    with Project.open("walls") as project:
        project.add(tmp_path / "turned.jpg")
        project.add(tmp_path / "other.tiff")
    for number, size in ((37, (20, 40)), (38, (30, 50))):
        found = client.get(f"{walls}/examples/{number}/content")
        assert found.headers["content-type"] == "image/jpeg"
        image = Image.open(io.BytesIO(found.content))
        assert (image.size, dict(image.getexif())) == (size, {})


def test_a_text_is_never_a_page(client: httpx.Client) -> None:
    text = "<script>alert(1)</script> hello"
    with Project.open("mail", kind="text-classification") as project:
        project.add(texts=[text])
    (one,) = client.get("/v1/projects/mail/examples").json()["examples"]
    assert (one["text"], one["width"]) == (text, None)
    found = client.get("/v1/projects/mail/examples/1/content")
    assert found.headers["content-type"] == "text/plain; charset=utf-8"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.text == text
    assert client.get("/v1/projects/mail/examples/1/thumbnail").status_code == 404
