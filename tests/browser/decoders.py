"""Decodes files in Node and in Chromium, without a function: pixels are compared, not scores."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla import VizslaError
from vizsla.modalities.image.load_image import load_array

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["NodeDecoder", "PageDecoder", "in_python"]

RUNTIME = Path(__file__).parents[2] / "web" / "runtime"
Decoded = tuple[Any, ...]


def in_python(data: bytes) -> Decoded:
    """Return the width, the height and the hash of a file's pixels, or the name of the error."""
    try:
        pixels = load_array(data)
    except VizslaError as error:
        return (type(error).__name__,)
    height, width, _ = pixels.shape
    return width, height, hashlib.sha256(pixels.tobytes()).hexdigest()


class NodeDecoder:
    """The runtime's own decoding in Node, as ``in_python``."""

    def __init__(self, node: Path, folder: Path) -> None:
        (folder / "node_modules").symlink_to(RUNTIME / "node_modules")
        script = _bundled("nodeImages", node, folder / "nodeImages.mjs", "node", "esm")
        self._process = subprocess.Popen(
            [node, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def __call__(self, data: bytes) -> Decoded:
        """Decode a file."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps(base64.b64encode(data).decode()) + "\n")
        stdin.flush()
        return _decoded(json.loads(stdout.readline()))

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


class PageDecoder:
    """The runtime's own decoding in a page, as ``in_python``."""

    def __init__(self, page: Page, node: Path, folder: Path) -> None:
        script = _bundled("workerImages", node, folder / "workerImages.js", "browser", "iife")
        page.add_script_tag(path=script)
        self._page = page

    def __call__(self, data: bytes, media_type: str = "") -> Decoded:
        """Decode a file; its name says that it is of a media type."""
        content = base64.b64encode(data).decode()
        ask = "([content, type]) => decodeFile(content, type)"
        return _decoded(self._page.evaluate(ask, [content, media_type]))


def _bundled(name: str, node: Path, script: Path, platform: str, module: str) -> Path:
    subprocess.run(
        [
            RUNTIME / "node_modules" / ".bin" / "esbuild",
            *("--bundle", f"--platform={platform}", f"--format={module}", "--external:sharp"),
            *("--log-level=warning", f"--outfile={script}"),
            RUNTIME / "tests" / "twins" / f"{name}.ts",
        ],
        env={**os.environ, "PATH": os.pathsep.join((str(node.parent), os.environ["PATH"]))},
        check=True,
    )
    return script


def _decoded(reply: dict[str, Any]) -> Decoded:
    assert "error" not in reply, reply["error"]
    if "raised" in reply:
        return (reply["raised"],)
    return reply["width"], reply["height"], reply["sha256"]
