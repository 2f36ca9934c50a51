"""The image of a server, and the compose file that runs it beside a database and a storage.

Where a container engine runs, they are built and run; elsewhere their commands are, without one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

import team_servers
from modalities.odd_files import encoded, picture
from server.running_server import (
    COMMAND,
    TIMEOUT,
    Running,
    process,
    started,
    wait_until_ready,
)

ROOT = Path(__file__).parents[2]
CALL = "/v1/functions/classify-image:call"
JPEG = encoded(picture(), "JPEG")
BUILD_SECONDS = 900
# Everything is read-only but a folder, and the user is one without rights.
ALONE = """
mount --bind "$0" "$0"
mount -o remount,bind,ro /
exec unshare --user --map-user=10001 --map-group=10001 -- "$@"
"""


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the image itself, after those of the stage that builds it."""
    text = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    pairs = [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]
    last = max(at for at, (word, _) in enumerate(pairs) if word == "FROM")
    return pairs[last:]


def image(word: str) -> str:
    """Return what the image's only instruction of that word says."""
    (found,) = [rest for each, rest in instructions() if each == word]
    return found


def in_place(command: list[str]) -> list[str]:
    """Return a command of the image as this environment runs it."""
    program, *words = command
    if program == "vizsla":
        return [sys.executable, "-c", "from vizsla.cli import main; main()", *words]
    assert program == "python"
    return [sys.executable, *words]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file, with passwords."""
    text = (ROOT / "compose.yaml").read_text("utf-8")
    text = re.sub(r"\$\{\w+_PASSWORD:\?[^}]*\}", "tests", text)
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)
    assert "$" not in text
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def test_the_image_holds_what_was_built_and_runs_as_a_user_without_rights() -> None:
    copied = [rest for word, rest in instructions() if word == "COPY"]
    assert copied == ["--from=built /opt/vizsla /opt/vizsla"]
    assert image("USER").partition(":")[0] not in {"root", "0"}
    for base in re.findall(r"^FROM (\S+)", (ROOT / "Containerfile").read_text(), re.MULTILINE):
        assert re.search(r":\d+\.\d+-slim-", base)
    version = re.search(r"UV_VERSION := (\S+)", (ROOT / "Makefile").read_text())
    assert version is not None
    assert f"uv=={version[1]}" in (ROOT / "Containerfile").read_text()


def test_the_health_check_of_the_image_knows_whether_a_server_answers(home: Path) -> None:
    check = image("HEALTHCHECK").partition("CMD ")[2]

    def code(port: int) -> int:
        command = in_place(json.loads(check.replace("8711", str(port))))
        return subprocess.run(command, check=False, capture_output=True, timeout=TIMEOUT).returncode

    with process(home, "--workers", "1") as server:
        assert code(server.port) == 0
        server.end()
        assert code(server.port) == 1


@pytest.fixture
def alone(tmp_path: Path) -> list[str]:
    """The words before a command that let it write to the folder ``volume`` alone."""
    volume = tmp_path / "volume"
    volume.mkdir()
    words = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-ec", ALONE, str(volume)]
    outside = tmp_path / "outside"
    tried = shutil.which("unshare") and subprocess.run(
        [*words, "sh", "-c", 'touch "$1/it" && rm "$1/it" && ! touch "$2"', "sh", volume, outside],
        check=False,
        capture_output=True,
    )
    if not tried or tried.returncode or outside.exists():
        pytest.skip("this system makes no read-only view of its files for a test")
    return words


def test_the_image_command_writes_to_its_volume_alone(
    alone: list[str], tmp_path: Path, bundle: Path
) -> None:
    volume = tmp_path / "volume"
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "VIZSLA_HOME": str(volume)}
    environment |= {"TMPDIR": str(volume), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}

    def run(*words: str) -> subprocess.Popen[str]:
        command = in_place(json.loads(image("ENTRYPOINT")) + list(words))
        return subprocess.Popen(
            [*alone, *command], env=environment, stdout=subprocess.PIPE, text=True, cwd="/"
        )

    with run("keys", "new", "shop") as made:
        key = made.communicate()[0].strip()
    assert key.startswith("vz_")
    shutil.copytree(bundle, volume / "functions" / "textures" / "1")
    (volume / "functions" / "textures" / "live").write_text("1")
    with run(*json.loads(image("CMD")), "--port", "0") as running:
        try:
            assert running.stdout is not None
            said = re.search(r":(\d+)/", running.stdout.readline())
            assert said is not None
            server = Running(running, f"http://127.0.0.1:{said[1]}", int(said[1]))
            wait_until_ready(server.url)
            with server.client(headers={"Authorization": f"Bearer {key}"}) as client:
                assert client.post(CALL, content=JPEG).status_code == 200
                own = CALL.replace("classify-image", "textures")
                assert client.post(own, content=JPEG).status_code == 200
        finally:
            running.terminate()
    assert running.returncode == 0


def test_each_setting_of_the_compose_file_is_one_that_is_read(compose: dict[str, Any]) -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    read = set(re.findall(r'"(VIZSLA_[A-Z_]+)"', source))
    docs = (ROOT / "docs" / "reference" / "workspace.md").read_text("utf-8")
    server = compose["services"]["server"]
    names = server["environment"].keys()
    assert {each for each in names if each.startswith("VIZSLA_")} <= read
    assert {each for each in names if each.startswith("AWS_")} <= set(re.findall(r"AWS_\w+", docs))
    assert server["read_only"]
    assert all(
        each["image"] == "vizsla" or re.search(r":v?\d+\.\d+", each["image"])
        for each in compose["services"].values()
    )
    with_password = compose["services"]["database"]["environment"]
    assert (
        f"//{with_password['POSTGRES_USER']}:{with_password['POSTGRES_PASSWORD']}@database/"
        in (server["environment"]["VIZSLA_DATABASE_URL"])
    )


def test_the_image_has_what_the_studio_of_a_team_needs(compose: dict[str, Any]) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    extras = re.search(r"^EXTRAS := (.*)$", makefile, re.MULTILINE)
    assert extras is not None
    assert {"server", "people"} <= set(extras[1].split())
    studio = compose["services"]["studio"]
    assert "--port=8711" in studio["command"]  # the port that the health check asks
    assert [each.rpartition(":")[2] for each in studio["ports"]] == ["8711"]


def test_the_studio_of_the_compose_file_lets_its_first_owner_in(
    compose: dict[str, Any], tmp_path: Path
) -> None:
    words = [each for each in compose["services"]["studio"]["command"] if "--port" not in each]
    command = [COMMAND, *words, "--port", "0"]
    with started(tmp_path, command, tmp_path / "log") as server:
        wait_until_ready(server.url)
        assert server.process.stdout is not None
        line = [server.process.stdout.readline() for _ in range(2)][1].strip()
        address, _, token = line.partition("/studio/sign-in#")
        assert address == "http://127.0.0.1:8712"  # by which browsers come
        body = {"token": token, "name": "anna", "password": "a horse in the rain"}
        with server.client(headers={"Sec-Fetch-Site": "same-origin"}) as client:
            assert client.post("/v1/invitations:accept", json=body).status_code == 201


def test_what_the_compose_file_runs_answers_with_a_database_and_a_storage(
    compose: dict[str, Any],
    postgres_server: str,
    s3_server: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services = compose["services"]
    with team_servers.database(postgres_server) as database:
        replaced = {"VIZSLA_DATABASE_URL": database, "AWS_ENDPOINT_URL": s3_server}
        for name, value in (services["server"]["environment"] | replaced).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
        for _ in range(2):  # the bucket is there when the services are started again
            subprocess.run(in_place(services["bucket"]["entrypoint"]), check=True, timeout=TIMEOUT)
        made = in_place(["vizsla", "keys", "new", "shop"])
        key = subprocess.run(made, check=True, capture_output=True, text=True).stdout.strip()
        words = [*json.loads(image("CMD"))[1:], "--port", "0"]
        with process(tmp_path, *words) as server, server.client() as client:
            assert client.post(CALL, content=JPEG).status_code == 401
            headers = {"Authorization": f"Bearer {key}"}
            assert client.post(CALL, content=JPEG, headers=headers).status_code == 200


def test_the_image_is_built_and_the_compose_file_runs_it() -> None:
    engine, make = shutil.which("docker"), shutil.which("make")
    reason = "no container engine runs here"
    if engine is None or make is None:
        pytest.skip(reason)
    for words in (["info"], ["compose", "version"]):
        if subprocess.run([engine, *words], check=False, capture_output=True).returncode:
            pytest.skip(reason)
    subprocess.run([make, "container"], cwd=ROOT, check=True, timeout=BUILD_SECONDS)
    project = [engine, "compose", "--project-name", f"vizsla-{os.getpid()}"]
    passwords = {"POSTGRES_PASSWORD": "tests", "STORAGE_PASSWORD": "tests", "VIZSLA_PORTS": "0"}
    environment = {**os.environ, **passwords}

    def run(*words: str) -> str:
        done = subprocess.run(
            [*project, *words],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=BUILD_SECONDS,
        )
        return done.stdout.strip()

    try:
        key = run("run", "--rm", "-T", "server", "keys", "new", "shop")
        run("up", "--detach")
        address = run("port", "server", "8711")
        wait_until_ready(f"http://{address}")
        headers = {"Authorization": f"Bearer {key}"}
        answer = httpx.post(
            f"http://{address}{CALL}", content=JPEG, headers=headers, timeout=TIMEOUT
        )
        assert answer.status_code == 200
    finally:
        run("down", "--volumes")
