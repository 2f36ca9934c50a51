"""An image's embedding is the same float32 numbers in Python, in the browser and in Node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import vizsla

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.website import Site

EMBED = """async ([name, url]) => {
  const answer = await vizsla.load(name);
  const embedding = await answer.embed(url);
  answer.close();
  return [embedding.constructor.name, Array.from(embedding)];
}"""


@pytest.mark.parametrize("name", ["dog-breeds", "classify-image"])
def test_every_runtime_embeds_an_image_alike(
    name: str,
    photographs: Path,
    desk: Page,
    desk_site: Site,
    in_node: Callable[..., Any],
) -> None:
    path = photographs / "chelsea.png"
    desk_site.files["/cat.png"] = path.read_bytes()
    kind, in_browser = desk.evaluate(EMBED, [name, "/cat.png"])
    assert kind == "Float32Array"
    expected = vizsla.load(name).embed(path)
    assert expected.dtype == np.float32
    np.testing.assert_array_equal(np.float32(in_browser), expected)
    np.testing.assert_array_equal(np.float32(in_node(name, path, method="embed")), expected)


def test_a_shipped_function_embeds_without_being_loaded_first(desk: Page) -> None:
    ask = "async () => (await vizsla.classifyImage.embed(new ImageData(9, 9))).length"
    assert desk.evaluate(ask) == 1280


def test_a_function_without_an_encoder_has_no_embedding(desk: Page) -> None:
    ask = """() => vizsla.detectObjects.embed(new ImageData(9, 9))
      .catch(({ code, message }) => [code, message])"""
    code, message = desk.evaluate(ask)
    assert code == "option"
    assert "stands on no encoder" in message
