"""Dog Scope in Firefox, driven over WebDriver BiDi: Playwright has only a Firefox of its own."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WAIT = 120  # seconds; a busy machine of two cores is slow
SHORT, LONG = 126, 127  # the length of a WebSocket's message follows in two bytes, or in eight
PHONE = {"width": 390, "height": 844}
PREFERENCES = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "media.autoplay.default": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}

# A camera that shows an image, moved a little as by a hand, like the films of Chromium's camera.
CAMERA = """() => {
    if (!navigator.mediaDevices) return;  // a blank page
    const bytes = Uint8Array.from(atob("%s"), (each) => each.charCodeAt(0));
    const [width, height, sway] = [640, 480, 12];
    navigator.mediaDevices.getUserMedia = async () => {
        const image = await createImageBitmap(new Blob([bytes]));
        const canvas = Object.assign(document.createElement("canvas"), { width, height });
        const context = canvas.getContext("2d");
        const least = [(width + 2 * sway) / image.width, (height + 2 * sway) / image.height];
        const size = [image.width, image.height].map((each) => each * Math.max(...least));
        const [left, top] = [(width - size[0]) / 2, (height - size[1]) / 2];
        const draw = () => {
            const turn = Math.PI * performance.now() / 1000;
            const [x, y] = [sway * Math.sin(turn), sway * Math.sin(turn / 2)];
            context.drawImage(image, left + x, top + y, ...size);
        };
        draw();
        setInterval(draw, 1000 / 15);
        return canvas.captureStream(15);
    };
}"""


def program() -> str:
    """Return the path of Firefox; VIZSLA_FIREFOX names another one."""
    found = os.environ.get("VIZSLA_FIREFOX") or next(
        filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None
    )
    if found is None:
        assert not os.environ.get("CI"), "there is no Firefox, and in CI nothing is skipped"
        pytest.skip("there is no Firefox: apt-get install firefox-esr, or name one: VIZSLA_FIREFOX")
    return found


class WebSocket:
    """A connection that exchanges texts, as RFC 6455 has them."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        assert parts.port is not None
        self._socket = socket.create_connection(("127.0.0.1", parts.port), timeout=WAIT)
        self._stream = self._socket.makefile("rb")
        lines = (
            f"GET {parts.path} HTTP/1.1",
            f"Host: {parts.netloc}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            "Sec-WebSocket-Version: 13",
        )
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        status = self._stream.readline()
        assert b" 101 " in status, status
        while self._stream.readline().strip():
            pass

    def send(self, text: str) -> None:
        """Send a text, masked, as a client must."""
        data, mask = text.encode(), os.urandom(4)
        if len(data) < SHORT:
            head = struct.pack("!BB", 0x81, 0x80 | len(data))
        elif len(data) < 1 << 16:
            head = struct.pack("!BBH", 0x81, 0x80 | SHORT, len(data))
        else:
            head = struct.pack("!BBQ", 0x81, 0x80 | LONG, len(data))
        repeated = mask * (len(data) // 4 + 1)
        masked = bytes(each ^ key for each, key in zip(data, repeated, strict=False))
        self._socket.sendall(head + mask + masked)

    def receive(self) -> str:
        """Return the next text."""
        text, is_last = b"", False
        while not is_last:
            first, length = self._stream.read(2)
            if length == SHORT:
                (length,) = struct.unpack("!H", self._stream.read(2))
            elif length == LONG:
                (length,) = struct.unpack("!Q", self._stream.read(8))
            text += self._stream.read(length)
            is_last = bool(first & 0x80)
        return text.decode()

    def close(self) -> None:
        """End the connection."""
        self._stream.close()
        self._socket.close()


class Firefox:
    """A Firefox without a window, with one page.

    Attributes:
        errors: the errors that the page threw.

    """

    def __init__(self, profile: Path) -> None:
        lines = [f"user_pref({json.dumps(n)}, {json.dumps(v)});" for n, v in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        self.errors: list[str] = []
        self._process = subprocess.Popen(
            [
                *(program(), "--headless", "--no-remote", "--remote-debugging-port=0"),
                *("--profile", str(profile)),
            ],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"HOME": str(profile), "MOZ_CRASHREPORTER_DISABLE": "1"},
        )
        self._count = 0
        try:
            self._socket = WebSocket(f"{self._address()}/session")
            self.call("session.new", capabilities={})
            self.call("session.subscribe", events=["log.entryAdded"])
            self._context = self.call("browsingContext.getTree")["contexts"][0]["context"]
            self.call("browsingContext.setViewport", context=self._context, viewport=PHONE)
        except BaseException:
            self._end()
            raise

    def _address(self) -> str:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                return found[1]
        raise AssertionError("Firefox ended without an address")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command, and return its result."""
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.receive())
            if message.get("method") == "log.entryAdded":
                entry = message["params"]
                if entry["type"] == "javascript" and entry["level"] == "error":
                    self.errors.append(entry["text"])
            if message.get("id") == self._count:
                assert message["type"] == "success", message
                result: dict[str, Any] = message["result"]
                return result

    def camera_shows(self, image: Path) -> None:
        """Replace the camera of the pages that are opened from now on."""
        data = base64.b64encode(image.read_bytes()).decode()
        self.call("script.addPreloadScript", functionDeclaration=CAMERA % data)

    def open(self, url: str) -> None:
        """Open a page."""
        self.call("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def _evaluated(self, expression: str) -> dict[str, Any]:
        answer = self.call(
            "script.evaluate",
            expression=expression,
            target={"context": self._context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        result: dict[str, Any] = answer["result"]
        return result

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression in the page."""
        text = self._evaluated(f"(async () => JSON.stringify((await ({expression})) ?? null))()")
        return json.loads(text["value"])

    def until(self, expression: str) -> Any:
        """Wait until an expression is true in the page, and return its value."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            if value := self.evaluate(expression):
                return value
            time.sleep(0.05)
        text = self.evaluate("document.body.innerText")
        raise AssertionError(f"never true: {expression}; {self.errors}; the page reads: {text}")

    def shows(self, selector: str, text: str = "") -> None:
        """Wait until an element of the page can be seen, with a text."""
        self.until(
            f"[...document.querySelectorAll({json.dumps(selector)})].some((each) =>"
            f" each.checkVisibility() && each.textContent.includes({json.dumps(text)}))"
        )

    def press(self, selector: str, text: str = "") -> None:
        """Put a finger on the middle of an element, and leave it there."""
        self.shows(selector, text)
        x, y = self.evaluate(
            f"""(() => {{
                const all = [...document.querySelectorAll({json.dumps(selector)})];
                const found = all.find((each) => each.textContent.includes({json.dumps(text)}));
                found.scrollIntoView({{ block: "center" }});
                const {{ x, y, width, height }} = found.getBoundingClientRect();
                return [Math.round(x + width / 2), Math.round(y + height / 2)];
            }})()"""
        )
        self._point([{"type": "pointerMove", "x": x, "y": y}, {"type": "pointerDown", "button": 0}])

    def release(self) -> None:
        """Lift the finger."""
        self._point([{"type": "pointerUp", "button": 0}])

    def click(self, selector: str, text: str = "") -> None:
        """Click on an element with a text."""
        self.press(selector, text)
        self.release()

    def _point(self, actions: Sequence[dict[str, Any]]) -> None:
        pointer = {"type": "pointer", "id": "finger", "actions": list(actions)}
        self.call("input.performActions", context=self._context, actions=[pointer])

    def choose(self, selector: str, path: Path) -> None:
        """Choose a file for an input."""
        self.until(f"document.querySelector({json.dumps(selector)}) !== null")
        node = self._evaluated(f"document.querySelector({json.dumps(selector)})")
        element = {"sharedId": node["sharedId"]}
        self.call("input.setFiles", context=self._context, element=element, files=[str(path)])

    def close(self) -> None:
        """End the browser."""
        self._socket.close()
        self._end()

    def _end(self) -> None:
        self._process.terminate()
        self._process.communicate(timeout=WAIT)
