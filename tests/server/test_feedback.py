"""Feedback: from a call over HTTP to an example that a person labels, and nothing more."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

import vizsla
from command_line import vizsla as command
from modalities.odd_files import encoded, picture
from server.running_server import process, thread
from vizsla.answer import NONE_OF_THESE
from vizsla.errors import WorkspaceFullError
from vizsla.modalities.limits import Limits
from vizsla.server import input_keeper
from vizsla.workspace import Workspace
from vizsla.workspace.kept_inputs import KeptInputs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from vizsla.server.service import Service


CALL, FEEDBACK = "/v1/functions/stuff:call", "/v1/functions/stuff:feedback"
JPEG = encoded(picture(), "JPEG")
UNKNOWN = "A" * 22


@pytest.fixture(scope="module")
def published_home(textures: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace whose project ``stuff`` has published a function."""
    folder = tmp_path_factory.mktemp("feedback") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZSLA_HOME", str(folder))
        with vizsla.Project.open("stuff") as project:
            project.add(textures)
            project.train()
            project.publish(untested=True)
        yield folder


@pytest.fixture
def home(published_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That workspace, for one test."""
    folder = tmp_path / "home"
    shutil.copytree(published_home, folder)
    monkeypatch.setenv("VIZSLA_HOME", str(folder))
    return folder


@pytest.fixture
def project(home: Path) -> Iterator[vizsla.Project]:
    """The project, which allows feedback."""
    del home
    with vizsla.Project.open("stuff") as project:
        project.allow_feedback()
        yield project


def ask(
    client: httpx.Client, content: bytes | None = JPEG, **more: Any
) -> tuple[dict[str, Any], str]:
    """Return an answer, and its id."""
    response = client.post(CALL, content=content, **more)
    assert response.status_code == 200, response.text
    return response.json(), response.headers["Vizsla-Answer"]


def say(client: httpx.Client, said: Any, status: int = 202, **more: Any) -> dict[str, Any]:
    response = client.post(FEEDBACK, json=said, **more)
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.json()
    return found


def kept(service: Service) -> int:
    """Write what waits, and return how many inputs are kept."""
    service.keeper._write()
    with vizsla.Project.open("stuff") as project:
        return project.kept_inputs().inputs


def test_an_answer_becomes_an_example_that_a_person_labels(
    project: vizsla.Project, home: Path
) -> None:
    before = project.counts().examples
    with process(home, "--workers", "1") as server, server.client() as client:
        answer, number = ask(client, files={"file": ("rex.jpg", JPEG)}, content=None)
        assert answer == project.function()(JPEG).to_dict(), "exactly the Answer"
        found = say(client, {"id": number, "label": "gravel"})
        assert found == {"status": "waiting", "labels": ["gravel"], "new_labels": []}
    assert project.counts().examples == before + 1
    assert project.counts().by_state["unlabelled"] == 1
    (first,) = project.suggest(1)
    assert (first.label, first.score, first.example.name) == ("gravel", None, "rex.jpg")
    (said,) = first.feedback
    assert (said.answer.answer, said.answer.score) == (answer["answer"], answer["score"])
    assert (said.version, said.who) == (1, "feedback")
    assert project.content(first.example) == JPEG

    shown = f"feedback says 'gravel' (answered '{answer['answer']}', {answer['score']:.2f})"
    assert shown in command("suggest", "stuff", "--count", "1", folder=home).stdout
    done = command("feedback", "stuff", "--review", folder=home, stdin=b"\n")
    assert shown in done.stdout
    (example,) = project.examples(1, first.example.id - 1)
    assert (example.label, example.state) == ("gravel", "labelled")
    assert project.waiting_feedback() == []
    project.train()
    (example,) = project.examples(1, first.example.id - 1)
    assert (example.sha256 in project.run().trained.keys) == (example.split == "train")
    assert example.split is not None


def test_nothing_is_kept_unless_the_project_allows_it(home: Path) -> None:
    with thread() as (client, service):
        response = client.post(CALL, content=JPEG)
        assert "vizsla-answer" not in response.headers
        assert client.get("/v1/functions/stuff").json()["feedback"] is False
        found = say(client, {"id": UNKNOWN, "label": "grass"}, 403)
        assert "vizsla feedback stuff --allow" in found["detail"]
        assert kept(service) == 0
    files = {each.name for each in (home / "files").rglob("*") if each.is_file()}
    with vizsla.Project.open("stuff") as project:
        assert files == {each.sha256 for each in project}


@pytest.mark.usefixtures("home")
def test_a_function_without_a_project_takes_no_feedback() -> None:
    with thread() as (client, _):
        path = "/v1/functions/classify-image:feedback"
        response = client.post(path, json={"id": UNKNOWN, "label": "dog"})
        assert (response.status_code, response.json()["code"]) == (403, "access-denied")


def test_a_running_server_notices_that_feedback_is_allowed_and_ended(
    project: vizsla.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(input_keeper, "FRESH", 0.0)

    def has_id() -> bool:
        return "vizsla-answer" in client.post(CALL, content=JPEG).headers

    with thread() as (client, service):
        assert has_id()
        project.stop_feedback()
        while has_id():
            pass
        assert kept(service) == 0
        project.allow_feedback()
        while not has_id():
            pass
        assert client.get("/v1/functions/stuff").json()["feedback"] is True


def test_only_calls_that_were_answered_are_kept(project: vizsla.Project) -> None:
    with thread() as (client, service):
        assert "vizsla-answer" not in client.post(CALL, content=b"no image").headers
        for operation in ("explain", "embed"):
            response = client.post(f"/v1/functions/stuff:{operation}", content=JPEG)
            assert "vizsla-answer" not in response.headers
        assert kept(service) == 0
        several = [("files", JPEG), ("files", b"no image"), ("files", encoded(picture(90), "PNG"))]
        number = client.post(CALL, files=several).headers["Vizsla-Answer"]
        say(client, {"id": f"{number}.2", "label": "grass"})
        say(client, {"id": f"{number}.1", "label": "grass"}, 404)
        say(client, {"id": f"{number}.3", "label": "grass"}, 404)
        assert kept(service) == 2
    (suggestion,) = project.waiting_feedback()
    assert project.content(suggestion.example) == several[2][1]


@pytest.mark.usefixtures("home")
def test_a_text_is_kept_in_utf_8() -> None:
    texts = {"open": ("when do you open", "are you open today"), "bye": ("bye", "see you later")}
    said = "seid ihr geöffnet?"
    with vizsla.Project.open("desk", kind="text-classification") as project:
        for label, some in texts.items():
            project.add(texts=some, label=label)
        project.train(test=0)
        project.publish(untested=True)
        project.allow_feedback()
        with thread() as (client, _):
            path = "/v1/functions/desk"
            answers = [
                client.post(f"{path}:call", json={"text": said}),
                client.post(f"{path}:call", content=said.encode() + b"!"),
            ]
            for each in answers:
                feedback = {"id": each.headers["Vizsla-Answer"], "label": "open"}
                assert client.post(f"{path}:feedback", json=feedback).status_code == 202
        waiting = project.waiting_feedback()
        assert {project.content(each).decode() for each in waiting} == {said, f"{said}!"}
        assert project.accept_feedback(waiting) == 2
        assert {each.label for each in project.examples(9, 4)} == {"open"}


def test_the_file_at_a_url_is_kept(project: vizsla.Project, website: str) -> None:
    with thread(fetch_urls=True, limits=Limits(allow_private_urls=True)) as (client, _):
        response = client.post(CALL, json={"inputs": [{"url": "ftp://x/y"}, {"url": website}]})
        number = response.headers["Vizsla-Answer"]
        say(client, {"id": f"{number}.1", "label": "grass"})
    (suggestion,) = project.waiting_feedback()
    assert project.content(suggestion.example) == JPEG


def test_only_the_key_that_asked_gives_feedback(project: vizsla.Project) -> None:
    with Workspace.open() as workspace:
        shop, other = (
            {"Authorization": f"Bearer {workspace.keys.new(name)}"} for name in ("shop", "other")
        )
    with thread(needs_keys=True) as (client, service):
        _, number = ask(client, headers=shop)
        said = {"id": number, "label": "grass"}
        say(client, said, 401)
        theirs = say(client, said, 404, headers=other)["detail"]
        unknown = say(client, {**said, "id": UNKNOWN}, 404, headers=other)["detail"]
        assert theirs == unknown, "another key learns nothing of the answer"
        say(client, said, headers=shop)
        assert service.keys is not None
        service.keys.flush()
    assert project.feedback()[0].who == "shop"
    with Workspace.open() as workspace:
        assert [each.inputs for each in workspace.keys.usage()] == [1], "feedback is no input"


def test_the_same_again_changes_nothing_and_another_label_replaces_it(
    project: vizsla.Project,
) -> None:
    with thread() as (client, _):
        _, number = ask(client)
        for label in ("grass", "grass", "gravel"):
            say(client, {"id": number, "label": label})
        assert [each.labels for each in project.feedback()] == [("gravel",)]
        project.accept_feedback(project.waiting_feedback())
        again = say(client, {"id": number, "label": "gravel"})
        assert again["status"] == "looked at"
        refused = say(client, {"id": number, "label": "brick"}, 409)
        assert "a person has looked" in refused["detail"]
        project.undo()
        say(client, {"id": number, "label": "brick"})
    assert project.waiting_feedback()[0].label == "brick"


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ({"label": "slate"}, ["slate"]),
        ({"label": None}, [NONE_OF_THESE]),
        ({"right": True}, None),
        ({"right": False}, []),
    ],
)
def test_each_way_to_say_what_is_right(
    project: vizsla.Project, said: dict[str, Any], labels: list[str] | None
) -> None:
    with thread() as (client, _):
        answer, number = ask(client)
        found = say(client, {"id": number, **said})
    if labels is None:
        labels = [answer["answer"] or NONE_OF_THESE]
    assert found["labels"] == labels
    assert found["new_labels"] == (["slate"] if "slate" in labels else [])
    (suggestion,) = project.waiting_feedback()
    assert suggestion.label == (labels[0] if labels else None)
    project.accept_feedback(suggestion)
    (example,) = project.examples(1, suggestion.example.id - 1)
    assert list(example.labels) == labels
    assert bool(example.not_labels) == (not labels)


@pytest.mark.usefixtures("project")
def test_feedback_that_is_none_is_refused() -> None:
    with thread() as (client, _):
        _, number = ask(client)
        for said, status in (
            ([], 400),
            ({}, 400),
            ({"label": "grass"}, 400),
            ({"id": number}, 400),
            ({"id": 3, "label": "grass"}, 400),
            ({"id": number, "label": "grass", "right": True}, 400),
            ({"id": number, "label": "grass", "who": "me"}, 400),
            ({"id": number, "label": 3}, 400),
            ({"id": number, "label": ""}, 400),
            ({"id": number, "label": "a\x1b[2J"}, 400),
            ({"id": number, "label": "a" * 201}, 400),
            ({"id": number, "labels": ["grass"]}, 400),
            ({"id": number, "right": "yes"}, 400),
            ({"id": "x", "label": "grass"}, 404),
            ({"id": UNKNOWN, "label": "grass"}, 404),
        ):
            found = say(client, said, status)
            assert found["detail"], said
        response = client.post(FEEDBACK, content=b"id=3")
        assert response.status_code == 415
        assert client.post(FEEDBACK, content=b"x" * 70_000).status_code == 413


def test_feedback_on_a_training_example_changes_and_tells_nothing(
    project: vizsla.Project, textures: Path
) -> None:
    known = next(iter((textures / "grass").iterdir())).read_bytes()
    example = next(each for each in project if project.content(each) == known)
    count = project.counts()
    with thread() as (client, _):
        _, number = ask(client, known, params={"columns": json.dumps({})})
        found = say(client, {"id": number, "label": "brick"})
        assert found["status"] == "waiting"
        assert say(client, {"id": number, "label": "gravel"})["status"] == "waiting"
    assert project.counts() == count
    assert project.examples(1, example.id - 1)[0] == example
    assert project.waiting_feedback() == []
    assert [each.labels for each in project.feedback()] == [("gravel",)]


@pytest.mark.usefixtures("project")
def test_a_full_disk_costs_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> int:
        raise WorkspaceFullError("no space is left")

    monkeypatch.setattr(KeptInputs, "keep", full)
    with thread() as (client, service):
        _, number = ask(client)
        found = say(client, {"id": number, "label": "grass"}, 404)
        assert "was not kept" in found["detail"]
        assert (service.keeper.kept, service.keeper.not_kept) == (0, 1)
        assert "vizsla_inputs_not_kept 1" in client.get("/metrics").text


@pytest.mark.usefixtures("project")
def test_inputs_beyond_the_memory_for_them_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_keeper, "MOST_BYTES", len(JPEG))
    monkeypatch.setattr(input_keeper, "GATHER", 60.0)
    with thread() as (client, service):
        ask(client)
        ask(client)
        assert kept(service) == 1
        ask(client)
        assert kept(service) == 2


def test_a_server_that_ends_writes_what_was_offered(
    project: vizsla.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(input_keeper, "GATHER", 60.0)
    with thread() as (client, _):
        ask(client)
    assert project.kept_inputs().inputs == 1


def test_another_server_takes_the_feedback(project: vizsla.Project) -> None:
    with thread() as (first, service), thread() as (second, _):
        _, number = ask(first)
        service.keeper._write()
        say(second, {"id": number, "label": "grass"})
    assert len(project.waiting_feedback()) == 1


def test_a_caller_puts_no_more_before_people_than_they_can_look_at(
    project: vizsla.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizsla.project.receive_feedback.MOST_WAITING", 1)
    with thread() as (client, _):
        numbers = [ask(client, encoded(picture(90 + n), "PNG"))[1] for n in range(2)]
        say(client, {"id": numbers[0], "label": "grass"})
        response = client.post(FEEDBACK, json={"id": numbers[1], "label": "grass"})
        assert (response.status_code, response.headers["retry-after"]) == (429, "3600")
        say(client, {"id": numbers[0], "label": "gravel"})
        project.accept_feedback(project.waiting_feedback())
        say(client, {"id": numbers[1], "label": "grass"})


def test_the_log_and_the_pages_show_nothing_of_what_is_kept(home: Path) -> None:
    assert command("feedback", "stuff", "--allow", folder=home).code == 0
    with process(home, "--workers", "1") as server, server.client() as client:
        _, number = ask(client, files={"file": ("secret-name.jpg", JPEG)}, content=None)
        say(client, {"id": number, "label": "secret label"})
        shown = client.get("/v1/functions/stuff").text
        server.end()
    log = (home / "server.log").read_text()
    shown += (
        log + command("projects", folder=home).stdout + command("card", "stuff", folder=home).stdout
    )
    assert "secret" not in shown
    assert number not in shown
