from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

import vizsla
from travel_app import TRAVEL
from vizsla.errors import InputFormatError, NotFoundError, OptionError
from vizsla.project.app_versions import AppVersions
from vizsla.project.training_job import TRAIN
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECOND = {
    **TRAVEL,
    "closedLists": [],
    "utterances": [
        *TRAVEL["utterances"][2:],
        {"text": "howdy 🤠", "intent": "Greet", "entities": []},
        {**TRAVEL["utterances"][0], "intent": "Greet"},
    ],
}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A workspace with the app as a project."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    file = tmp_path / "travel.json"
    file.write_text(json.dumps(TRAVEL), "utf-8")
    vizsla.import_assistant(file).project.close()
    with Workspace.open() as found:
        yield found


@pytest.fixture
def versions(workspace: Workspace) -> AppVersions:
    """The versions of the app."""
    return AppVersions(workspace, workspace.open_project("travel"))


def plain(app: Any) -> dict[str, Any]:
    """Return what an app holds, without the order of its parts."""
    parts = ("intents", "entities", "closedLists", "regex_entities", "patternAnyEntities")
    found: dict[str, Any] = {
        part: {each["name"] for each in app[part]} for part in (*parts, "prebuiltEntities")
    }
    found["lists"] = {str(each["subLists"]) for each in app["closedLists"]}
    found["utterances"] = sorted(
        (each["text"], each["intent"], sorted(sorted(one.items()) for one in each["entities"]))
        for each in app["utterances"]
    )
    found["patterns"] = app["patterns"]
    return found


def test_a_project_that_was_made_elsewhere_is_the_first_version(versions: AppVersions) -> None:
    (only,) = versions.all()
    assert (only.id, only.is_active) == ("0.1", True)
    assert plain(versions.export("0.1")) == plain(TRAVEL)


def test_an_imported_version_is_active_and_the_one_before_it_stays_as_it_was(
    versions: AppVersions, workspace: Workspace
) -> None:
    before = {each.sha256: each.id for each in workspace.open_project("travel").examples()}
    versions.add("0.2", SECOND)
    assert [(each.id, each.is_active) for each in versions.all()] == [("0.1", False), ("0.2", True)]
    assert plain(versions.export("0.2")) == plain(SECOND)
    assert plain(versions.export("0.1")) == plain(TRAVEL)
    after = {each.sha256: each.id for each in workspace.open_project("travel").examples()}
    same = before.keys() & after.keys()
    assert sum(before[each] == after[each] for each in same) == len(TRAVEL["utterances"]) - 2


def test_each_intent_and_entity_has_its_number_of_texts(versions: AppVersions) -> None:
    before = versions.models(versions.get("0.1"))
    assert before["intent", "Travel"] == before["entity", "Town"] == 10
    assert before["intent", "None"] == 8
    assert before["entity", "Fare"] == 0
    versions.add("0.2", SECOND)
    assert versions.models(versions.get("0.1")) == before
    assert versions.models(versions.get("0.2"))["intent", "Greet"] == 12
    with vizsla.Project.open("travel") as project:
        project.add_entity("trip", values={"round": []}, expressions=["trip"])
    assert ("entity", "trip") in versions.models(versions.get("0.2"))


def test_a_version_can_be_copied_renamed_and_removed(versions: AppVersions) -> None:
    versions.clone("0.1", "0.2")
    versions.rename("0.1", "1.0")
    assert {each.id: each.is_active for each in versions.all()} == {"1.0": True, "0.2": False}
    versions.remove("1.0")
    assert {each.id: each.is_active for each in versions.all()} == {"0.2": True}
    assert plain(versions.export("0.2")) == plain(TRAVEL)
    with pytest.raises(OptionError, match="only version"):
        versions.remove("0.2")


def test_of_two_imports_of_a_version_at_once_one_is_refused(versions: AppVersions) -> None:
    def add(_: int) -> bool:
        try:
            versions.add("0.2", SECOND)
        except OptionError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add, range(2))) == [False, True]
    assert plain(versions.export("0.2")) == plain(SECOND)
    assert plain(versions.export("0.1")) == plain(TRAVEL)


def test_texts_without_a_label_stay(versions: AppVersions, workspace: Workspace) -> None:
    with vizsla.Project.open("travel") as project:
        project.add(texts="where is my bag")
    versions.add("0.2", SECOND)
    states = [each.state for each in workspace.open_project("travel").examples()]
    assert states.count("unlabelled") == 1


def test_what_can_not_be_is_named(versions: AppVersions) -> None:
    with pytest.raises(OptionError, match="already"):
        versions.add("0.1", SECOND)
    with pytest.raises(NotFoundError, match="no version"):
        versions.export("0.9")
    with pytest.raises(OptionError, match="not trained"):
        versions.publish("0.1", staging=False)
    with pytest.raises(InputFormatError, match="utterances"):
        versions.add("0.2", {**SECOND, "utterances": 5})
    assert plain(versions.export("0.1")) == plain(TRAVEL)


def test_nothing_changes_while_the_project_is_trained(
    versions: AppVersions, workspace: Workspace
) -> None:
    versions.add("0.2", SECOND)
    versions.train("0.1")
    assert versions.active == "0.1"
    for change in (
        lambda: versions.add("0.3", SECOND),
        lambda: versions.train("0.2"),
        lambda: versions.remove("0.1"),
    ):
        with pytest.raises(OptionError, match="is being trained"):
            change()
    assert len(workspace.jobs.of_project(workspace.open_project("travel").row_id, TRAIN)) == 1
