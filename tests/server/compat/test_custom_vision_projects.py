"""Programs of Custom Vision that arrange projects, tags and images, without training them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from azure.cognitiveservices.vision.customvision.training.models import (
    ImageFileCreateEntry,
    ImageRegionCreateBatch,
    ImageTagCreateBatch,
    ImageTagCreateEntry,
    ImageUrlCreateBatch,
    ImageUrlCreateEntry,
    Region,
)

from server.compat.training_programs import entries, refusal, trainer, upload
from server.running_server import TIMEOUT, process, thread
from vizsla.project.project import Project
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from azure.cognitiveservices.vision.customvision.training import CustomVisionTrainingClient

DETECTION = "da2e3a8a-40a5-4171-82f4-58522f70fbc1"  # a domain of the service


@pytest.fixture
def client(home: Path) -> Iterator[CustomVisionTrainingClient]:
    del home
    with thread(training=True) as (http, _):
        yield trainer(http.base_url)


def names(images: list[Any]) -> list[str]:
    return sorted(each.tag_name for image in images for each in image.tags or ())


def test_images_are_listed_page_by_page_with_tags_and_without(
    client: CustomVisionTrainingClient, textures: Path
) -> None:
    project = client.create_project("walls")
    tags = {each: client.create_tag(project.id, each) for each in ("brick", "grass")}
    for name, tag in tags.items():
        upload(client, project, entries(textures / name, tag, count=3))
    plain = upload(client, project, entries(textures / "gravel", count=2)).images
    assert client.get_image_count(project.id) == 8
    assert client.get_tagged_image_count(project.id, tag_ids=[tags["brick"].id]) == 3
    assert client.get_untagged_image_count(project.id) == 2
    assert names(client.get_tagged_images(project.id)) == ["brick"] * 3 + ["grass"] * 3
    untagged = client.get_untagged_images(project.id, order_by="Oldest")
    assert [each.id for each in untagged] == [each.image.id for each in plain]
    pages = [client.get_images(project.id, take=3, skip=skip) for skip in (0, 3, 6)]
    assert [len(each) for each in pages] == [3, 3, 2]
    assert len({image.id for page in pages for image in page}) == 8
    both = client.get_tagged_images(project.id, tag_ids=[each.id for each in tags.values()])
    assert len(both) == 6
    one = client.get_images_by_ids(project.id, [plain[0].image.id])
    assert [each.id for each in one] == [plain[0].image.id]
    client.delete_images(project.id, [plain[0].image.id])
    assert client.get_untagged_image_count(project.id) == 1
    client.delete_images(project.id, all_images=True)
    assert client.get_image_count(project.id) == 0


def test_tags_are_given_to_images_and_taken_off(
    client: CustomVisionTrainingClient, textures: Path
) -> None:
    project = client.create_project("walls", classification_type="Multilabel")
    brick, red = (client.create_tag(project.id, each) for each in ("brick", "red"))
    images = [
        each.image for each in upload(client, project, entries(textures / "brick", count=2)).images
    ]
    pairs = [
        ImageTagCreateEntry(image_id=image.id, tag_id=tag.id)
        for image in images
        for tag in (brick, red)
    ]
    done = client.create_image_tags(project.id, ImageTagCreateBatch(tags=[*pairs, pairs[0]]).tags)
    assert (len(done.created), len(done.duplicated)) == (4, 1)
    assert names(client.get_tagged_images(project.id)) == ["brick", "brick", "red", "red"]
    client.delete_image_tags(project.id, [images[0].id], [red.id])
    assert client.get_tag(project.id, red.id).image_count == 1
    client.delete_image_tags(project.id, [images[0].id], [brick.id])
    assert client.get_untagged_image_count(project.id) == 1


def test_an_image_of_a_project_with_one_tag_an_image_gets_no_second_one(
    client: CustomVisionTrainingClient, textures: Path
) -> None:
    project = client.create_project("walls", classification_type="Multiclass")
    brick, red = (client.create_tag(project.id, each) for each in ("brick", "red"))
    (sent,) = upload(client, project, entries(textures / "brick", brick, count=1)).images
    second = ImageTagCreateEntry(image_id=sent.image.id, tag_id=red.id)
    done = client.create_image_tags(project.id, [second])
    assert (len(done.created), len(done.exceeded)) == (0, 1)
    assert names(client.get_tagged_images(project.id)) == ["brick"]


def test_addresses_begin_as_the_proxy_in_front_says(home: Path, textures: Path) -> None:
    del home
    with thread(training=True, path_prefix="/vizsla") as (http, _):
        client = trainer(http.base_url)
        project = client.create_project("walls", custom_headers={"X-Forwarded-Proto": "https"})
        upload(client, project, entries(textures / "brick", count=1))
        (image,) = client.get_images(project.id, custom_headers={"X-Forwarded-Proto": "https"})
        assert image.original_image_uri.startswith("https://127.0.0.1:")
        path = httpx.URL(image.original_image_uri).path
        assert path.startswith("/vizsla/customvision/")
        assert http.get(path).status_code == 200


def test_a_tag_keeps_its_id_when_it_is_renamed(
    client: CustomVisionTrainingClient, textures: Path
) -> None:
    project = client.create_project("walls")
    tag = client.create_tag(project.id, "brik", description="a wall")
    upload(client, project, entries(textures / "brick", tag, count=2))
    tag.name = "brick"
    renamed = client.update_tag(project.id, tag.id, tag)
    assert (renamed.id, renamed.name, renamed.image_count) == (tag.id, "brick", 2)
    assert names(client.get_tagged_images(project.id)) == ["brick", "brick"]
    with Project.open("walls", create=False) as own:
        assert [each.name for each in own.labels()] == ["brick"]
    client.delete_tag(project.id, tag.id)
    assert client.get_tags(project.id) == []
    assert refusal(client.get_tag, project.id, tag.id)[:2] == (404, "NotFoundTag")


def test_images_of_the_negative_tag_have_none_of_the_labels(
    client: CustomVisionTrainingClient, textures: Path
) -> None:
    project = client.create_project("walls")
    none = client.create_tag(project.id, "Negative", type="Negative")
    brick = client.create_tag(project.id, "brick")
    assert (none.type, brick.type) == ("Negative", "Regular")
    code = refusal(client.create_tag, project.id, "another", type="Negative")[1]
    assert code == "BadRequestMultipleNegativeTag"
    upload(client, project, entries(textures / "grass", none, count=2))
    mixed = upload(client, project, entries(textures / "brick", none, brick, count=1))
    assert mixed.images[0].status == "ErrorNegativeAndRegularTagOnSameImage"
    assert names(client.get_tagged_images(project.id)) == ["Negative", "Negative"]
    with Project.open("walls", create=False) as own:
        assert [each.label for each in own] == [NONE_OF_THESE] * 2


def test_an_image_that_can_not_be_added_says_why(
    client: CustomVisionTrainingClient, textures: Path
) -> None:
    project = client.create_project("walls", classification_type="Multiclass")
    brick, red = (client.create_tag(project.id, each) for each in ("brick", "red"))
    (image,) = entries(textures / "brick", brick, red, count=1)
    unknown = ImageFileCreateEntry(name="x", contents=image.contents, tag_ids=[project.id])
    large = ImageFileCreateEntry(name="x", contents=image.contents + bytes(6 * 2**20))
    found = upload(client, project, [image, unknown, large])
    statuses = [each.status for each in found.images]
    assert statuses == ["ErrorTagLimitExceed", "ErrorInvalidTag", "ErrorImageSize"]
    assert client.get_image_count(project.id) == 0
    code = refusal(upload, client, project, [image] * 65)[1]
    assert code == "BadRequestExceededBatchSize"
    url = ImageUrlCreateBatch(images=[ImageUrlCreateEntry(url="http://127.0.0.1/a.png")])
    fetched = client.create_images_from_urls(project.id, url)
    assert [each.status for each in fetched.images] == ["ErrorSource"]


def test_images_are_uploaded_as_a_form_and_described(
    client: CustomVisionTrainingClient, textures: Path
) -> None:
    project = client.create_project("walls")
    tag = client.create_tag(project.id, "brick")
    with (textures / "brick" / "0.png").open("rb") as file:
        found = client.create_images_from_data(project.id, file, tag_ids=[tag.id])
    (image,) = (each.image for each in found.images)
    assert [each.tag_name for each in image.tags] == ["brick"]
    client.update_image_metadata(project.id, [image.id], {"place": "garden"})
    (listed,) = client.get_images(project.id)
    assert listed.metadata == {"place": "garden"}


def test_a_project_is_renamed_for_people_and_removed(client: CustomVisionTrainingClient) -> None:
    project = client.create_project("Bäume & Äste", description="trees")
    project.name, project.description = "Trees", "of the garden"
    changed = client.update_project(project.id, project)
    assert (changed.id, changed.name, changed.description) == (
        project.id,
        "Trees",
        "of the garden",
    )
    client.delete_project(project.id)
    assert client.get_projects() == []
    assert refusal(client.get_project, project.id)[:2] == (404, "NotFoundProject")


def test_a_project_that_was_made_here_is_seen_by_programs(
    client: CustomVisionTrainingClient, textures: Path
) -> None:
    with Project.open("own") as own:
        own.add(textures)
    with Project.open("sentences", kind="text-classification"):
        pass
    (project,) = client.get_projects()
    assert project.name == "own"
    assert [each.image_count for each in client.get_tags(project.id)] == [12, 12, 12]


def test_what_the_service_has_and_this_server_has_not_is_refused_by_name(
    client: CustomVisionTrainingClient, textures: Path
) -> None:
    detection = refusal(client.create_project, "boxes", domain_id=DETECTION)
    assert detection[1] == "BadRequestProjectUnknownDomain"
    assert "object detection" in detection[2]
    project = client.create_project("walls")
    tag = client.create_tag(project.id, "brick")
    (image,) = entries(textures / "brick", tag, count=1)
    box = Region(tag_id=tag.id, left=0, top=0, width=1, height=1)
    image.regions = [box]
    calls = {
        "region of an image": (upload, client, project, [image]),
        "proposal of regions": (client.get_image_region_proposals, project.id, project.id),
        "suggested tag": (client.suggest_tags_and_regions, project.id, project.id, [project.id]),
        "export of a whole project": (client.export_project, project.id),
        "import of a project": (client.import_project, "token"),
        "stored prediction": (client.delete_prediction, project.id, [project.id]),
        "training of the type Advanced": (client.train_project, project.id, "Advanced"),
        "tag of the type GeneralProduct": (
            client.create_tag,
            project.id,
            "x",
            None,
            "GeneralProduct",
        ),
    }
    for name, (call, *words) in calls.items():
        status, code, message = refusal(call, *words)
        assert (status, code) == (400, "BadRequestNotSupported"), name
        assert name in message
    regions = ImageRegionCreateBatch(regions=[])
    assert "region" in refusal(client.create_image_regions, project.id, regions.regions)[2]


def test_a_server_changes_no_projects_unless_it_was_started_for_that(home: Path) -> None:
    del home
    with thread() as (http, service):
        status, code, message = refusal(trainer(http.base_url).create_project, "walls")
        assert (status, code) == (403, "Forbidden")
        assert "vizsla serve --training" in message
        assert service.workspace is None


def test_another_website_can_not_train_a_server_on_this_computer(home: Path) -> None:
    del home
    with thread(training=True) as (http, _):
        for method, headers in (
            ("POST", {"Origin": "https://evil.example"}),
            ("POST", {"Host": "evil.example"}),
            ("DELETE", {"Origin": "null"}),
        ):
            path = "/customvision/v3.3/training/projects?name=walls"
            assert http.request(method, path, headers=headers).status_code == 403
        assert http.get("/customvision/v3.3/training/projects").json() == []


def test_another_website_shows_no_image_of_a_server_on_this_computer(
    home: Path, textures: Path
) -> None:
    del home
    with thread(training=True, cors_origins=("https://friend.example",)) as (http, _):
        client = trainer(http.base_url)
        project = client.create_project("walls")
        image = upload(client, project, entries(textures / "brick", count=1)).images[0].image
        for address in (image.original_image_uri, image.thumbnail_uri):
            site = {"Sec-Fetch-Site": "cross-site"}  # as a browser says it for <img>
            assert httpx.get(address, headers=site, timeout=TIMEOUT).status_code == 403
            friend = site | {"Origin": "https://friend.example"}
            assert httpx.get(address, headers=friend, timeout=TIMEOUT).status_code == 200
            assert (
                httpx.get(
                    address, headers={"Sec-Fetch-Site": "same-origin"}, timeout=TIMEOUT
                ).status_code
                == 200
            )


def test_a_key_changes_projects_only_where_it_may(home: Path, textures: Path) -> None:
    from vizsla.workspace import Workspace

    with Workspace.open(home) as workspace:
        caller, teacher = (
            workspace.keys.new(name, may_train=may) for name, may in (("app", False), ("all", True))
        )
        other = workspace.keys.new("own", functions=["walls-2"], may_train=True)
    with process(home, "--training", "--keys") as server:
        assert refusal(trainer(server.url).get_projects)[0] == 401
        status, code, message = refusal(trainer(server.url, caller).get_projects)
        assert (status, code) == (403, "Forbidden")
        assert "vizsla keys new NAME --train" in message
        client = trainer(server.url, teacher)
        project = client.create_project("walls")
        image = upload(client, project, entries(textures / "brick", count=1)).images[0].image
        assert httpx.get(image.original_image_uri, timeout=TIMEOUT).status_code == 200
        plain, _, signature = image.original_image_uri.partition("?")
        assert httpx.get(plain, timeout=TIMEOUT).status_code == 401
        assert (
            httpx.get(plain, headers={"Training-Key": teacher}, timeout=TIMEOUT).status_code == 200
        )
        moved = plain.replace("original", "thumbnail")
        assert httpx.get(f"{moved}?{signature}", timeout=TIMEOUT).status_code == 401
        limited = trainer(server.url, other)
        assert limited.get_projects() == []
        assert refusal(limited.get_project, project.id)[0] == 404
        assert refusal(limited.create_project, "trees")[0] == 403
        assert refusal(limited.create_project, "walls")[0] == 403  # nor that there is one
        own_project = limited.create_project("walls-2", "mine")
        assert own_project.name == "walls-2"
        for title in ("walls-2", "walls-2?"):  # both would have the same name in the workspace
            code = refusal(limited.create_project, title, "another")[1]
            assert code == "BadRequestProjectNameNotUnique"
        assert limited.get_project(own_project.id).description == "mine"
        with Workspace.open(home) as workspace, Project.open("walls") as own:
            (example,) = own
            assert own.history(example)[0].who == "key all"
            workspace.keys.revoke("all")
        assert httpx.get(image.original_image_uri, timeout=TIMEOUT).status_code == 401
