"""Programs of Custom Vision that train: its own clients, against servers of ours."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from azure.cognitiveservices.vision.customvision.prediction.models import (
    CustomVisionErrorException as PredictionError,
)
from azure.cognitiveservices.vision.customvision.training.models import ImageFileCreateEntry

import vizsla
from server.compat.training_programs import (
    PATIENCE,
    entries,
    predictor,
    refusal,
    trainer,
    upload,
    wait_until_trained,
)
from server.running_server import TIMEOUT, process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from azure.cognitiveservices.vision.customvision.training import CustomVisionTrainingClient


@dataclass
class Trained:
    """A project that a program has made and trained, as the program saw it."""

    url: str
    home: Path
    client: CustomVisionTrainingClient
    project: Any
    tags: dict[str, Any]
    batch: list[Any]
    summary: Any
    asked: Any
    refusals: dict[str, tuple[int, str, str]]
    iteration: Any


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, textures: Path) -> Iterator[Trained]:
    home = tmp_path_factory.mktemp("training")
    with process(home, "--training", "--workers", "2") as server:
        client, refusals = trainer(f"{server.url}/"), {}
        general = next(each for each in client.get_domains() if each.name == "General")
        project = client.create_project(
            "My textures",
            description="walls",
            domain_id=general.id,
            classification_type="Multiclass",
        )
        tags = {each: client.create_tag(project.id, each, each) for each in ("brick", "grass")}
        refusals["without images"] = refusal(client.train_project, project.id)
        batch = [each for name in tags for each in entries(textures / name, tags[name])]
        bad = ImageFileCreateEntry(name="notes.txt", contents=b"-", tag_ids=[tags["grass"].id])
        summary = upload(client, project, [*batch, bad, batch[0]])
        asked = client.train_project(project.id)
        refusals["amid training"] = refusal(client.train_project, project.id)
        refusals["delete"] = refusal(client.delete_project, project.id)
        refusals["publish"] = refusal(
            client.publish_iteration, project.id, asked.id, "walls", "any"
        )
        done = wait_until_trained(client, project, asked)
        yield Trained(
            server.url, home, client, project, tags, batch, summary, asked, refusals, done
        )


def wait_until_unpublished(trained: Trained, name: str) -> None:
    """Wait until the server has forgotten a name, which takes up to two seconds."""
    address = f"{trained.url}/v1/functions/My-textures@{name}"
    end = time.monotonic() + PATIENCE
    while httpx.get(address, timeout=TIMEOUT).status_code != 404 and time.monotonic() < end:
        time.sleep(0.05)


def test_a_project_is_listed_as_it_was_made(trained: Trained) -> None:
    client, project = trained.client, trained.project
    assert (project.name, project.description) == ("My textures", "walls")
    assert project.settings.classification_type == "Multiclass"
    assert client.get_domain(project.settings.domain_id).type == "Classification"
    assert project.id in {each.id for each in client.get_projects()}
    assert client.get_project(project.id).as_dict() == project.as_dict()
    code = refusal(client.create_project, "My textures")[1]
    assert code == "BadRequestProjectNameNotUnique"


def test_each_image_of_a_batch_has_a_status_of_its_own(trained: Trained) -> None:
    images = trained.summary.images
    assert not trained.summary.is_batch_successful
    expected = ["OK"] * 12 + ["ErrorImageFormat", "OKDuplicate"]
    assert [each.status for each in images] == expected
    assert images[12].image is None
    assert images[13].image.id == images[0].image.id
    assert [each.source_url for each in images][:1] == ["brick/0.png"]


def test_an_image_has_its_tags_and_addresses_that_open(trained: Trained) -> None:
    first, brick = trained.summary.images[0].image, trained.tags["brick"]
    assert [(each.tag_id, each.tag_name) for each in first.tags] == [(brick.id, "brick")]
    assert (first.width, first.height) == (96, 96)
    assert httpx.get(first.original_image_uri, timeout=TIMEOUT).content == trained.batch[0].contents
    for address in (first.thumbnail_uri, first.resized_image_uri):
        assert httpx.get(address, timeout=TIMEOUT).headers["content-type"] == "image/jpeg"


def test_a_training_is_asked_for_once_and_ends(trained: Trained) -> None:
    assert trained.asked.status == "Training"
    status, code, message = trained.refusals["without images"]
    assert (status, code) == (400, "BadRequestMultiClassClassificationTrainingValidationFailed")
    assert "at least 2 labels" in message
    assert trained.refusals["amid training"][1] == "BadRequestTrainingAlreadyInProgress"
    assert trained.refusals["delete"][1] == "BadRequestWorkspaceNotDeletable"
    assert trained.refusals["publish"][1] == "BadRequestIterationIsNotTrained"
    done = trained.iteration
    assert (done.id, done.name) == (trained.asked.id, "Iteration 1")
    assert done.trained_at >= done.created
    code = refusal(trained.client.train_project, trained.project.id)[1]
    assert code == "BadRequestTrainingNotNeeded"


def test_an_iteration_knows_how_well_it_does_on_its_test_set(trained: Trained) -> None:
    client, of = trained.client, (trained.project.id, trained.iteration.id)
    found = client.get_iteration_performance(*of, threshold=0.5)
    assert [each.name for each in found.per_tag_performance] == ["brick", "grass"]
    assert found.per_tag_performance[0].id == trained.tags["brick"].id
    assert (found.precision, found.recall, found.average_precision) == (1.0, 1.0, 1.0)
    assert client.get_iteration_performance(*of, threshold=1.0).recall < 1
    tested = client.get_image_performances(*of)
    assert len(tested) == client.get_image_performance_count(*of) > 0
    assert all(each.predictions[0].tag_name == each.tags[0].tag_name for each in tested)


def test_a_published_iteration_answers_programs_of_prediction(
    trained: Trained, textures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, project, iteration = trained.client, trained.project, trained.iteration
    unseen = (textures / "grass" / "9.png").read_bytes()
    quick = client.quick_test_image(project.id, unseen)
    assert quick.iteration == iteration.id
    assert client.publish_iteration(project.id, iteration.id, "walls", "any") is True
    try:
        assert client.get_iteration(project.id, iteration.id).publish_name == "walls"
        calls = predictor(trained.url)
        found = calls.classify_image(project.id, "walls", unseen)
        assert found.predictions[0].tag_id == trained.tags["grass"].id
        assert found.predictions[0].probability == quick.predictions[0].probability
        assert client.get_iteration(project.id, found.iteration).id == iteration.id
        monkeypatch.setenv("VIZSLA_HOME", str(trained.home))
        assert vizsla.load("My-textures@walls")(unseen).answer == "grass"
        again = refusal(client.publish_iteration, project.id, iteration.id, "other", "any")
        assert again[1] == "BadRequestIterationIsPublished"
        for call in (client.delete_project, client.delete_iteration):
            words = [project.id, iteration.id][: 1 if call == client.delete_project else 2]
            assert refusal(call, *words)[1] == "BadRequestIterationIsPublished"
        assert client.publish_iteration(project.id, iteration.id, "other", "any", overwrite=True)
        assert client.get_iteration(project.id, iteration.id).publish_name == "other"
    finally:
        client.unpublish_iteration(project.id, iteration.id)
    status = refusal(client.unpublish_iteration, project.id, iteration.id)
    assert status[1] == "BadRequestIterationNotPublished"
    wait_until_unpublished(trained, "walls")
    with pytest.raises(PredictionError) as caught:
        calls.classify_image(project.id, "walls", unseen)
    assert "no iteration 'walls'" in caught.value.error.message


@pytest.mark.parametrize("name", ["", "live", "3", "a/b", "x" * 81])
def test_a_name_that_no_version_can_have_is_refused(trained: Trained, name: str) -> None:
    of = trained.project.id, trained.iteration.id
    code = refusal(trained.client.publish_iteration, *of, name, "any")[1]
    assert code == "BadRequestInvalidPublishName"


def test_an_iteration_is_exported_as_tensorflow_lite_or_as_itself(
    trained: Trained, tmp_path: Path, textures: Path
) -> None:
    client, of = trained.client, (trained.project.id, trained.iteration.id)
    lite = client.export_iteration(*of, "TensorFlow", flavor="TensorFlowLite")
    whole = client.export_iteration(*of, "Vizsla")
    assert (lite.status, whole.status) == ("Done", "Done")
    listed = {each.platform for each in client.get_exports(*of)}
    assert listed == {"TensorFlow", "Vizsla"} == set(trained.iteration.exportable_to)
    with zipfile.ZipFile(
        io.BytesIO(httpx.get(lite.download_uri, timeout=TIMEOUT).content)
    ) as archive:
        assert archive.read("labels.txt").split()[:2] == [b"brick", b"grass"]
        assert archive.read("model.tflite")[4:8] == b"TFL3"
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(httpx.get(whole.download_uri, timeout=TIMEOUT).content)
    assert vizsla.load(bundle)(textures / "brick" / "9.png").answer == "brick"
    for platform, flavor in (("CoreML", None), ("TensorFlow", "TensorFlowNormal")):
        code, message = refusal(client.export_iteration, *of, platform, flavor=flavor)[1:]
        assert code == "BadRequestProjectUnsupportedExportPlatform"
        assert platform in message


def test_an_iteration_is_renamed_and_lists_its_images(trained: Trained) -> None:
    client, project, iteration = trained.client, trained.project, trained.iteration
    renamed = client.update_iteration(project.id, iteration.id, name="walls of June")
    assert renamed.name == "walls of June"
    assert [each.name for each in client.get_iterations(project.id)] == ["walls of June"]
    assert client.get_tagged_image_count(project.id, iteration_id=iteration.id) == 12
    counts = {each.name: each.image_count for each in client.get_tags(project.id, iteration.id)}
    assert counts == {"brick": 6, "grass": 6}
