"""Servers side by side, at a team's database and storage: the same functions, the same keys."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest

import team_servers
import vizsla
from server.running_server import TIMEOUT, process, thread
from vizsla.functions.function_library import shared_functions
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import httpx

    from vizsla.functions.function_library import FunctionLibrary

CALL = "/v1/functions/textures:call"


@pytest.fixture
def team(
    postgres_server: str, s3_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A team's database and storage, empty; this process is the first computer."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "first"))
    team_servers.use_s3(s3_server, monkeypatch)
    with (
        team_servers.database(postgres_server) as database,
        team_servers.bucket(s3_server) as bucket,
    ):
        monkeypatch.setenv("VIZSLA_DATABASE_URL", database)
        monkeypatch.setenv("VIZSLA_FILES_URL", bucket)
        yield


def publish(bundle: Path) -> FunctionLibrary:
    library = shared_functions()
    assert library is not None
    staging = library.staging()
    shutil.copytree(bundle, staging)
    library.put("textures", 1, staging)
    library.make_live("textures", 1)
    return library


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait; on a quiet machine it is true within two seconds."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() < began + TIMEOUT
        time.sleep(0.02)


@pytest.mark.usefixtures("team")
def test_two_servers_have_the_same_functions_keys_and_usage(
    bundle: Path, textures: Path, tmp_path: Path
) -> None:
    fewer = tmp_path / "fewer"
    for label in ("brick", "gravel"):
        shutil.copytree(textures / label, fewer / label)
    image = (textures / "grass" / "0.png").read_bytes()
    second_home = tmp_path / "second"
    second_home.mkdir()
    with Workspace.open() as workspace:
        headers = {"Authorization": f"Bearer {workspace.keys.new('shop')}"}

        def status(client: httpx.Client) -> int:
            return client.post(CALL, headers=headers, content=image).status_code

        with (
            thread(needs_keys=True) as (first, _),
            process(second_home, needs_keys=True) as other,
            other.client() as second,
        ):
            servers = (first, second)
            assert [status(each) for each in servers] == [404, 404]
            library = publish(bundle)
            wait_until(lambda: all(status(each) == 200 for each in servers))
            answers = [each.post(CALL, headers=headers, content=image).json() for each in servers]
            assert answers[0] == answers[1]
            assert answers[0]["answer"] == "grass"

            def all_answer_by(version: int) -> bool:
                found = [each.post(CALL, headers=headers, content=image) for each in servers]
                return {each.headers["vizsla-function"] for each in found} == {
                    f"textures@{version}"
                }

            vizsla.learn(fewer, save="textures", replace=True)
            wait_until(lambda: all_answer_by(2))
            again = [each.post(CALL, headers=headers, content=image).json() for each in servers]
            assert "grass" not in {each["answer"] for each in again}
            library.make_live("textures", 1)
            wait_until(lambda: all_answer_by(1))
            workspace.keys.revoke("shop")
            wait_until(lambda: all(status(each) == 401 for each in servers))
            assert other.end() == 0
        (counted,) = workspace.keys.usage()
        assert (counted.key.name, counted.function) == ("shop", "textures")
        assert counted.requests == counted.inputs >= 8


@pytest.mark.usefixtures("team")
def test_a_project_that_programs_train_on_one_computer_answers_on_another(
    textures: Path, tmp_path: Path
) -> None:
    from server.compat.training_programs import fill, predictor, trainer, wait_until_trained

    for name in ("first", "second"):
        (tmp_path / name).mkdir(exist_ok=True)
    with (
        process(tmp_path / "first", "--training") as one,
        process(tmp_path / "second", "--training") as other,
    ):
        clients = [trainer(each.url) for each in (one, other)]
        project = clients[0].create_project("walls", classification_type="Multiclass")
        fill(clients[0], project, textures)
        asked = clients[1].train_project(project.id)
        done = wait_until_trained(clients[0], project, asked)
        clients[1].publish_iteration(project.id, done.id, "production", "any")
        image = (textures / "brick" / "9.png").read_bytes()
        for each in (one, other):
            found = predictor(each.url).classify_image(project.id, "production", image)
            assert found.predictions[0].tag_name == "brick"
        clients[0].unpublish_iteration(project.id, done.id)
        clients[0].delete_project(project.id)
        assert clients[1].get_projects() == []
