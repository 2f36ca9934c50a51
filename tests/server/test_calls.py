"""Over HTTP a function gives the answer that it gives in Python."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import numpy as np
import pytest
from PIL import Image

import vizsla
from server.conftest import publish
from server.running_server import thread

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from server.running_server import Running

SCHEMA = Path(vizsla.__file__).parent / "contract" / "answer.schema.json"
TEXT = "Two vets at 7pm next Friday, about $40 each"
REFERENCE = "2026-11-29T14:00"


@pytest.fixture
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.fixture
def photo(images: Path) -> bytes:
    return (images / "things" / "bison.jpg").read_bytes()


@pytest.mark.parametrize(
    "name", ["classify-image", "describe-image", "detect-objects", "dog-breeds"]
)
def test_an_image_gets_the_answer_that_python_gives(
    client: httpx.Client, photo: bytes, name: str
) -> None:
    answer = client.post(f"/v1/functions/{name}:call", files={"file": photo})
    assert answer.status_code == 200
    assert answer.json() == vizsla.load(name)(photo).to_dict()
    assert answer.headers["vizsla-function"] == f"{name}@1"
    jsonschema.validate(answer.json(), json.loads(SCHEMA.read_text("utf-8")))


def test_a_function_of_ones_own_is_called_by_its_name_and_by_its_version(
    client: httpx.Client, bundle: Path, textures: Path
) -> None:
    grass = (textures / "grass" / "0.png").read_bytes()
    expected = vizsla.load(bundle)(grass).to_dict()
    for name in ("textures", "textures@1", "textures@live"):
        answer = client.post(f"/v1/functions/{name}:call", content=grass)
        assert answer.json() == expected
        assert answer.headers["vizsla-function"] == "textures@1"


def test_a_text_gets_the_answer_that_python_gives(client: httpx.Client) -> None:
    options = {"reference": REFERENCE, "language": "en"}
    expected = vizsla.recognize_text(TEXT, **options).to_dict()
    path = "/v1/functions/recognize-text:call"
    bodies: list[dict[str, Any]] = [
        {"json": {"text": TEXT}},
        {"content": TEXT.encode(), "headers": {"Content-Type": "text/plain; charset=utf-8"}},
        {"files": {"file": ("notes.txt", TEXT.encode())}},
        {"files": {"text": (None, TEXT)}},
    ]
    for body in bodies:
        answer = client.post(path, params=options, **body)
        assert answer.json() == expected, body


def test_the_options_of_a_call_are_parameters_of_the_address(
    client: httpx.Client, photo: bytes
) -> None:
    options = {"top": 2, "threshold": 0.25, "within": "dog"}
    answer = client.post("/v1/functions/classify-image:call", params=options, content=photo)
    assert answer.json() == vizsla.classify_image(photo, **options).to_dict()
    options = {"kinds": "currency,number", "language": "en", "relative_ordinals": "false"}
    answer = client.post("/v1/functions/recognize-text:call", params=options, json={"text": TEXT})
    expected = vizsla.recognize_text(
        TEXT, kinds=["currency", "number"], language="en", relative_ordinals=False
    )
    assert answer.json() == expected.to_dict()


def test_cells_of_columns_of_metadata_count_as_in_python(
    home: Path, textures: Path, tmp_path: Path
) -> None:
    pictures = sorted(textures.rglob("*.png"))
    rows = [f"{each},{each.parent.name},{each.parent.name}yard" for each in pictures]
    table = tmp_path / "pictures.csv"
    table.write_text("\n".join(("file,label,place", *rows)))
    function = vizsla.learn(table, save=tmp_path / "yards", columns=["place"])
    publish(home, tmp_path / "yards", "yards", 1)
    image = pictures[0].read_bytes()
    with thread() as (client, _):
        for place in ("brickyard", "grassyard"):
            cells = {"place": place}
            answer = client.post(
                "/v1/functions/yards:call", params={"columns": json.dumps(cells)}, content=image
            )
            assert answer.json() == function(image, columns=cells).to_dict()


def test_raw_bytes_need_neither_a_file_name_nor_a_content_type(
    client: httpx.Client, photo: bytes
) -> None:
    expected = vizsla.classify_image(photo).to_dict()
    path = "/v1/functions/classify-image:call"
    # As clients of other services send them, chunked and without a length, too.
    assert client.post(path, content=photo).json() == expected
    assert client.post(path, content=iter([photo[:999], photo[999:]])).json() == expected
    assert client.post(path, files={"imageData": (None, photo)}).json() == expected


def test_several_inputs_get_a_list_in_their_order(client: httpx.Client, images: Path) -> None:
    photos = [path.read_bytes() for path in sorted(images.rglob("*.jpg"))[:5]]
    path = "/v1/functions/classify-image:call"
    answer = client.post(path, files=[("files", each) for each in photos])
    assert answer.json() == {"results": [each.to_dict() for each in vizsla.classify_image(photos)]}
    one = client.post(path, files=[("files", photos[0])])
    assert one.json() == {"results": [vizsla.classify_image(photos[0]).to_dict()]}


def test_a_text_is_explained_by_its_words_and_an_image_by_a_heat_map(
    client: httpx.Client, photo: bytes
) -> None:
    answer = client.post("/v1/functions/classify-image:explain", content=photo).json()
    expected = vizsla.classify_image.explain(photo)
    assert answer["label"] == expected.label
    assert answer["words"] == []
    png = base64.b64decode(answer["heat_map"].removeprefix("data:image/png;base64,"))
    found = np.asarray(Image.open(io.BytesIO(png)))
    assert found.shape == expected.heat_map.shape
    assert np.abs(found / 255 - expected.heat_map).max() < 0.003


def test_a_label_to_explain_may_be_named(client: httpx.Client, photo: bytes) -> None:
    path = "/v1/functions/classify-image:explain"
    answer = client.post(path, params={"label": "ox"}, content=photo)
    assert answer.json()["label"] == "ox"
    wrong = client.post(path, params={"label": "no such thing"}, content=photo)
    assert (wrong.status_code, wrong.json()["code"]) == (400, "option")


def test_an_embedding_has_the_same_numbers(client: httpx.Client, photo: bytes) -> None:
    answer = client.post("/v1/functions/classify-image:embed", content=photo).json()
    found = np.array(answer["embedding"], np.float32)
    assert np.array_equal(found, vizsla.classify_image.embed(photo))
    other = client.post("/v1/functions/describe-image:embed", content=photo)
    assert (other.status_code, other.json()["code"]) == (400, "option")


def test_the_list_of_functions_has_the_shipped_and_the_published_ones(client: httpx.Client) -> None:
    found = {each["name"]: each for each in client.get("/v1/functions").json()["functions"]}
    assert {"classify-image", "recognize-text", "textures"} <= found.keys()
    assert found["textures"]["labels"] == ["brick", "grass", "gravel"]
    assert found["textures"]["modality"] == "image"
    assert found["recognize-text"]["modality"] == "text"


def test_a_function_shows_its_manifest_and_its_card(client: httpx.Client, bundle: Path) -> None:
    found = client.get("/v1/functions/textures").json()
    assert found["manifest"] == json.loads((bundle / "function.json").read_bytes())
    assert found["card"] == vizsla.load(bundle).card


def test_the_files_of_a_bundle_are_sent_as_they_are(client: httpx.Client, bundle: Path) -> None:
    names = sorted(each.name for each in bundle.iterdir())
    assert len(names) > 3
    for name in names:
        answer = client.get(f"/v1/functions/textures@1/bundle/{name}")
        assert answer.content == (bundle / name).read_bytes()
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    live = client.get("/v1/functions/textures/bundle/README.md")
    assert live.headers["cache-control"] == "no-cache"
    headers = {"If-None-Match": live.headers["etag"]}
    again = client.get("/v1/functions/textures/bundle/README.md", headers=headers)
    assert again.status_code == 304
    assert client.get("/v1/functions/textures/bundle/..%2flive").status_code == 404


def test_each_answer_has_the_id_of_its_request(client: httpx.Client) -> None:
    named = client.get("/healthz", headers={"X-Request-ID": "mine-1"})
    assert named.headers["x-request-id"] == "mine-1"
    first, second = (client.get("/healthz").headers["x-request-id"] for _ in range(2))
    assert first != second
    odd = client.get("/healthz", headers={"X-Request-ID": "a b\u00e9".encode("latin-1")})
    assert odd.headers["x-request-id"].isalnum()


def test_cells_of_columns_are_an_object_of_json(client: httpx.Client, photo: bytes) -> None:
    for operation in ("call", "explain"):
        path = f"/v1/functions/classify-image:{operation}"
        plain = client.post(path, content=photo)
        assert client.post(path, params={"columns": "{}"}, content=photo).json() == plain.json()
        unknown = client.post(path, params={"columns": '{"place": "garden"}'}, content=photo)
        assert unknown.json()["code"] == "option"
        assert "knows no column 'place'; it has none" in unknown.json()["detail"]
        for wrong in ("place=garden", "[]"):
            refused = client.post(path, params={"columns": wrong}, content=photo)
            assert refused.status_code == unknown.status_code
            assert "columns=" in refused.json()["detail"]
