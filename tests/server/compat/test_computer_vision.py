"""Computer Vision's own client for Python gets its results from a server of ours."""

from __future__ import annotations

import io
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from azure.cognitiveservices.vision.computervision import ComputerVisionClient
from azure.cognitiveservices.vision.computervision.models import (
    ComputerVisionErrorCodes,
    ComputerVisionErrorResponseException,
    ComputerVisionInnerErrorCodeValue,
    Details,
    VisualFeatureTypes,
)
from msrest.authentication import CognitiveServicesCredentials
from PIL import Image

import vizsla
from modalities.odd_files import encoded, exif_of, picture
from server.running_server import thread
from vizsla.modalities.limits import Limits
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("home")
ALL = [VisualFeatureTypes.tags, VisualFeatureTypes.description, VisualFeatureTypes.objects]
JPEG = encoded(picture(), "JPEG")


@pytest.fixture
def cows(images: Path) -> bytes:
    return (images / "things" / "cows.jpg").read_bytes()


@contextmanager
def client(key: str = "any", **settings: Any) -> Iterator[ComputerVisionClient]:
    """Run a server, and yield the client of it."""
    with thread(**settings) as (http, _):
        yield ComputerVisionClient(str(http.base_url), CognitiveServicesCredentials(key))


def refusal(call: Callable[..., Any], *arguments: Any, **options: Any) -> tuple[int, str, str]:
    """Return the status, the inner code and the message of the error that a call gets."""
    with pytest.raises(ComputerVisionErrorResponseException) as caught:
        call(*arguments, **options)
    error = caught.value.error.error
    assert error.code in {each.value for each in ComputerVisionErrorCodes}
    assert error.innererror.code in {each.value for each in ComputerVisionInnerErrorCodeValue}
    return caught.value.response.status_code, error.innererror.code, error.message


def test_an_image_is_described_in_a_sentence_with_its_tags(cows: bytes) -> None:
    expected = vizsla.describe_image(cows)
    with client() as azure:
        found = azure.describe_image_in_stream(io.BytesIO(cows))
        more = azure.describe_image_in_stream(
            io.BytesIO(cows), max_candidates=3, description_exclude=["Celebrities", "Landmarks"]
        )
    assert [(each.text, each.confidence) for each in found.captions] == [tuple(expected)]
    assert found.tags[0] == expected.tags[0].label
    assert set(found.tags) == {each.label for each in expected.tags}
    assert len(found.tags) == len(set(found.tags))
    assert (more.captions, more.tags) == (found.captions, found.tags)
    size = Image.open(io.BytesIO(cows)).size
    assert (found.metadata.width, found.metadata.height) == size
    assert found.metadata.format == "Jpeg"
    assert uuid.UUID(found.request_id)
    assert found.model_version == "describe-image@1"


def test_the_tags_of_an_image_are_those_of_its_description(cows: bytes) -> None:
    expected = vizsla.describe_image(cows).tags
    with client() as azure:
        found = azure.tag_image_in_stream(io.BytesIO(cows)).tags
    assert (found[0].name, found[0].confidence) == (expected[0].label, expected[0].score)
    scores = [each.confidence for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= each <= 1 for each in scores)


def test_objects_are_in_pixels_of_the_upright_image(cows: bytes) -> None:
    upright = Image.open(io.BytesIO(cows))
    lossless = encoded(upright, "PNG")
    turned = encoded(upright.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif_of(6))
    expected = vizsla.detect_objects(lossless).boxes
    assert expected
    with client() as azure:
        for content in (lossless, turned):
            found = azure.detect_objects_in_stream(io.BytesIO(content))
            assert (found.metadata.width, found.metadata.height) == upright.size
            assert found.metadata.format == "Png"
            for each, wanted in zip(found.objects, expected, strict=True):
                place = each.rectangle
                assert (each.object_property, each.confidence) == (wanted.label, wanted.score)
                assert abs(place.x - max(0, wanted.x)) <= 1
                assert abs(place.y - max(0, wanted.y)) <= 1
                assert 0 <= place.x <= place.x + place.w <= upright.width
                assert 0 <= place.y <= place.y + place.h <= upright.height


def test_an_analysis_has_what_was_asked_for_and_no_more(cows: bytes) -> None:
    with client() as azure:
        found = azure.analyze_image_in_stream(io.BytesIO(cows), ALL)
        alone = azure.detect_objects_in_stream(io.BytesIO(cows))
        tags = azure.tag_image_in_stream(io.BytesIO(cows)).tags
        one = azure.analyze_image_in_stream(io.BytesIO(cows), [VisualFeatureTypes.objects])
    assert found.objects == alone.objects == one.objects
    assert found.tags == tags
    assert found.description.captions[0].text == vizsla.describe_image(cows).answer
    assert one.tags is None
    assert one.description is None
    assert (found.faces, found.adult, found.categories, found.color) == (None,) * 4
    assert found.model_version == "describe-image@1, detect-objects@1"


def test_what_it_can_not_tell_is_refused_by_name(cows: bytes) -> None:
    def asking(**options: Any) -> tuple[int, str, str]:
        return refusal(azure.analyze_image_in_stream, io.BytesIO(cows), **options)

    tags = [VisualFeatureTypes.tags]
    with client() as azure:
        for feature in VisualFeatureTypes:
            if feature not in ALL:
                status, code, message = asking(visual_features=[*tags, feature])
                assert (status, code) == (400, "NotSupportedVisualFeature")
                assert f"can't tell {feature.value};" in message
        both = asking(visual_features=[VisualFeatureTypes.faces, VisualFeatureTypes.adult])
        assert "can't tell Faces, Adult;" in both[2]
        without = asking()
        assert without[1] == "NotSupportedVisualFeature"
        assert "Categories" in without[2]
        details = asking(visual_features=tags, details=[Details.landmarks])
        assert details[1] == "InvalidDetails"
        assert "'Landmarks'" in details[2]
        language = asking(visual_features=tags, language="ja")
        assert language[1] == "NotSupportedLanguage"
        assert "'ja'" in language[2]
        model = asking(visual_features=tags, model_version="2021-04-01")
        assert model[1] == "InvalidModel"
        assert "'2021-04-01'" in model[2]
        candidates = refusal(azure.describe_image_in_stream, io.BytesIO(cows), max_candidates=0)
        assert candidates[1] == "BadArgument"


def test_routes_that_are_not_there_say_which_ones_are(cows: bytes) -> None:
    with client() as azure:
        calls: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
            (azure.get_area_of_interest_in_stream, (io.BytesIO(cows),)),
            (azure.list_models, ()),
            (azure.analyze_image_by_domain_in_stream, ("landmarks", io.BytesIO(cows))),
        ]
        for call, arguments in calls:
            status, code, message = refusal(call, *arguments)
            assert (status, code) == (404, "NotSupportedFeature")
            assert "analyze, describe, tag and detect" in message


def test_a_bad_image_is_a_bad_request_with_the_services_codes() -> None:
    with client(limits=Limits(max_pixels=1000)) as azure:
        many_pixels = refusal(azure.tag_image_in_stream, io.BytesIO(JPEG))
        assert many_pixels[:2] == (400, "InvalidImageSize")
        no_image = refusal(azure.tag_image_in_stream, io.BytesIO(b"no image"))
        assert no_image[:2] == (400, "InvalidImageFormat")
        url = refusal(azure.tag_image, "http://example.org/park.jpg")
        assert url[:2] == (400, "InvalidImageUrl")


def test_the_image_at_a_url_is_fetched_where_the_server_was_told_to(website: str) -> None:
    with client(fetch_urls=True, limits=Limits(allow_private_urls=True)) as azure:
        by_url = azure.analyze_image(website, ALL)
        sent = azure.analyze_image_in_stream(io.BytesIO(JPEG), ALL)
        assert (by_url.tags, by_url.objects) == (sent.tags, sent.objects)
        assert azure.describe_image(website).captions == sent.description.captions
        assert azure.tag_image(website).tags == sent.tags
        assert azure.detect_objects(website).objects == sent.objects


@pytest.mark.parametrize("version", ["v2.0", "v2.1", "v3.0", "v3.1", "v3.2", "V3.2-preview.3"])
def test_each_version_has_its_own_form_of_errors(cows: bytes, version: str) -> None:
    path = f"/vision/{version}/analyze"
    with thread() as (http, _):
        found = http.post(path, params={"visualFeatures": "tags, Objects"}, content=cows)
        assert {"tags", "objects", "requestId", "metadata"} <= found.json().keys()
        error = http.post(path, params={"visualFeatures": "Brands"}, content=cows).json()
        form = http.post(f"/vision/{version}/tag", files={"any": ("cows.jpg", cows)})
        assert form.json()["tags"] == found.json()["tags"]
    if "3.2" in version:
        assert error["error"]["innererror"]["code"] == "NotSupportedVisualFeature"
    else:
        assert error["code"] == "NotSupportedVisualFeature"
        assert uuid.UUID(error["requestId"])


def test_an_unknown_version_or_parameter_is_refused_by_name() -> None:
    with thread() as (http, _):
        version = http.post("/vision/v4.0/tag", content=JPEG)
        unknown = http.post("/vision/v3.2/tag?smartCropping=true", content=JPEG)
        twice = http.post("/vision/v3.2/tag?language=en&Language=en", content=JPEG)
    assert (version.status_code, unknown.status_code, twice.status_code) == (404, 400, 400)
    assert "'v4.0'" in version.text
    assert "'smartCropping'" in unknown.json()["error"]["message"]
    assert "twice" in twice.json()["error"]["message"]


def test_a_key_must_be_for_each_function_that_answers_and_each_one_is_counted(cows: bytes) -> None:
    with Workspace.open() as workspace:
        both = workspace.keys.new("both", functions=["describe-image", "detect-objects"])
        one = workspace.keys.new("one", functions=["describe-image"])
    with client(one, needs_keys=True) as azure:
        assert azure.tag_image_in_stream(io.BytesIO(cows)).tags
        status, _, message = refusal(azure.analyze_image_in_stream, io.BytesIO(cows), ALL)
        assert status == 403
        assert "'detect-objects'" in message
    with client(both, needs_keys=True) as azure:
        assert azure.analyze_image_in_stream(io.BytesIO(cows), ALL).tags
    with Workspace.open() as workspace:
        counted = {(each.key.name, each.function): each.inputs for each in workspace.keys.usage()}
    assert counted == {
        ("one", "describe-image"): 1,
        ("both", "describe-image"): 1,
        ("both", "detect-objects"): 1,
    }


def test_a_server_of_other_functions_says_that_this_one_is_not_there(cows: bytes) -> None:
    with client(functions=("textures",)) as azure:
        status, code, message = refusal(azure.tag_image_in_stream, io.BytesIO(cows))
    assert (status, code) == (404, "NotSupportedFeature")
    assert "'describe-image'" in message
