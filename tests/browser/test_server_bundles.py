"""The runtime in a page of another host loads functions from a server, and answers alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import vizsla
from server.conftest import publish
from server.running_server import thread
from shop_sentences import write_sentences
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.website import Site

CALL = """async ([address, input, headers]) => {
  const { load } = await import("/vizsla/index.js");
  try {
    const { answer, score } = await (await load(address, { headers }))(input);
    return [answer, score];
  } catch ({ code, message }) {
    return [code, message];
  }
}"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_function_of_images_is_loaded_from_a_server(
    page: Page, site: Site, home: Path, bundle: Path, photographs: Path
) -> None:
    publish(home, bundle, "textures", 1)
    grass = photographs / "grass.png"
    site.files["/new.png"] = grass.read_bytes()
    expected = vizsla.load("textures")(grass)
    with thread(cors_origins=(site.url,)) as (client, _):
        address = f"{client.base_url}/v1/functions/textures/bundle/"
        assert page.evaluate(CALL, [address, "/new.png"]) == [
            expected.answer,
            pytest.approx(expected.score, abs=1e-6),
        ]


def test_a_function_is_loaded_with_a_key_where_the_server_needs_one(
    page: Page, site: Site, home: Path, bundle: Path, photographs: Path
) -> None:
    publish(home, bundle, "textures", 1)
    site.files["/new.png"] = (photographs / "grass.png").read_bytes()
    with Workspace.open() as workspace:
        good = {"Authorization": f"Bearer {workspace.keys.new('site')}"}
    with thread(cors_origins=(site.url,), needs_keys=True) as (client, _):
        address = f"{client.base_url}/v1/functions/textures/bundle/"
        code, message = page.evaluate(CALL, [address, "/new.png"])
        assert (code, "a key is needed" in message) == ("url", True)
        assert page.evaluate(CALL, [address, "/new.png", good])[0] == "grass"


def test_a_function_of_texts_is_loaded_with_the_encoder_that_it_shares(
    page: Page, site: Site, tmp_path: Path
) -> None:
    write_sentences(tmp_path / "utterances.csv")
    shop = vizsla.learn(tmp_path / "utterances.csv", save="shop")
    text = "where is my parcel"
    expected = shop(text)
    with thread(cors_origins=(site.url,)) as (client, _):
        address = f"{client.base_url}/v1/functions/shop@1/bundle/"
        assert page.evaluate(CALL, [address, text]) == [
            expected.answer,
            pytest.approx(expected.score, abs=1e-6),
        ]
        answer = client.post("/v1/functions/shop:call", json={"text": text}).json()
        assert answer == expected.to_dict()
