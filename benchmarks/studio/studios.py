"""The labelling tools that are compared: how each is started, given images, and shown."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import BrowserContext

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = ROOT / ".venv-studio" / "bin"
PATIENCE = 600.0  # seconds: Label Studio's first start makes its database
POLL = 0.01
AT_ONCE = 50  # images of a request
USER, PASSWORD, TOKEN = "somebody@example.com", "only-for-this", "0" * 40
LABELLING = '<View><Image name="i" value="$image"/><Choices name="c" toName="i">{}</Choices></View>'


@dataclass(frozen=True)
class Studio:
    """A labelling tool.

    Attributes:
        title: its name in tables.
        command: starts it; PORT and HOME stand for the port and its folder.
        ready: the path that answers 200 once it is ready.
        variables: of its environment; HOME stands for its folder.
        add: sends images to a new project of a server, and returns the path of its screen.
        sign_in: signs a browser in.
        picture: the selector of a picture of the project's screen.

    """

    title: str
    command: tuple[str, ...]
    ready: str
    variables: Mapping[str, str]
    add: Callable[[str, list[Path]], str]
    sign_in: Callable[[str, BrowserContext], None]
    picture: str


@dataclass(frozen=True)
class Started:
    """A server that is ready.

    Attributes:
        process: its process.
        url: its address.
        seconds: the seconds from its start until it was ready.

    """

    process: subprocess.Popen[bytes]
    url: str
    seconds: float


@contextmanager
def started(studio: Studio, home: Path) -> Iterator[Started]:
    """Run a server until the block ends.

    Raises:
        RuntimeError: it does not start.

    """
    home.mkdir(parents=True, exist_ok=True)
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    fill = {"PORT": str(port), "HOME": str(home)}
    command = [fill.get(each, each) for each in studio.command]
    env = {**os.environ, **{name: fill.get(each, each) for name, each in studio.variables.items()}}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # bytecode is compiled, as it is for users
    url = f"http://127.0.0.1:{port}"
    with (home / "server.log").open("ab") as log:
        begin = time.perf_counter()
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            while not _is_ready(url + studio.ready):
                if process.poll() is not None or time.perf_counter() - begin > PATIENCE:
                    raise RuntimeError(f"{studio.title} did not start; see {home}/server.log")
                time.sleep(POLL)
            yield Started(process, url, time.perf_counter() - begin)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(url, timeout=PATIENCE).is_success
    except httpx.TransportError:
        return False


def _send(url: str, field: str, files: list[Path], headers: Mapping[str, str]) -> None:
    """Send images; NUMBER in the field's name stands for an image's own number."""
    for at in range(0, len(files), AT_ONCE):
        some = enumerate(files[at : at + AT_ONCE])
        parts = [
            (
                field.replace("NUMBER", str(number)),
                (each.name, each.read_bytes(), "image/jpeg"),
            )
            for number, each in some
        ]
        httpx.post(url, files=parts, headers=headers, timeout=PATIENCE).raise_for_status()


def _add_to_vizsla(url: str, files: list[Path]) -> str:
    new = httpx.post(f"{url}/v1/projects", json={"name": "photos"}, timeout=PATIENCE)
    new.raise_for_status()
    _send(f"{url}/v1/projects/photos/examples", "files", files, {})
    return "/studio/p/photos/explore"


def _add_to_label_studio(url: str, files: list[Path]) -> str:
    headers = {"Authorization": f"Token {TOKEN}"}
    choices = "".join(f'<Choice value="{each}"/>' for each in ("dog", "cat"))
    new = {"title": "photos", "label_config": LABELLING.format(choices)}
    made = httpx.post(f"{url}/api/projects", json=new, headers=headers, timeout=PATIENCE)
    made.raise_for_status()
    number = made.json()["id"]
    _send(f"{url}/api/projects/{number}/import", "fileNUMBER", files, headers)
    return f"/projects/{number}/data"


def _sign_in_to_label_studio(url: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{url}/user/login/")
    page.fill("[name=email]", USER)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(lambda url: "/user/login" not in url, wait_until="commit")
    page.close()


VIZSLA = Studio(
    "Vizsla Studio",
    (
        *(sys.executable, "-c", "from vizsla.cli import main; main()"),
        *("studio", "--no-browser", "--port", "PORT", "--workspace", "HOME"),
    ),
    "/readyz",
    {},
    _add_to_vizsla,
    lambda _url, _context: None,
    "img[src*=thumbnail]",
)
LABEL_STUDIO = Studio(
    "Label Studio",
    (
        *(str(PEERS / "label-studio"), "start", "--no-browser", "--port", "PORT"),
        *("--username", USER, "--password", PASSWORD, "--user-token", TOKEN),
    ),
    "/health",
    {
        "LABEL_STUDIO_BASE_DATA_DIR": "HOME",
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    },
    _add_to_label_studio,
    _sign_in_to_label_studio,
    "img[src*='/data/upload/']",
)
