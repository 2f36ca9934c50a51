"""Custom Vision's own client for Python gets its predictions from a server of ours."""

from __future__ import annotations

import io
import math
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from azure.cognitiveservices.vision.customvision.prediction import CustomVisionPredictionClient
from azure.cognitiveservices.vision.customvision.prediction.models import (
    CustomVisionErrorCodes,
    CustomVisionErrorException,
)
from msrest.authentication import ApiKeyCredentials
from PIL import Image

import vizsla
from modalities.odd_files import encoded, exif_of, picture
from multi_label_examples import paint_halves
from server.conftest import until
from server.running_server import thread
from vizsla.functions.function_library import local_functions
from vizsla.modalities.limits import Limits
from vizsla.server.compat.public_ids import iteration_id, project_id, tag_id
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from server.conftest import Gate

pytestmark = pytest.mark.usefixtures("home")
JPEG = encoded(picture(), "JPEG")


def client_of(url: Any, key: str = "any") -> CustomVisionPredictionClient:
    credentials = ApiKeyCredentials(in_headers={"Prediction-key": key})
    return CustomVisionPredictionClient(str(url), credentials)


@contextmanager
def client(**settings: Any) -> Iterator[CustomVisionPredictionClient]:
    """Run a server, and yield the client of it."""
    with thread(**settings) as (http, _):
        yield client_of(http.base_url)


def refusal(call: Callable[..., Any], *arguments: Any) -> tuple[int, str, str]:
    """Return the status, the code and the message of the error that a call gets."""
    with pytest.raises(CustomVisionErrorException) as caught:
        call(*arguments)
    error = caught.value.error
    assert error.code in {each.value for each in CustomVisionErrorCodes}
    return caught.value.response.status_code, error.code, error.message


def test_a_function_of_ones_own_classifies_an_image() -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    expected = vizsla.load("textures")(JPEG, top=100)
    with client() as azure:
        found = azure.classify_image("textures", "live", JPEG)
    shown = [(each.tag_name, each.probability) for each in found.predictions]
    assert shown == [(each.answer, each.score) for each in expected.alternatives]
    assert [each.tag_id for each in found.predictions] == [
        tag_id("textures", each.answer) for each in expected.alternatives
    ]
    assert {each.tag_type for each in found.predictions} == {"Regular"}
    assert (found.project, found.iteration) == (project_id("textures"), iteration_id("textures", 1))
    assert uuid.UUID(found.id)
    assert before <= found.created <= datetime.now(UTC)


def test_the_project_is_the_functions_name_or_its_id_which_is_the_same_on_every_server() -> None:
    ids = set()
    for _ in range(2):
        with client() as azure:
            for project in ("textures", project_id("textures"), project_id("textures").upper()):
                found = azure.classify_image(project, "live", JPEG)
                ids.add((found.project, found.iteration, found.predictions[0].tag_id))
    assert len(ids) == 1
    with thread() as (http, _):
        assert http.get("/v1/functions/textures").json()["project_id"] == project_id("textures")


def test_the_published_name_is_live_a_number_the_functions_own_or_one_that_was_given() -> None:
    local_functions().name_version("textures", "Iteration 1", 1)
    with client() as azure:
        for name in ("live", "1", "textures", "Iteration 1"):
            assert azure.classify_image("textures", name, JPEG).predictions
        for name in ("live", "1", "dog-breeds"):
            assert azure.classify_image("dog-breeds", name, JPEG).predictions
        for project, name in (("textures", "2"), ("textures", "Iteration2"), ("dog-breeds", "2")):
            status, code, message = refusal(azure.classify_image, project, name, JPEG)
            assert (status, code) == (404, "NotFoundIteration")
            assert repr(name) in message
            assert repr(project) in message


def test_an_image_is_sent_as_bytes_as_an_opened_file_or_as_a_stream(tmp_path: Path) -> None:
    large = picture(2000, 1500)
    (tmp_path / "park.png").write_bytes(encoded(large, "PNG", compress_level=0))
    content = (tmp_path / "park.png").read_bytes()
    assert len(content) > 4 * 2**20
    with client() as azure, (tmp_path / "park.png").open("rb") as file:
        sent = [content, file, io.BytesIO(content)]
        found = [azure.classify_image("textures", "live", each).predictions[0] for each in sent]
    assert found[0] == found[1] == found[2]


def test_the_bytes_alone_are_an_image_as_the_services_pages_have_it() -> None:
    path = "/customvision/v3.0/Prediction/textures/classify/iterations/live/image"
    with thread() as (http, _):
        binary = {"Content-Type": "application/octet-stream"}
        one = http.post(path, content=JPEG, headers=binary).json()
        form = http.post(path, files={"file": ("a.jpg", JPEG)}).json()
    assert one["predictions"] == form["predictions"]
    assert one["sure"] == vizsla.load("textures")(JPEG).sure


def test_nothing_is_stored_and_the_applications_name_is_ignored() -> None:
    with client() as azure:
        one = azure.classify_image("textures", "live", JPEG, application="shop")
        two = azure.classify_image_with_no_store("textures", "live", JPEG, application="shop")
    assert one.predictions == two.predictions


def test_a_function_that_knows_no_answer_has_a_negative_tag_and_the_probabilities_add_up(
    images: Path,
) -> None:
    with client() as azure:
        for name, negative_first in (("chair", True), ("german_shepherd", False)):
            content = (images / "things" / f"{name}.jpg").read_bytes()
            expected = vizsla.load("dog-breeds")(content)
            found = azure.classify_image("dog-breeds", "live", content).predictions
            (negative,) = (each for each in found if each.tag_type == "Negative")
            assert negative.tag_name == "Negative"
            assert sum(each.probability for each in found) == pytest.approx(1)
            assert (found[0] is negative) == (expected.answer is None) == negative_first
            assert found[0].probability == expected.score


def test_a_project_with_several_labels_tells_each_ones_own_probability(
    textures: Path, tmp_path: Path
) -> None:
    labels = paint_halves(textures, tmp_path / "halves")
    with vizsla.Project.open("stuff", multi_label=True) as project:
        project.add(tmp_path / "halves")
        for each in project:
            project.label(each, list(labels[each.name] or ("none of these",)))
        project.train(test=0)
        function = project.publish(untested=True, also_as="Iteration5")
    both = next(name for name, own in labels.items() if len(own) > 1)
    content = (tmp_path / "halves" / both).read_bytes()
    expected = {each.answer: each.score for each in function(content, top=10).alternatives}
    with client() as azure:
        found = azure.classify_image("stuff", "Iteration5", content).predictions
    own = {each.tag_name: each.probability for each in found if each.tag_type == "Regular"}
    assert own == expected
    assert sum(own.values()) > 1
    (negative,) = (each for each in found if each.tag_type == "Negative")
    none = math.prod(1 - each for each in expected.values())
    assert negative.probability == pytest.approx(none)


def test_a_detector_finds_boxes_as_shares_of_the_upright_image(images: Path) -> None:
    content = (images / "things" / "cows.jpg").read_bytes()
    upright = Image.open(io.BytesIO(content))
    turned = encoded(upright.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif_of(6))
    lossless = encoded(upright, "PNG")
    expected = vizsla.detect_objects(lossless).boxes
    assert expected
    with client() as azure:
        for each in (lossless, turned):
            found = azure.detect_image("detect-objects", "live", each).predictions
            assert [(box.tag_name, box.probability) for box in found] == [
                (box.label, box.score) for box in expected
            ]
            for box, wanted in zip(found, expected, strict=True):
                place = box.bounding_box
                assert place.left == pytest.approx(max(0, wanted.x / upright.width), abs=1e-6)
                assert place.top == pytest.approx(max(0, wanted.y / upright.height), abs=1e-6)
                assert 0 <= place.left <= place.left + place.width <= 1
                assert 0 <= place.top <= place.top + place.height <= 1


def test_what_a_function_does_not_do_is_an_error_that_names_it() -> None:
    with client() as azure:
        wrong = [
            (azure.detect_image, "textures", "classifies images"),
            (azure.classify_image, "detect-objects", "finds things in images"),
            (azure.classify_image, "describe-image", "describes images"),
            (azure.classify_image, "recognize-text", "takes no images"),
        ]
        for call, project, words in wrong:
            status, code, message = refusal(call, project, "live", JPEG)
            assert (status, code) == (400, "BadRequest")
            assert project in message
            assert words in message


def test_a_wrong_project_is_not_found_and_named() -> None:
    unknown = str(uuid.uuid4())
    with client() as azure:
        for project in ("nothing", unknown):
            status, code, message = refusal(azure.classify_image, project, "live", JPEG)
            assert (status, code) == (404, "NotFoundProject")
            assert project in message


def test_an_image_that_can_not_be_used_is_a_bad_request_with_the_services_code() -> None:
    bad = {b"no image": "BadRequestImageFormat", JPEG[:400]: "BadRequestImageStream"}
    with client(limits=Limits(max_pixels=1000)) as azure:
        many_pixels = refusal(azure.classify_image, "textures", "live", JPEG)
        assert many_pixels[:2] == (400, "BadRequestImageSizeBytes")
    with client() as azure:
        for content, code in bad.items():
            assert refusal(azure.classify_image, "textures", "live", content)[:2] == (400, code)


def test_the_image_at_a_url_is_fetched_only_where_the_server_was_told_to(website: str) -> None:
    with client() as azure:
        calls = [azure.classify_image_url, azure.classify_image_url_with_no_store]
        for call in calls:
            status, code, message = refusal(call, "textures", "live", website)
            assert (status, code) == (400, "BadRequestImageUrl")
            assert "fetches no URLs" in message
    trusting = {"fetch_urls": True, "limits": Limits(allow_private_urls=True)}
    with client(**trusting) as azure:
        assert azure.classify_image_url("textures", "live", website).predictions
        assert azure.detect_image_url_with_no_store("detect-objects", "live", website)
    with thread(**trusting) as (http, _):
        path = "/customvision/v3.0/Prediction/textures/classify/iterations/live/url"
        assert http.post(path, json={"Url": website}).status_code == 200
        assert http.post(path, json={"Uri": website}).json()["code"] == "BadRequest"


def test_an_unknown_parameter_version_or_form_is_refused_by_name() -> None:
    path = "/customvision/v3.1/prediction/textures/classify/iterations/live/image"
    with thread() as (http, _):
        post = partial(http.post, content=JPEG)
        answers = [
            (post(f"{path}?iterationId=7"), 400, "'iterationId'"),
            (post(path.replace("v3.1", "v2.0")), 404, "'v2.0'"),
            (post(path.replace("/image", "/picture")), 404, "/picture"),
            (http.get(path), 405, "GET"),
            (http.post(path), 400, "the image is empty"),
            (http.post(path, files=[("a", JPEG), ("b", JPEG)]), 400, "2 images"),
        ]
    for answer, status, words in answers:
        assert answer.status_code == status
        assert words in answer.json()["message"]


def test_the_clients_key_is_one_of_ours() -> None:
    with Workspace.open() as workspace:
        key = workspace.keys.new("shop", functions=["textures"])
    with thread(needs_keys=True) as (http, _):
        shop = client_of(http.base_url, key)
        assert shop.classify_image(project_id("textures"), "live", JPEG).predictions
        assert refusal(shop.classify_image, "dog-breeds", "live", JPEG)[:2] == (403, "Forbidden")
        dog_breeds = project_id("dog-breeds")
        assert refusal(shop.classify_image, dog_breeds, "live", JPEG)[:2] == (403, "Forbidden")
        stranger = client_of(http.base_url, "vz_no")
        assert refusal(stranger.classify_image, "textures", "live", JPEG)[0] == 401


def test_a_busy_server_tells_the_client_when_to_ask_again(gate: Gate) -> None:
    with (
        thread(workers=1, most_waiting=0) as (http, service),
        ThreadPoolExecutor(1) as callers,
    ):
        azure = client_of(http.base_url)
        call = callers.submit(azure.classify_image, "textures", "live", JPEG)
        until(lambda: service.queue.requests == 1)
        with pytest.raises(CustomVisionErrorException) as caught:
            client_of(http.base_url).classify_image("textures", "live", JPEG)
        assert caught.value.response.status_code == 429
        assert int(caught.value.response.headers["Retry-After"]) >= 1
        assert caught.value.error.code == "ErrorPredictionServiceUnavailable"
        gate.opened.set()
        assert call.result().predictions
